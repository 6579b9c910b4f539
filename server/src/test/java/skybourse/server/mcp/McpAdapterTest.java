package skybourse.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import skybourse.server.mcp.McpTool.ToolResult;
import skybourse.server.service.RunningMarket;
import tools.jackson.databind.JsonNode;

/** Messages of the protocol, in both forms. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class McpAdapterTest {

    private static final String META = "io.modelcontextprotocol/";
    private static final String VERSION = "MCP-Protocol-Version";

    private RunningMarket running;
    private McpClient client;

    @BeforeAll
    void open() throws Exception {
        McpTool echo = new McpTool(
                "echo",
                "Returns its arguments.",
                true,
                ToolSchemas.of(
                        List.of(ToolSchemas.text("word", "A word.")),
                        List.of(ToolSchemas.number("fails", "A number."))),
                call -> ToolResult.json(
                        call.arguments().put("agent", call.agent()),
                        call.arguments().has("fails")));
        McpTool image = new McpTool(
                "image",
                "Returns an image.",
                false,
                ToolSchemas.of(List.of(), List.of()),
                _ -> new ToolResult(List.of(Map.of("type", "image")), McpClient.JSON.nullNode(), false));
        running = RunningMarket.with(List.of(new McpAdapter(List.of(echo, image), "How to use it.", "1.2.3")));
        client = new McpClient(running.base, "A%2F1", "");
    }

    @AfterAll
    void close() {
        running.close();
    }

    /** Returns the parameters of a request with metadata. */
    private static Map<String, Object> meta(Map<String, ?> meta) {
        return new TreeMap<>(Map.of("_meta", meta));
    }

    @Test
    void discoversRevisionsAndCapabilities() throws Exception {
        JsonNode result = client.ask("server/discover", Map.of()).result();
        assertThat(result.path("supportedVersions").toString())
                .isEqualTo("[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\"]");
        assertThat(result.path("capabilities").toString()).isEqualTo("{\"tools\":{}}");
        assertThat(result.path("instructions").asString()).isEqualTo("How to use it.");
        assertThat(result.path("ttlMs").asInt()).isPositive();
        assertThat(result.path("cacheScope").asString()).isEqualTo("public");
        assertThat(result.path("resultType").asString()).isEqualTo("complete");
        assertThat(result.path("_meta").path(META + "serverInfo").toString())
                .isEqualTo("{\"name\":\"skybourse\",\"version\":\"1.2.3\"}");
    }

    @Test
    void handshakeAgreesOnARevision() throws Exception {
        for (String known : List.of("2025-11-25", "2025-06-18")) {
            JsonNode result = client.askOld("initialize", Map.of("protocolVersion", known))
                    .result();
            assertThat(result.path("protocolVersion").asString()).isEqualTo(known);
            assertThat(result.path("serverInfo").path("name").asString()).isEqualTo("skybourse");
            assertThat(result.has("resultType") || result.has("_meta")).isFalse();
        }
        JsonNode other = client.askOld("initialize", Map.of("protocolVersion", "2024-11-05"))
                .result();
        assertThat(other.path("protocolVersion").asString()).isEqualTo("2025-11-25");
        assertThat(client.askOld("ping", Map.of()).result().toString()).isEqualTo("{}");
        assertThat(client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", Map.of())
                        .status())
                .isEqualTo(202);
        assertThat(client.send("{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}", Map.of())
                        .status())
                .isEqualTo(202);
    }

    @Test
    void listsTools() throws Exception {
        for (JsonNode result : List.of(
                client.ask("tools/list", Map.of()).result(),
                client.askOld("tools/list", Map.of()).result())) {
            JsonNode tool = result.path("tools").path(0);
            assertThat(tool.path("name").asString()).isEqualTo("echo");
            assertThat(tool.path("description").asString()).isEqualTo("Returns its arguments.");
            assertThat(tool.path("inputSchema").toString())
                    .isEqualTo(
                            "{\"type\":\"object\",\"properties\":{\"word\":{\"type\":\"string\",\"description\":\"A word.\"},\"fails\":{\"type\":\"number\",\"minimum\":0,\"description\":\"A number.\"}},"
                                    + "\"required\":[\"word\"],\"additionalProperties\":false}");
            assertThat(tool.path("annotations").toString())
                    .isEqualTo(
                            "{\"destructiveHint\":false,\"idempotentHint\":true,\"openWorldHint\":true,\"readOnlyHint\":true}");
            assertThat(result.path("tools")
                            .path(1)
                            .path("annotations")
                            .path("readOnlyHint")
                            .asBoolean())
                    .isFalse();
            assertThat(result.path("ttlMs").asInt()).isPositive();
        }
    }

    @Test
    void callsTools() throws Exception {
        McpClient.Reply got = client.call("echo", Map.of("word", "é"));
        assertThat(got.structured().toString()).isEqualTo("{\"word\":\"é\",\"agent\":\"A/1\"}");
        assertThat(got.result().path("content").path(0).path("text").asString())
                .isEqualTo(got.structured().toString());
        assertThat(got.result().path("content").path(0).path("type").asString()).isEqualTo("text");
        assertThat(got.result().path("isError").isBoolean()).isTrue();
        assertThat(got.isError()).isFalse();
        assertThat(got.result().path("resultType").asString()).isEqualTo("complete");
        assertThat(client.call("echo", Map.of("word", "", "fails", 1)).isError())
                .isTrue();
        McpClient.Reply image = client.call("image", Map.of());
        assertThat(image.result().path("content").toString()).isEqualTo("[{\"type\":\"image\"}]");
        assertThat(image.result().has("structuredContent")).isFalse();
        assertThat(client.askOld("tools/call", Map.of("name", "image")).result().has("resultType"))
                .isFalse();
        assertThat(client.call("other", Map.of()).code()).isEqualTo(-32602);
        Map<String, Object> none = new TreeMap<>(Map.of("name", "image"));
        none.put("arguments", null);
        assertThat(client.ask("tools/call", none).isError()).isFalse();
        assertThat(client.ask("tools/call", Map.of("name", "echo", "arguments", List.of()))
                        .code())
                .isEqualTo(-32602);
    }

    @Test
    void missingAndUnknownArgumentsAreProblems() throws Exception {
        McpClient.Reply missing = client.call("echo", Map.of());
        assertThat(missing.isError()).isTrue();
        assertThat(missing.structured().path("detail").asString()).isEqualTo("word must be given: missing");
        assertThat(missing.structured().path("status").asInt()).isEqualTo(400);
        McpClient.Reply unknown = client.call("echo", Map.of("word", "", "wrod", ""));
        assertThat(unknown.structured().path("detail").asString()).isEqualTo("wrod must be a known argument: unknown");
    }

    @Test
    void headersAreCheckedInOldRevisionsIfTheyAreSent() throws Exception {
        String body = client.message("tools/call", Map.of("name", "image"));
        assertThat(client.send(body, Map.of("Mcp-Method", "tools/call", "Mcp-Name", "image"))
                        .isError())
                .isFalse();
        assertThat(client.send(body, Map.of("Mcp-Name", "echo")).code()).isEqualTo(-32020);
        assertThat(client.send(body, Map.of("Mcp-Method", "tools/list")).code()).isEqualTo(-32020);
    }

    @Test
    void headersMustAgreeWithTheBody() throws Exception {
        Map<String, String> right = Map.of(VERSION, McpAdapter.NEWEST, "Mcp-Method", "tools/call", "Mcp-Name", "image");
        Map<String, Object> params =
                meta(Map.of(META + "protocolVersion", McpAdapter.NEWEST, META + "clientCapabilities", Map.of()));
        params.put("name", "image");
        String body = client.message("tools/call", params);
        assertThat(client.send(body, right).isError()).isFalse();
        for (String name : right.keySet()) {
            Map<String, String> wrong = new TreeMap<>(right);
            wrong.put(name, "2025-11-25");
            McpClient.Reply got = client.send(body, wrong);
            assertThat(got.code()).as(name).isEqualTo(-32020);
            assertThat(got.status()).isEqualTo(400);
            wrong.remove(name);
            assertThat(client.send(body, wrong).code()).as(name).isEqualTo(-32020);
        }
    }

    @Test
    void unknownRevisionsAreAnsweredWithTheKnownOnes() throws Exception {
        Map<String, Object> params =
                meta(Map.of(META + "protocolVersion", "2030-01-01", META + "clientCapabilities", Map.of()));
        for (McpClient.Reply got : List.of(
                client.send(
                        client.message("tools/list", params),
                        Map.of(VERSION, "2030-01-01", "Mcp-Method", "tools/list")),
                client.send(client.message("tools/list", Map.of()), Map.of(VERSION, "2030-01-01")))) {
            assertThat(got.status()).isEqualTo(400);
            assertThat(got.code()).isEqualTo(-32022);
            assertThat(got.body().path("error").path("data").toString())
                    .isEqualTo(
                            "{\"requested\":\"2030-01-01\",\"supported\":[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\"]}");
        }
    }

    @Test
    void newestRevisionNeedsItsMetadata() throws Exception {
        Map<String, String> headers = Map.of(VERSION, McpAdapter.NEWEST, "Mcp-Method", "tools/list");
        assertThat(client.send(client.message("tools/list", Map.of()), headers).code())
                .isEqualTo(-32602);
        McpClient.Reply none = client.send(
                client.message("tools/list", meta(Map.of(META + "protocolVersion", McpAdapter.NEWEST))), headers);
        assertThat(none.code()).isEqualTo(-32602);
        assertThat(none.status()).isEqualTo(400);
        assertThat(client.send(client.message("server/discover", Map.of()), Map.of())
                        .code())
                .isEqualTo(-32602);
    }

    @Test
    void unknownMethodsAreErrors() throws Exception {
        for (String method : List.of("initialize", "ping", "resources/list", "subscriptions/listen")) {
            McpClient.Reply got = client.ask(method, Map.of());
            assertThat(got.status()).as(method).isEqualTo(404);
            assertThat(got.code()).as(method).isEqualTo(-32601);
        }
        McpClient.Reply old = client.askOld("resources/list", Map.of());
        assertThat(old.status()).isEqualTo(200);
        assertThat(old.code()).isEqualTo(-32601);
        assertThat(old.body().path("error").path("data").toString()).isEqualTo("{\"method\":\"resources/list\"}");
    }

    @Test
    void malformedMessagesAreErrors() throws Exception {
        for (String body : List.of("{", "", "{} {}", "{\"id\":1,\"id\":2}", "[".repeat(100))) {
            McpClient.Reply got = client.send(body, Map.of());
            assertThat(got.status()).as(body).isEqualTo(400);
            assertThat(got.code()).as(body).isIn(-32700, -32600);
            assertThat(got.body().path("id").isNull()).as(body).isTrue();
        }
        for (String body : List.of(
                "[]",
                "1",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"\\ud800\",\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"result\":{}}")) {
            McpClient.Reply got = client.send(body, Map.of());
            assertThat(got.code()).as(body).isEqualTo(-32600);
            assertThat(got.body().path("id").isNull()).as(body).isTrue();
        }
        McpClient.Reply type = client.send("{}", Map.of("Content-Type", "text/plain"));
        assertThat(type.status()).isEqualTo(415);
        assertThat(type.body().path("field").asString()).isEqualTo("Content-Type");
        assertThat(client.send(" ".repeat(192 << 10) + "1", Map.of()).status()).isEqualTo(413);
        assertThat(client.send(
                                "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"ping\"}",
                                Map.of("Content-Type", "Application/JSON; charset=utf-8"))
                        .body()
                        .path("id")
                        .asString())
                .isEqualTo("x");
    }

    @Test
    void onlyPostToAnAgentIsServed() throws Exception {
        assertThat(get("/mcp/MA1")).isEqualTo(405);
        for (String path : List.of("/mcp/", "/mcp", "/mcp/MA1/x", "/mcq/MA1")) {
            assertThat(get(path)).as(path).isEqualTo(404);
        }
    }

    private int get(String path) throws Exception {
        var request = HttpRequest.newBuilder(running.base.resolve(path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}

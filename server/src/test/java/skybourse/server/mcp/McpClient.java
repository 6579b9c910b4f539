package skybourse.server.mcp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client of MCP servers that sends each message as given. */
public final class McpClient {

    static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String secret;
    private int id;

    /**
     * Creates a client.
     *
     * @param secret secret of the agent; empty for none
     */
    public McpClient(URI base, String agent, String secret) {
        server = base.resolve("/mcp/" + agent);
        this.secret = secret;
    }

    /** Reply of a server. */
    public record Reply(int status, JsonNode body) {
        JsonNode result() {
            return body.path("result");
        }

        int code() {
            return body.path("error").path("code").asInt(0);
        }

        /** Returns the structured result of a tool. */
        public JsonNode structured() {
            return result().path("structuredContent");
        }

        public boolean isError() {
            return result().path("isError").asBoolean(false);
        }
    }

    /** Sends a body with further headers. */
    Reply send(String body, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server).POST(HttpRequest.BodyPublishers.ofString(body));
        Map<String, String> all = new TreeMap<>(Map.of("Content-Type", "application/json"));
        if (!secret.isEmpty()) {
            all.put("Authorization", "Bearer " + secret);
        }
        all.putAll(headers);
        all.forEach(request::header);
        HttpResponse<String> got = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(got.statusCode(), got.body().isEmpty() ? JSON.nullNode() : JSON.readTree(got.body()));
    }

    /** Sends a request in the form of the newest revision. */
    Reply ask(String method, Map<String, ?> parameters) throws IOException, InterruptedException {
        Map<String, Object> params = new TreeMap<>(parameters);
        params.put(
                "_meta",
                Map.of(
                        "io.modelcontextprotocol/protocolVersion",
                        McpAdapter.NEWEST,
                        "io.modelcontextprotocol/clientCapabilities",
                        Map.of()));
        Map<String, String> headers =
                new TreeMap<>(Map.of("MCP-Protocol-Version", McpAdapter.NEWEST, "Mcp-Method", method));
        if (parameters.get("name") instanceof String name) {
            headers.put("Mcp-Name", name);
        }
        return send(message(method, params), headers);
    }

    /** Sends a request in the form of the revisions that begin with a handshake. */
    Reply askOld(String method, Map<String, ?> parameters) throws IOException, InterruptedException {
        return send(message(method, parameters), Map.of("MCP-Protocol-Version", "2025-11-25"));
    }

    public Reply call(String tool, Map<String, ?> arguments) throws IOException, InterruptedException {
        return ask("tools/call", Map.of("name", tool, "arguments", arguments));
    }

    String message(String method, Map<String, ?> params) {
        return JSON.writeValueAsString(
                new TreeMap<>(Map.of("jsonrpc", "2.0", "id", ++id, "method", method, "params", params)));
    }
}

package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.a2a.A2aCaller.data;
import static skybourse.server.a2a.A2aCaller.error;
import static skybourse.server.a2a.A2aCaller.immediate;
import static skybourse.server.a2a.A2aCaller.message;
import static skybourse.server.a2a.A2aCaller.text;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Invalid calls are refused with the error of A2A and a problem body, and change nothing. */
class A2aErrorsTest {

    private static RunningMarket market;
    private static A2aCaller buyer;

    @BeforeAll
    static void open() throws Exception {
        market = A2aCaller.open(.05);
        buyer = new A2aCaller(market, market.buyer().id());
    }

    @AfterAll
    static void close() {
        boolean isStored =
                market.market.read(engine -> engine.task(buyer.agent, "t1").isPresent());
        assertThat(isStored).isFalse();
        market.close();
    }

    private static JsonNode posted(A2aCaller caller, int status, String body) throws Exception {
        HttpResponse<String> got = caller.post(body);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(status);
        return A2aCaller.JSON.readTree(got.body());
    }

    private static void invalid(String field, Map<String, Object> message) throws Exception {
        JsonNode problem = buyer.error(-32602, "INVALID_PARAMS", "SendMessage", immediate(message));
        assertThat(problem.path("field").asString()).isEqualTo(field);
    }

    private static Map<String, Object> with(String name, Object value) {
        return RunningMarket.with(message("t1", data(buyer.fields()), text(A2aCaller.TEN_LINES)), name, value);
    }

    @Test
    void jsonRpcIsChecked() throws Exception {
        for (String body : List.of("", "{", "{\"a\":1,\"a\":2}", "{} {}", "[")) {
            JsonNode reply = posted(buyer, 200, body);
            if (!body.isEmpty()) {
                error(reply, -32700, "JSON_PARSE");
            }
            assertThat(reply.has("id") && reply.path("id").isNull()).isTrue();
        }
        for (String body : List.of(
                "7",
                "null",
                "[" + A2aCaller.body("GetTask", Map.of("id", "t1")) + "]",
                "{}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"GetTask\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"GetTask\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"GetTask\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"GetTask\"}",
                "{\"id\":1,\"method\":\"GetTask\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":[]}")) {
            error(posted(buyer, 200, body), -32600, "INVALID_REQUEST");
        }
        for (String id : List.of("\"x\"", "null", "-3", "1.5")) {
            JsonNode reply = posted(buyer, 200, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"GetTask\"}");
            assertThat(reply.path("id").toString()).isEqualTo(id);
            error(reply, -32001, "TASK_NOT_FOUND");
        }
        String longest = "x".repeat(998);
        String call = "{\"jsonrpc\":\"2.0\",\"id\":\"@\",\"method\":\"GetTask\"}";
        error(posted(buyer, 200, call.replace("@", longest)), -32001, "TASK_NOT_FOUND");
        JsonNode tooLong = posted(buyer, 200, call.replace("@", longest + "x"));
        error(tooLong, -32600, "INVALID_REQUEST");
        assertThat(tooLong.path("id").isNull()).isTrue();
    }

    @Test
    void otherMethodsAndVersionsAreRefused() throws Exception {
        JsonNode unknown = buyer.error(-32601, "METHOD_NOT_FOUND", "message/send", buyer.buys("t1"));
        assertThat(unknown.path("detail").asString()).isEqualTo("method must be one of A2A 1.0: message/send");
        JsonNode extended = buyer.error(-32004, "UNSUPPORTED_OPERATION", "GetExtendedAgentCard", Map.of());
        assertThat(extended.path("detail").asString()).isEqualTo("method is not supported: GetExtendedAgentCard");
        for (String method : List.of("Create", "Get", "Delete")) {
            String name = method + "TaskPushNotificationConfig";
            buyer.error(-32003, "PUSH_NOTIFICATION_NOT_SUPPORTED", name, Map.of("taskId", "t1"));
        }
        buyer.error(-32003, "PUSH_NOTIFICATION_NOT_SUPPORTED", "ListTaskPushNotificationConfigs", Map.of());
        var pushed = Map.of(
                "message",
                with("taskId", ""),
                "configuration",
                Map.of("taskPushNotificationConfig", Map.of("url", "x")));
        buyer.error(-32003, "PUSH_NOTIFICATION_NOT_SUPPORTED", "SendMessage", pushed);
        for (String version : List.of("", "0.3", "2.0", "1", "11.0", "1.0x")) {
            JsonNode problem = buyer.with("A2A-Version", version)
                    .error(-32009, "VERSION_NOT_SUPPORTED", "SendMessage", buyer.buys("t1"));
            assertThat(problem.path("rule").asString()).isEqualTo("must be 1.0");
            assertThat(problem.path("value").asString()).isEqualTo(version);
        }
        for (String version : List.of("1.0", "1.0.1", "1.7")) {
            buyer.with("A2A-Version", version).error(-32001, "TASK_NOT_FOUND", "GetTask", Map.of("id", "t0"));
        }
    }

    @Test
    void messagesAreChecked() throws Exception {
        invalid("messageId", with("messageId", ""));
        invalid("messageId", with("messageId", 7));
        invalid("role", with("role", "ROLE_AGENT"));
        invalid("contextId", with("contextId", "other"));
        invalid("taskId", with("taskId", List.of()));
        invalid("parts", with("parts", List.of()));
        invalid("parts", with("parts", Map.of("a", text("x"))));
        invalid("parts", with("parts", List.of(7)));
        invalid("parts", with("parts", List.of(Map.of())));
        invalid("parts", with("parts", List.of(Map.of("text", "x", "data", Map.of()))));
        invalid("data", with("parts", List.of(data(List.of(1)))));
        invalid("payload", with("parts", List.of(data(buyer.fields()), text("a"), text("b"))));
        invalid("work", with("parts", List.of(data(buyer.fields()), data(Map.of("work", 1)))));
        JsonNode url = buyer.error(
                -32005,
                "CONTENT_TYPE_NOT_SUPPORTED",
                "SendMessage",
                immediate(with("parts", List.of(Map.of("url", "http://x")))));
        assertThat(url.path("detail").asString()).isEqualTo("parts must be data, text or raw: url");
        buyer.error(-32602, "INVALID_PARAMS", "GetTask", Map.of("id", 7));
        buyer.error(-32001, "TASK_NOT_FOUND", "GetTask", Map.of());
        buyer.error(-32001, "TASK_NOT_FOUND", "SubscribeToTask", Map.of("id", "t1"));
    }

    @Test
    void marketRulesAreThoseOfTheRestApi() throws Exception {
        for (var wrong : Map.of(
                        "inputBits",
                        -1.0,
                        "units",
                        1.5,
                        "deadlineSeconds",
                        "x",
                        "lastRound",
                        1e300,
                        "extra",
                        1,
                        "work",
                        1e17)
                .entrySet()) {
            Map<String, Object> fields = RunningMarket.with(buyer.fields(), wrong.getKey(), wrong.getValue());
            invalid(wrong.getKey(), message("t1", data(fields), text(A2aCaller.TEN_LINES)));
        }
        invalid("payload", message("t1", data(buyer.fields()), text("one line")));
        invalid("body", message("t1", data(buyer.fields()), text("x".repeat(70_000))));
        String surrogate = A2aCaller.body("SendMessage", immediate(message("t1", data(buyer.fields()), text("@"))))
                .replace("@", "\\ud800");
        assertThat(error(posted(buyer, 200, surrogate), -32602, "INVALID_PARAMS")
                        .path("value")
                        .asString())
                .isEqualTo("a lone surrogate");
        String infinite = A2aCaller.body("SendMessage", immediate(with("taskId", "")))
                .replaceFirst("\"units\":10", "\"units\":1e999");
        error(posted(buyer, 200, infinite), -32602, "INVALID_PARAMS");
        invalid("task", message("no name", data(buyer.fields()), text(A2aCaller.TEN_LINES)));
        var stranger = new A2aCaller(market, "nobody");
        stranger.error(-32602, "INVALID_PARAMS", "SendMessage", stranger.buys("t1"));
    }

    @Test
    void missingAndWrongSecretsAre401() throws Exception {
        for (String secret :
                List.of("", "Bearer short", "Bearer " + "x".repeat(64), "Bearer " + RunningMarket.OPERATOR)) {
            A2aCaller other = buyer.with("Authorization", secret);
            for (String method : List.of(
                    "SendMessage", "SendStreamingMessage", "GetTask", "CancelTask", "SubscribeToTask", "ListTasks")) {
                if (method.equals("ListTasks") && secret.endsWith(RunningMarket.OPERATOR)) {
                    continue; // the operator may list tasks
                }
                Map<String, Object> params = RunningMarket.with(buyer.buys("t1"), "id", "t1");
                HttpResponse<String> got = other.post(A2aCaller.body(method, params));
                assertThat(got.statusCode()).isEqualTo(401);
                assertThat(got.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                error(A2aCaller.JSON.readTree(got.body()), -32000, "MARKET_REFUSAL");
                assertThat(got.body()).doesNotContain(RunningMarket.OPERATOR);
            }
        }
        var hint = A2aCaller.body("SendMessage", Map.of("message", message("m", text("hello"))));
        assertThat(buyer.with("Authorization", "").post(hint).statusCode()).isEqualTo(401);
    }

    @Test
    void httpIsChecked() throws Exception {
        String body = A2aCaller.body("GetTask", Map.of("id", "t1"));
        assertThat(posted(buyer.with("Content-Type", "text/plain"), 415, body)
                        .path("type")
                        .asString())
                .isEqualTo("/problems/media-type");
        error(
                posted(buyer.with("Content-Type", "Application/JSON; charset=utf-8"), 200, body),
                -32001,
                "TASK_NOT_FOUND");
        posted(buyer, 413, " ".repeat((192 << 10) + 1));
        error(posted(buyer, 200, " ".repeat((192 << 10) - body.length()) + body), -32001, "TASK_NOT_FOUND");
        posted(buyer.with("Origin", "http://evil.example"), 403, body);
        var http = HttpClient.newHttpClient();
        HttpResponse<String> get = http.send(buyer.request().GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        for (String path : List.of("/a2a", "/a2a/x/y", "/a2a/x/.well-known", "/a2b/x")) {
            var other = HttpRequest.newBuilder(market.base.resolve(path));
            HttpResponse<String> got = http.send(other.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(got.statusCode()).isEqualTo(404);
            assertThat(got.body()).contains("/problems/unknown");
        }
    }

    /** A client that sends too many commands learns when it may try again. */
    @Test
    void errorsKeepTheTimeToTryAgain() throws Exception {
        try (RunningMarket slow = A2aCaller.open(RunningMarket.RULES, new MemoryStore(), .2)) {
            var caller = new A2aCaller(slow, buyer.agent);
            HttpResponse<String> got = caller.post(A2aCaller.body("SendMessage", caller.buys("t1")));
            for (int i = 0; i < 10 && got.headers().firstValue("Retry-After").isEmpty(); i++) {
                got = caller.post(A2aCaller.body("SendMessage", caller.buys("t1")));
            }
            error(A2aCaller.JSON.readTree(got.body()), -32000, "MARKET_REFUSAL");
            assertThat(got.headers().firstValue("Retry-After")).isPresent();
        }
        try (RunningMarket stopped = A2aCaller.open(.05)) {
            stopped.market.close();
            String body = A2aCaller.body("SendMessage", buyer.buys("t1"));
            error(posted(new A2aCaller(stopped, buyer.agent), 200, body), -32603, "INTERNAL");
        }
    }

    /** Integers that a double cannot represent are not rounded. */
    @Test
    void numbersAreReadExactly() throws Exception {
        for (String number : List.of("100.0", "1e2", "9007199254740992.0", "-0.0", "0e9")) {
            assertThat(read(number).isIntegralNumber()).as(number).isTrue();
            assertThat(read(number).decimalValue()).as(number).isEqualByComparingTo(number);
        }
        for (String number : List.of("9007199254740993.0", "5.00000000000000000001", "1e-400", "1.5", "1e300")) {
            assertThat(read(number).isIntegralNumber()).as(number).isFalse();
            assertThat(read(number).decimalValue()).as(number).isEqualByComparingTo(number);
        }
    }

    private static JsonNode read(String number) {
        JsonNode message = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree("{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"data\":{\"a\":" + number + "}}]}");
        return BuyerMessage.read(message, "b").fields().path("a");
    }

    @Test
    void namedExtensionIsConfirmed() throws Exception {
        String body = A2aCaller.body("GetTask", Map.of("id", "t1"));
        var named = buyer.with("A2A-Extensions", "http://other, " + AgentCard.EXTENSION)
                .post(body);
        assertThat(named.headers().firstValue("A2A-Extensions")).isEmpty(); // an error
        var hint = A2aCaller.body("SendMessage", Map.of("message", message("m", text("hello"))));
        assertThat(buyer.with("A2A-Extensions", "http://other, " + AgentCard.EXTENSION)
                        .post(hint)
                        .headers()
                        .firstValue("A2A-Extensions"))
                .contains(AgentCard.EXTENSION);
        assertThat(buyer.with("A2A-Extensions", "http://other")
                        .post(hint)
                        .headers()
                        .firstValue("A2A-Extensions"))
                .isEmpty();
    }
}

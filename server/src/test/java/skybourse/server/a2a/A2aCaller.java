package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import skybourse.server.http.Routes;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.ExchangeStore;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls A2A of a running market over HTTP, as one agent. */
final class A2aCaller {

    static final JsonMapper JSON = JsonMapper.shared();
    static final String TEN_LINES = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final RunningMarket market;
    final String agent;
    private final Map<String, String> headers = new TreeMap<>();

    A2aCaller(RunningMarket market, String agent) {
        this.market = market;
        this.agent = agent;
        headers.put("Authorization", "Bearer " + RunningMarket.secret(agent));
        headers.put("A2A-Version", "1.0");
        headers.put("Content-Type", "application/json");
    }

    /** Opens a market with A2A, in which disputes are possible for {@code objectionSeconds}. */
    static RunningMarket open(double objectionSeconds) throws IOException {
        var rules = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 600, objectionSeconds, true);
        return open(rules, new MemoryStore(), Routes.QUOTA).joined();
    }

    static RunningMarket open(MarketRules rules, ExchangeStore store, double perSecond) throws IOException {
        return RunningMarket.with(
                rules,
                store,
                perSecond,
                market -> List.of(
                        new A2aAdapter(market.log().key(), rules.inference().isPresent())));
    }

    /** Returns a caller with another header; none if the value is empty. */
    A2aCaller with(String header, String value) {
        var other = new A2aCaller(market, agent);
        other.headers.putAll(headers);
        other.headers.put(header, value);
        other.headers.values().removeIf(String::isEmpty);
        return other;
    }

    HttpRequest.Builder request() {
        var request = HttpRequest.newBuilder(URI.create(market.base + "/a2a/" + agent));
        headers.forEach(request::header);
        return request;
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return HTTP.send(
                request().POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Reply to a call, without the events of a stream. */
    record Begun(int status, String body) {

        boolean isStream() {
            return body.isEmpty();
        }
    }

    /** Sends a call. A stream is closed when it begins. */
    Begun begin(String body) throws IOException, InterruptedException {
        HttpResponse<InputStream> got = HTTP.send(
                request().POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = got.body()) {
            boolean isStream =
                    got.headers().firstValue("Content-Type").orElse("").equals("text/event-stream");
            return new Begun(got.statusCode(), isStream ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static String body(String method, Object params) {
        return JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 7, "method", method, "params", params));
    }

    private JsonNode call(String method, Object params) throws IOException, InterruptedException {
        HttpResponse<String> got = post(body(method, params));
        JsonNode reply = JSON.readTree(got.body());
        assertThat(got.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.path("jsonrpc").asString()).isEqualTo("2.0");
        assertThat(reply.path("id").intValue()).isEqualTo(7);
        assertThat(got.body()).doesNotContain(RunningMarket.secret(agent));
        return reply;
    }

    JsonNode result(String method, Object params) throws IOException, InterruptedException {
        JsonNode reply = call(method, params);
        assertThat(reply.has("error")).as(reply.toString()).isFalse();
        return reply.path("result");
    }

    /** Requires an error whose data are a reason and a problem body; returns the problem body. */
    JsonNode error(int code, String reason, String method, Object params) throws IOException, InterruptedException {
        return error(call(method, params), code, reason);
    }

    static JsonNode error(JsonNode reply, int code, String reason) {
        JsonNode error = reply.path("error");
        assertThat(error.path("code").intValue()).as(reply.toString()).isEqualTo(code);
        JsonNode info = error.path("data").path(0);
        assertThat(info.path("@type").asString()).isEqualTo("type.googleapis.com/google.rpc.ErrorInfo");
        assertThat(info.path("reason").asString()).isEqualTo(reason);
        assertThat(info.path("domain").asString())
                .isEqualTo(reason.equals("MARKET_REFUSAL") ? "skybourse" : "a2a-protocol.org");
        JsonNode problem = error.path("data").path(1);
        assertThat(problem.path("@type").asString()).isEqualTo(AgentCard.EXTENSION + "#problem");
        assertThat(error.path("message")).isEqualTo(problem.path("detail"));
        for (String member : List.of("type", "title", "detail", "field", "rule", "value")) {
            assertThat(problem.path(member).isString()).as(member).isTrue();
            assertThat(info.path("metadata").path(member)).isEqualTo(problem.path(member));
        }
        assertThat(info.path("metadata").path("status").asString())
                .isEqualTo(problem.path("status").asString());
        return problem;
    }

    static Map<String, Object> data(Object fields) {
        return Map.of("data", fields);
    }

    static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }

    static Map<String, Object> message(String id, Object... parts) {
        return Map.of("messageId", id, "role", "ROLE_USER", "parts", List.of(parts));
    }

    /** Returns the fields of a task with ten units, whose payload is sent apart. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new TreeMap<>(market.task(10, Map.of()));
        fields.remove("payload");
        return fields;
    }

    /** Returns parameters that buy a task and do not wait for its result. */
    Map<String, Object> buys(String id) {
        return immediate(message(id, data(fields()), text(TEN_LINES)));
    }

    static Map<String, Object> immediate(Map<String, Object> message) {
        return Map.of("message", message, "configuration", Map.of("returnImmediately", true));
    }

    JsonNode task(String id) throws IOException, InterruptedException {
        return result("GetTask", Map.of("id", id));
    }

    static String state(JsonNode task) {
        return task.path("status").path("state").asString();
    }

    static List<String> artifacts(JsonNode task) {
        return task.path("artifacts")
                .valueStream()
                .map(artifact -> artifact.path("artifactId").asString())
                .toList();
    }

    List<JsonNode> pieces(String id) throws IOException {
        return market.client(agent)
                .get("agents/" + agent + "/tasks/" + id)
                .json()
                .path("pieces")
                .valueStream()
                .toList();
    }

    void work(JsonNode piece, String route, Object body) throws IOException {
        var got = market.client(piece.path("worker").asString())
                .put("pieces/" + piece.path("piece").asString() + "/" + route, body);
        assertThat(got.status()).as(RunningMarket.text(got)).isEqualTo(200);
    }

    /** Returns the events of a stream, which must end. */
    List<JsonNode> stream(String method, Object params) throws IOException, InterruptedException {
        HttpResponse<String> got = post(body(method, params));
        assertThat(got.headers().firstValue("Content-Type")).contains("text/event-stream");
        List<JsonNode> events = new ArrayList<>();
        got.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> JSON.readTree(line.substring(6).getBytes(StandardCharsets.UTF_8)))
                .forEach(event -> {
                    assertThat(event.path("id").intValue()).isEqualTo(7);
                    events.add(event.path("result"));
                });
        return events;
    }
}

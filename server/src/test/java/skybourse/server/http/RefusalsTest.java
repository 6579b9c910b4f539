package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.service.RunningMarket.problem;
import static skybourse.server.service.RunningMarket.with;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import skybourse.server.service.HttpReply;
import skybourse.server.service.RunningMarket;

/** Refused requests and their statuses. */
class RefusalsTest {

    private static RunningMarket shared;

    @BeforeAll
    static void open() throws IOException {
        shared = RunningMarket.open().joined();
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    private static ExchangeClient client(String agent) {
        return shared.client(agent);
    }

    @Test
    void refusesInvalidTasks() throws IOException {
        String path = "agents/" + shared.buyer().id() + "/tasks/bad";
        ExchangeClient buyer = client(shared.buyer().id());
        Map<String, Object> task = shared.task(3, Map.of("text", "x\ny\nz"));
        problem(buyer.put(path, with(task, "inputBits", -1)), 422, "inputBits");
        problem(buyer.put(path + "?promise=yes", task), 422, "promise must be true or false: yes");
        problem(buyer.put(path, with(task, "work", "much")), 400, "work must be a number");
        problem(buyer.put(path, with(task, "units", 0)), 422, "units must be in [1, 2147483647] or missing: 0");
        problem(buyer.put(path, with(task, "units", 1L << 40)), 422, "units");
        problem(buyer.put(path, with(task, "units", 1.5)), 400, "units must be a whole number");
        problem(buyer.put(path, with(task, "colour", "red")), 400, "colour must be a known member");
        problem(buyer.put(path, with(task, "lastRound", -1)), 410, "lastRound");
        problem(buyer.put(path, with(task, "payload", Map.of("text", "x", "base64", "eA=="))), 422, "one of text");
        problem(buyer.put(path, with(task, "payload", Map.of("base64", "%"))), 422, "base64");
        problem(
                buyer.put(path, with(task, "payload", Map.of("url", "file:///etc", "sha256", "ab".repeat(32)))),
                400,
                "payload.url must be a known member");
        problem(
                buyer.put(path, with(task, "payload", Map.of("sha256", "ab".repeat(32)))),
                422,
                "payload.sha256 must be the digest of bytes that this agent uploaded: abab");
        problem(
                buyer.put(path, with(task, "payload", Map.of("text", ""))),
                422,
                "payload must have at least 1 byte: 0");
        problem(buyer.put(path, with(task, "units", 4)), 422, "payload must have one line per unit, 4: 3");
        problem(
                buyer.put(path, with(task, "payload", Map.of("text", "x\n\nz"))),
                422,
                "payload must not contain an empty line: line 2");
        Map<String, Object> none = new HashMap<>(task);
        none.remove("payload");
        problem(buyer.put(path, none), 400, "payload must be given: missing");
        problem(buyer.put(path, with(task, "payload", Map.of("text", "x".repeat(70_000)))), 413, "65536 bytes");
        problem(buyer.put(path, with(task, "payload", Map.of("text", "x".repeat(99_000)))), 413, "body must be");
        problem(buyer.put("agents/" + shared.buyer().id() + "/tasks/no blank".replace(" ", "%20"), task), 422, "task");
        Map<String, Object> few = new HashMap<>(task);
        few.remove("work");
        problem(buyer.put(path, few), 400, "work must be given: missing");
    }

    @Test
    void refusesInvalidBodies() throws IOException {
        ExchangeClient buyer = client(shared.buyer().id());
        String path = "agents/" + shared.buyer().id();
        problem(buyer.put(path, "application/json", "{\"version\":1".getBytes(StandardCharsets.UTF_8)), 400, "JSON");
        problem(buyer.put(path, "application/json", "[1]".getBytes(StandardCharsets.UTF_8)), 400, "object");
        problem(buyer.put(path, "application/json", new byte[0]), 400, "body");
        problem(buyer.put(path, "application/json", new byte[] {'"', (byte) 0xff, '"'}), 400, "UTF-8");
        problem(
                buyer.put(path, "application/json", "{\"version\":1,\"version\":2}".getBytes(StandardCharsets.UTF_8)),
                400,
                "JSON");
        problem(buyer.put(path, "application/json", "{\"version\":1}{}".getBytes(StandardCharsets.UTF_8)), 400, "JSON");
        String deep = "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}";
        problem(buyer.put(path, "application/json", deep.getBytes(StandardCharsets.UTF_8)), 400, "JSON");
        String many = "{\"version\":2,\"askTicks\":[" + String.join(",", Collections.nCopies(5_000, "1")) + "]}";
        problem(buyer.put(path, "application/json", many.getBytes(StandardCharsets.UTF_8)), 400, "JSON");
        problem(buyer.put(path, "text/plain", "{\"version\":1}".getBytes(StandardCharsets.UTF_8)), 415, "Content-Type");
        problem(buyer.put(path, "application/json", new byte[200_000]), 413, "at most 98304 bytes");
    }

    @Test
    void requestsNeedTheSecretOfTheirSeat() throws IOException {
        String buyer = shared.buyer().id();
        var nobody = ExchangeClient.once(shared.base, "");
        var other = ExchangeClient.once(shared.base, "z".repeat(32));
        problem(
                ExchangeClient.once(shared.base, "short").put("agents/" + buyer, Map.of("version", 2)),
                401,
                "32 characters");
        problem(nobody.put("agents/" + buyer, Map.of("version", 2)), 401, "Authorization");
        problem(other.put("agents/" + buyer, Map.of("version", 2)), 401, "belongs to another secret");
        for (String path : List.of("agents/" + buyer + "/work", "agents/" + buyer + "/tasks/t", "accounts/" + buyer)) {
            problem(nobody.get(path), 401, "Authorization");
            problem(other.get(path), 401, "belongs to another secret");
        }
        problem(other.get("agents/nobody/work"), 404, "agent is not in this market: nobody");
        problem(other.put("agents/nobody", Map.of("version", 1)), 404, "nobody");
        problem(nobody.get("pieces/r0.0"), 401, "Authorization");
        problem(other.get("pieces/r900.0"), 404, "piece");
        problem(other.put("pieces/r900.0/result", "text/plain", new byte[1]), 404, "piece");
        for (String what : List.of("round", "deposit", "withdraw", "invite", "bar", "rule")) {
            problem(other.put("operator/" + what, Map.of()), 403, "must be the operator's");
            problem(client(buyer).put("operator/" + what, Map.of()), 403, "must be the operator's");
            problem(nobody.put("operator/" + what, Map.of()), 401, "Authorization");
        }
        assertThat(client(buyer)
                        .get("accounts/" + buyer)
                        .json()
                        .path("balanceUnits")
                        .longValue())
                .isEqualTo(RunningMarket.MONEY);
        assertThat(shared.operator.get("accounts/" + buyer).status()).isEqualTo(200);
        problem(shared.operator.get("accounts/nobody"), 404, "nobody");
    }

    @Test
    void metricsNameNoAgent() throws IOException {
        problem(shared.operator.get("nowhere"), 404, "path");
        assertThat(RunningMarket.text(shared.operator.get("metrics")))
                .containsPattern("requests_total\\{status=\"404\"} [1-9]")
                .contains("rounds_total{ending=\"sold\"} 0\n", "rounds_total{ending=\"void\"} 0\n")
                .containsPattern("batches_total [1-9]")
                .containsPattern("commands_total [1-9]")
                .contains("refused_full_total 0\n", "queue_depth 0\n", "waiting_requests 0\n")
                .containsPattern("journal_seq [1-9]")
                .doesNotContain(shared.buyer().id());
    }

    @Test
    void tooManyRequestsGetRetryAfter() {
        var request = new Request(
                "PUT",
                List.of("agents", "nobody"),
                Map.of(),
                "Bearer " + "q".repeat(40),
                "text/plain",
                "192.0.2.1",
                _ -> new byte[0]);
        HttpReply reply = shared.server.routes().answer(request);
        for (int i = 0; i < 100_000 && reply.status() == 415; i++) {
            reply = shared.server.routes().answer(request);
        }
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.headers()).containsKey("Retry-After");
    }

    /** A web page could lead a browser to this server under its own host name. */
    @Test
    void refusesOtherHostNames() throws IOException {
        assertThat(sent("GET /v1/market HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .contains("/problems/misdirected");
        assertThat(sent("this is not HTTP\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("/problems/malformed");
    }

    private static String sent(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", shared.server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder got = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0;
                    c = socket.getInputStream().read()) {
                got.append((char) c);
                if (c == '}') {
                    break;
                }
            }
            return got.toString();
        }
    }
}

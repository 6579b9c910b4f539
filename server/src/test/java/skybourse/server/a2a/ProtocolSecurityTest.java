package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.a2a.A2aCaller.data;
import static skybourse.server.a2a.A2aCaller.immediate;
import static skybourse.server.a2a.A2aCaller.message;
import static skybourse.server.a2a.A2aCaller.text;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.agent.Agent;
import skybourse.server.http.AddressSeatLimit;
import skybourse.server.http.RawHttp;
import skybourse.server.http.Routes;
import skybourse.server.mcp.McpClient;
import skybourse.server.service.LogCapture;
import skybourse.server.service.RunningExchange;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;

/** Threats that docs/explanation/security.md lists for the REST API, through MCP and A2A. */
class ProtocolSecurityTest {

    private static final String MCP = "mcp";
    private static final String A2A = "a2a";
    private static final int STREAMS = 1_000;

    private static RunningMarket open(double perSecond, AddressSeatLimit seats) throws IOException {
        var rules = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 600, 600, true);
        var store = new MemoryStore();
        RunningExchange market = RunningExchange.start(rules, 0, RunningMarket.log(rules, store), 1_000, store);
        return ProtocolsTest.open(rules, market, perSecond, seats);
    }

    private static RunningMarket open() throws IOException {
        return open(Routes.QUOTA, new AddressSeatLimit(1_000_000, 1)).joined();
    }

    /** Returns a request that reads a task of the first buyer, in HTTP. */
    private static String request(RunningMarket market, String protocol, String headers, String params) {
        return request(market, protocol, protocol.equals(MCP) ? "tools/list" : "GetTask", headers, params);
    }

    private static String request(RunningMarket market, String protocol, String method, String headers, String params) {
        String agent = market.buyer().id();
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        return "POST /" + protocol + "/" + agent + " HTTP/1.1\r\nAuthorization: Bearer " + RunningMarket.secret(agent)
                + "\r\nContent-Type: application/json\r\nA2A-Version: 1.0\r\nContent-Length: " + body.length() + "\r\n"
                + headers + "\r\n" + body;
    }

    private static RawHttp.Got sent(RunningMarket market, String protocol, String headers, String params)
            throws IOException {
        try (var http = new RawHttp(market.server.port())) {
            return http.send(request(market, protocol, headers, params).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Puts a task of the first buyer. Returns the status of the REST API. */
    private static int put(RunningMarket market, String protocol, String name) throws Exception {
        var buyer = new A2aCaller(market, market.buyer().id());
        if (protocol.equals(A2A)) {
            String reply =
                    buyer.post(A2aCaller.body("SendMessage", buyer.buys(name))).body();
            return A2aCaller.JSON.readTree(reply).at("/error/data/1/status").asInt(200);
        }
        Map<String, Object> task = new TreeMap<>(market.task(10, text(A2aCaller.TEN_LINES)));
        task.put("task", name);
        return new McpClient(market.base, buyer.agent, RunningMarket.secret(buyer.agent))
                .call("put_task", task)
                .structured()
                .path("status")
                .asInt(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {MCP, A2A})
    void otherHostsAndOriginsAreRefused(String protocol) throws Exception {
        try (RunningMarket market = open()) {
            assertThat(sent(market, protocol, "Host: evil.example\r\n", "{}").status())
                    .isEqualTo(421);
            assertThat(sent(market, protocol, "Host: localhost\r\nOrigin: http://evil.example\r\n", "{}")
                            .status())
                    .isEqualTo(403);
            assertThat(sent(market, protocol, "Host: localhost\r\nOrigin: http://localhost\r\n", "{}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MCP, A2A})
    void compressedDeepAndLongBodiesAreRefused(String protocol) throws Exception {
        try (RunningMarket market = open()) {
            String host = "Host: localhost\r\n";
            for (String coding : List.of("gzip", "identity")) {
                assertThat(sent(market, protocol, host + "Content-Encoding: " + coding + "\r\n", "{}")
                                .status())
                        .isEqualTo(400);
            }
            String deep = "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}";
            String many = "{\"a\":[" + String.join(",", Collections.nCopies(5_000, "1")) + "]}";
            for (String params : List.of(deep, many)) {
                assertThat(sent(market, protocol, host, params).text()).contains("\"code\":-32700");
            }
            assertThat(sent(market, protocol, host, "{\"a\":\"" + "x".repeat(200_000) + "\"}")
                            .status())
                    .isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MCP, A2A})
    void unfinishedRequestsDoNotBlockOthers(String protocol) throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (var log = new LogCapture();
                RunningMarket market = open()) {
            for (int i = 0; i < 300; i++) {
                String request = request(market, protocol, "Host: localhost\r\n", "{}");
                var socket = new Socket("127.0.0.1", market.server.port());
                socket.getOutputStream()
                        .write(request.substring(0, request.length() - 1 - i % 200)
                                .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            assertThat(put(market, protocol, "t1")).isEqualTo(200);
            market.sell();
            for (Socket socket : slow) {
                socket.close();
            }
            assertThat(put(market, protocol, "t2")).isEqualTo(200);
            assertThat(log.lines).noneMatch(line -> line.contains("an error of the program"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MCP, A2A})
    void commandsPerSecondAreLimited(String protocol) throws Exception {
        try (RunningMarket market = open(20, new AddressSeatLimit(1_000_000, 1)).joined()) {
            int status = 200;
            for (int i = 0; status == 200 && i < 1_000; i++) {
                status = put(market, protocol, "t1"); // a repeated command is one, too
                assertThat(i > 0 || status == 200).isTrue();
            }
            assertThat(status).isEqualTo(429);
        }
    }

    /** Neither the secret nor the name of another agent opens a task, a payload or a result. */
    @Test
    void agentsSeeOnlyTheirOwnTasksAndPieces() throws Exception {
        try (RunningMarket market = open()) {
            String buyer = market.buyer().id();
            String other = market.rules.scenario().wirelessAgents().getLast().id();
            String task = market.putTask("t1");
            market.sell();
            market.deliver(task);
            String piece = new A2aCaller(market, buyer)
                    .pieces("t1")
                    .getFirst()
                    .path("piece")
                    .asString();
            long entries = market.market.seq();
            List<String> replies = new ArrayList<>();
            String others = "Bearer " + RunningMarket.secret(other);
            for (A2aCaller caller :
                    List.of(new A2aCaller(market, buyer).with("Authorization", others), new A2aCaller(market, other))) {
                var rejection = new TreeMap<>(message("m1", data(Map.of("reject", piece, "reason", "no"))));
                rejection.put("referenceTaskIds", List.of("t1"));
                for (var call : Map.of(
                                "GetTask", Map.of("id", "t1"),
                                "SubscribeToTask", Map.of("id", "t1"),
                                "CancelTask", Map.of("id", "t1"),
                                "SendMessage", immediate(rejection))
                        .entrySet()) {
                    replies.add(caller.post(A2aCaller.body(call.getKey(), call.getValue()))
                            .body());
                    assertThat(A2aCaller.JSON
                                    .readTree(replies.getLast())
                                    .at("/error/data/1/status")
                                    .intValue())
                            .as(replies.getLast())
                            .isIn(401, 404);
                }
            }
            for (McpClient client : List.of(
                    new McpClient(market.base, buyer, RunningMarket.secret(other)),
                    new McpClient(market.base, other, RunningMarket.secret(other)))) {
                for (var call : Map.of(
                                "wait_for_task", Map.of("task", "t1"),
                                "withdraw_task", Map.of("task", "t1"),
                                "reject_result", Map.of("piece", piece, "reason", "no"),
                                "confirm_undoable", Map.of("piece", piece),
                                "put_result", Map.of("piece", piece, "text", "mine"))
                        .entrySet()) {
                    McpClient.Reply got = client.call(call.getKey(), call.getValue());
                    replies.add(got.body().toString());
                    assertThat(got.structured().path("status").asInt())
                            .as(replies.getLast())
                            .isIn(401, 403, 404);
                }
            }
            assertThat(replies).noneMatch(reply -> reply.contains("result of") || reply.contains("\\nb\\nc"));
            assertThat(market.market.seq()).isEqualTo(entries);
            JsonNode own = new A2aCaller(market, buyer).task("t1"); // control: the buyer sees its results
            assertThat(own.toString()).contains("result of " + piece);
        }
    }

    /** Only MCP has a tool that takes a seat. */
    @Test
    void seatsPerAddressAreLimited() throws Exception {
        try (RunningMarket market = open(Routes.QUOTA, new AddressSeatLimit(5, 1))) {
            List<Integer> statuses = new ArrayList<>();
            for (Agent agent : market.agents().subList(0, 6)) {
                var client = new McpClient(market.base, agent.id(), RunningMarket.secret(agent.id()));
                statuses.add(client.call("put_agent", Map.of("version", 1))
                        .structured()
                        .path("status")
                        .asInt(200));
            }
            assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 429);
        }
    }

    /** Only A2A has streams of its own. Those of clients that vanish end, so that others get theirs. */
    @Test
    void streamsAreLimitedAndEndWithTheirClients() throws Exception {
        try (RunningMarket market = open()) {
            assertThat(put(market, A2A, "t1")).isEqualTo(200);
            String request = request(market, A2A, "SubscribeToTask", "Host: localhost\r\n", "{\"id\":\"t1\"}");
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                clients.add(begun(market, request, "200"));
            }
            begun(market, request, "503").close();
            for (Socket client : clients) {
                client.close();
            }
            while (!market.market.tally().text(market.market).contains("waiting_requests 0\n")) {
                Thread.sleep(20);
            }
            begun(market, request, "200").close();
        }
    }

    private static Socket begun(RunningMarket market, String request, String status) throws IOException {
        var socket = new Socket("127.0.0.1", market.server.port());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(12))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("HTTP/1.1 " + status);
        return socket;
    }
}

package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.a2a.A2aCaller.data;
import static skybourse.server.a2a.A2aCaller.immediate;
import static skybourse.server.a2a.A2aCaller.message;
import static skybourse.server.a2a.A2aCaller.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.server.codec.JournalEventText;
import skybourse.server.http.AddressSeatLimit;
import skybourse.server.http.ProtocolAdapter;
import skybourse.server.http.Routes;
import skybourse.server.mcp.MarketTools;
import skybourse.server.mcp.McpAdapter;
import skybourse.server.mcp.McpClient;
import skybourse.server.service.RunningExchange;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One script of commands, sent by REST, MCP and A2A to three markets with the same key. The journals and the replies are equal, except:
 *
 * <ul>
 *   <li>Times are those of each market's clock.
 *   <li>A2A has no messages of sellers and no terms of agents. These commands are sent by REST.
 *   <li>MCP names the agent in a rejection and a confirmation, where the other two send it only as the owner of the secret. So the stored command has one
 *       more member, with the same meaning.
 *   <li>A2A names a piece by its task. It refuses a piece of no task with status 400 before the REST API refuses it with 404.
 * </ul>
 */
class ProtocolsTest {

    private static final MarketRules RULES = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 600, 600, true);
    private static final Set<String> TIMES = Set.of("soldAt", "due", "paysAt", "until");
    private static final String NO_PIECE = "r9.9";
    private static final double WORTH = 3.5;
    private static final int KINDS = 3;
    private static final Map<String, String> PATHS = Map.of(
            "put_result",
            "result",
            "put_undoable",
            "undoable",
            "reject_result",
            "rejection",
            "confirm_undoable",
            "confirmation");

    @TempDir
    private static Path folder;

    /** Sends commands by one protocol. Each method returns the status that the REST API has for the reply. */
    private static class Sender {

        final RunningMarket market;
        final String buyer;

        Sender(RunningMarket market) {
            this.market = market;
            buyer = market.buyer().id();
        }

        private int put(String agent, String path, Map<String, ?> body) throws IOException {
            return market.client(agent).put(path, body).status();
        }

        int putAgent(Map<String, ?> terms) throws Exception {
            return put(buyer, "agents/" + buyer, terms);
        }

        int putTask(String name, Map<String, ?> task) throws Exception {
            return put(buyer, "agents/" + buyer + "/tasks/" + name, task);
        }

        int withdraw(String name) throws Exception {
            return put(buyer, "agents/" + buyer + "/tasks/" + name + "/withdrawal", Map.of());
        }

        /** Sends a command about a piece, named as the tool of MCP. */
        int piece(String agent, String command, String task, String piece, Map<String, ?> body) throws Exception {
            return put(agent, "pieces/" + piece + "/" + PATHS.get(command), body);
        }
    }

    private static final class McpSender extends Sender {

        McpSender(RunningMarket market) {
            super(market);
        }

        private int call(String agent, String tool, Map<String, ?> arguments, String name, String value)
                throws Exception {
            Map<String, Object> all = new TreeMap<>(arguments);
            all.put(name, value);
            return status(agent, tool, all);
        }

        private int status(String agent, String tool, Map<String, ?> arguments) throws Exception {
            McpClient.Reply got = new McpClient(market.base, agent, RunningMarket.secret(agent)).call(tool, arguments);
            return got.isError() ? got.structured().path("status").asInt() : got.status();
        }

        @Override
        int putAgent(Map<String, ?> terms) throws Exception {
            return status(buyer, "put_agent", terms);
        }

        @Override
        int putTask(String name, Map<String, ?> task) throws Exception {
            return call(buyer, "put_task", task, "task", name);
        }

        @Override
        int withdraw(String name) throws Exception {
            return call(buyer, "withdraw_task", Map.of(), "task", name);
        }

        @Override
        int piece(String agent, String command, String task, String piece, Map<String, ?> body) throws Exception {
            return call(agent, command, body, "piece", piece);
        }
    }

    private static final class A2aSender extends Sender {

        private final A2aCaller caller;

        A2aSender(RunningMarket market) {
            super(market);
            caller = new A2aCaller(market, buyer);
        }

        private int call(String method, Map<String, ?> params) throws Exception {
            JsonNode reply = A2aCaller.JSON.readTree(
                    caller.post(A2aCaller.body(method, params)).body());
            JsonNode refusal = reply.at("/result/task/metadata").path(AgentCard.EXTENSION); // of a rejected task
            return reply.has("error")
                    ? reply.at("/error/data/1/status").intValue()
                    : refusal.path("status").asInt(200);
        }

        @Override
        int putTask(String name, Map<String, ?> task) throws Exception {
            Map<String, Object> fields = new TreeMap<>(task);
            var payload = A2aCaller.JSON.valueToTree(fields.remove("payload"));
            Map<String, String> part = payload.has("text")
                    ? Map.of("text", payload.path("text").asString())
                    : Map.of("raw", payload.path("base64").asString());
            return call("SendMessage", immediate(message(name, data(fields), part)));
        }

        @Override
        int withdraw(String name) throws Exception {
            return call("CancelTask", Map.of("id", name));
        }

        @Override
        int piece(String agent, String command, String task, String piece, Map<String, ?> body) throws Exception {
            String verb = Map.of("reject_result", "reject", "confirm_undoable", "confirm")
                    .get(command);
            if (verb == null) {
                return super.piece(agent, command, task, piece, body);
            }
            Map<String, Object> fields = new TreeMap<>(body);
            fields.put(verb, piece);
            Map<String, Object> message = new TreeMap<>(message(verb + "-" + piece, data(fields)));
            message.put("referenceTaskIds", List.of(task));
            return call("SendMessage", immediate(message));
        }
    }

    /**
     * Outcome of the script.
     *
     * @param statuses the status of each command that each protocol answers alike
     * @param noPiece status of a rejection of a piece that does not exist
     */
    private record Outcome(List<String> statuses, int noPiece, List<String> journal) {}

    /** Runs the script. */
    private static final class Script {

        private final Sender sender;
        private final RunningMarket market;
        private final List<String> statuses = new ArrayList<>();
        private final Map<String, Object> task;
        private final double worth;
        private int settled;
        private int noPiece;

        Script(Sender sender, double worth) {
            this.sender = sender;
            this.worth = worth;
            market = sender.market;
            task = market.task(10, text(A2aCaller.TEN_LINES));
        }

        private void is(int expected, String step, int status) {
            statuses.add(step + " " + status);
            assertThat(status).as(step).isEqualTo(expected);
        }

        private void operator(String route, Map<String, ?> body) throws IOException {
            assertThat(market.operator.put("operator/" + route, body).status()).isEqualTo(200);
        }

        private List<JsonNode> sold(String name) throws IOException {
            market.sell();
            return new A2aCaller(market, sender.buyer).pieces(name);
        }

        void run() throws Exception {
            terms();
            orders();
            for (String name : List.of("t2", "t3")) {
                is(200, name, sender.putTask(name, task));
                pieces(name, sold(name));
            }
            assertThat(settled).isGreaterThanOrEqualTo(KINDS);
            noPiece = sender.piece(sender.buyer, "reject_result", "t2", NO_PIECE, Map.of("reason", "no"));
            is(200, "divisible", sender.putTask("t4", market.divisible(Map.of("base64", "/wA="))));
            sold("t4");
            long free = market.client(sender.buyer)
                    .get("accounts/" + sender.buyer)
                    .json()
                    .path("freeUnits")
                    .longValue();
            operator("withdraw", Map.of("agent", sender.buyer, "units", free, "reference", "all"));
            is(409, "no funds", sender.putTask("t5", task));
            operator("deposit", Map.of("agent", sender.buyer, "units", free, "reference", "again"));
            is(200, "funds again", sender.putTask("t5", task));
        }

        private void terms() throws Exception {
            is(200, "terms", sender.putAgent(Map.of("version", 2, "worth", worth)));
            is(200, "same terms", sender.putAgent(Map.of("version", 2, "worth", worth)));
            is(409, "other terms", sender.putAgent(Map.of("version", 2, "worth", worth + 1)));
            is(422, "invalid terms", sender.putAgent(Map.of("version", 3, "worth", -1)));
        }

        private void orders() throws Exception {
            is(200, "t1", sender.putTask("t1", task));
            is(200, "same t1", sender.putTask("t1", task));
            is(409, "other t1", sender.putTask("t1", RunningMarket.with(task, "deadlineSeconds", 77)));
            is(200, "withdraw t1", sender.withdraw("t1"));
            is(200, "withdraw t1 again", sender.withdraw("t1"));
            is(404, "withdraw none", sender.withdraw("none"));
            for (var wrong :
                    new TreeMap<>(Map.of("inputBits", -1, "units", 3, "payload", text(""), "work", 1e300)).entrySet()) {
                is(
                        422,
                        wrong.getKey(),
                        sender.putTask("t2", RunningMarket.with(task, wrong.getKey(), wrong.getValue())));
            }
            is(400, "unknown member", sender.putTask("t2", RunningMarket.with(task, "colour", "red")));
            is(410, "past round", sender.putTask("t2", RunningMarket.with(task, "lastRound", -1)));
        }

        /** Settles pieces. In turn, a piece is disputed after its result, confirmed as undoable, and disputed after a report. */
        private void pieces(String name, List<JsonNode> pieces) throws Exception {
            is(410, "withdraw sold", sender.withdraw(name));
            for (JsonNode sold : pieces) {
                settle(name, sold.path("piece").asString(), sold.path("worker").asString(), settled % KINDS);
                settled++;
            }
        }

        private void settle(String name, String piece, String worker, int kind) throws Exception {
            Map<String, ?> reason = Map.of("reason", "because \u00e4 " + kind);
            boolean isDone = kind == 0;
            boolean isConfirmed = kind == 1;
            for (int repeat = 0; repeat < 2; repeat++) {
                String answer = isDone ? "put_result" : "put_undoable";
                is(200, answer, sender.piece(worker, answer, name, piece, isDone ? text("done " + piece) : reason));
            }
            for (int repeat = 0; repeat < 2; repeat++) {
                String answer = isConfirmed ? "confirm_undoable" : "reject_result";
                is(200, answer, sender.piece(sender.buyer, answer, name, piece, isConfirmed ? Map.of() : reason));
            }
            if (!isConfirmed) {
                operator("rule", Map.of("piece", piece, "pays", isDone));
                is(
                        409,
                        "other reason",
                        sender.piece(sender.buyer, "reject_result", name, piece, Map.of("reason", "other")));
            }
        }
    }

    /** Returns the route, body and events of each entry. */
    private static List<String> journal(RunningMarket market) throws IOException {
        List<String> journal = new ArrayList<>();
        for (Journal.Entry entry : market.market.store().entries(0, 1_000)) {
            JsonNode events = A2aCaller.JSON.readTree(JournalEventText.write(entry.events()));
            withoutTimes(events);
            journal.add(entry.actor() + " " + command(entry.text()) + " " + events);
        }
        return journal;
    }

    private static void withoutTimes(JsonNode node) {
        if (node instanceof ObjectNode object) {
            TIMES.stream().filter(object::has).forEach(name -> object.put(name, "time"));
        }
        node.forEach(ProtocolsTest::withoutTimes);
    }

    /** Returns a command with sorted members, numbers as doubles, and without the agent. */
    private static String command(String stored) {
        int line = stored.indexOf('\n');
        if (line < 0 || !stored.startsWith("{", line + 1)) {
            return stored;
        }
        Map<String, Object> members = new TreeMap<>();
        A2aCaller.JSON
                .readTree(stored.substring(line + 1))
                .propertyStream()
                .forEach(member -> members.put(
                        member.getKey(),
                        member.getValue().isNumber() ? member.getValue().doubleValue() : member.getValue()));
        if (stored.substring(0, line).contains("pieces/")) {
            members.remove("agent");
        }
        return stored.substring(0, line) + " " + members;
    }

    private interface SenderOf {
        Sender of(RunningMarket market);
    }

    /** Opens a market with MCP and A2A. */
    static RunningMarket open(MarketRules rules, RunningExchange market, double perSecond, AddressSeatLimit seats) {
        List<ProtocolAdapter> adapters = List.of(
                new McpAdapter(MarketTools.of(false), MarketTools.INSTRUCTIONS, "1"),
                new A2aAdapter(market.log().key(), false));
        return RunningMarket.with(rules, market, perSecond, seats, adapters);
    }

    private static Outcome outcome(SenderOf senders, double worth) throws Exception {
        var store = new MemoryStore();
        var log = new MarketLog(MarketSigningKey.of(folder, "drawn"), RULES, store);
        var market = RunningExchange.start(RULES, 0, log, 1_000, store);
        try (RunningMarket running = open(RULES, market, Routes.QUOTA, new AddressSeatLimit(1_000_000, 1))
                .joined()) {
            var script = new Script(senders.of(running), worth);
            script.run();
            return new Outcome(script.statuses, script.noPiece, journal(running));
        }
    }

    @Test
    void journalsAreEqual() throws Exception {
        Outcome rest = outcome(Sender::new, WORTH);
        assertThat(rest.journal()).hasSizeGreaterThan(30);
        assertThat(rest.noPiece()).isEqualTo(404);
        assertThat(outcome(McpSender::new, WORTH)).isEqualTo(rest);
        assertThat(outcome(A2aSender::new, WORTH)).isEqualTo(new Outcome(rest.statuses(), 400, rest.journal()));
    }

    /** Control: a command with another number is found. */
    @Test
    void otherNumberIsADifference() throws Exception {
        List<String> rest = outcome(Sender::new, WORTH).journal();
        List<String> other = outcome(McpSender::new, Math.nextUp(WORTH)).journal();
        assertThat(other).hasSameSizeAs(rest).isNotEqualTo(rest);
    }
}

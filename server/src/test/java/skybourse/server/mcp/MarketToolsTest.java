package skybourse.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.server.service.RunningMarket;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A market that is used by its tools only. */
final class MarketToolsTest {

    private static final String LINES = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj";

    private RunningMarket running;
    private String buyer;

    @BeforeEach
    void open() throws Exception {
        open(RunningMarket.RULES);
    }

    private void open(MarketRules rules) throws Exception {
        running = RunningMarket.with(
                rules, List.of(new McpAdapter(MarketTools.of(false), MarketTools.INSTRUCTIONS, "1.2.3")));
        running.joined();
        buyer = running.buyer().id();
    }

    @AfterEach
    void close() {
        running.close();
    }

    private McpClient client(String agent) {
        return new McpClient(running.base, agent, RunningMarket.secret(agent));
    }

    private JsonNode called(String agent, String tool, Map<String, ?> arguments) throws Exception {
        McpClient.Reply got = client(agent).call(tool, arguments);
        assertThat(got.isError()).as(tool + " " + got.body()).isFalse();
        return got.structured();
    }

    private Map<String, Object> task(String name) {
        Map<String, Object> task = new TreeMap<>(running.task(10, Map.of("text", LINES)));
        task.put("task", name);
        return task;
    }

    /** Returns the open pieces by worker. */
    private Map<String, List<JsonNode>> work() throws Exception {
        Map<String, List<JsonNode>> work = new TreeMap<>();
        for (var agent : running.agents()) {
            List<JsonNode> pieces = called(agent.id(), "get_work", Map.of("waitSeconds", 0))
                    .path("pieces")
                    .valueStream()
                    .toList();
            if (!pieces.isEmpty()) {
                work.put(agent.id(), pieces);
            }
        }
        return work;
    }

    @Test
    void aTaskIsBoughtDoneAndPaid() throws Exception {
        JsonNode put = called(buyer, "put_task", task("t1"));
        assertThat(put.path("units").asLong()).isPositive();
        assertThat(called(buyer, "put_task", task("t1"))).isEqualTo(put);
        assertThat(called(buyer, "wait_for_task", Map.of("task", "t1"))
                        .path("stage")
                        .asString())
                .isEqualTo("OPEN");
        running.sell();
        Map<String, List<JsonNode>> work = work();
        assertThat(work).isNotEmpty();
        for (Map.Entry<String, List<JsonNode>> of : work.entrySet()) {
            for (JsonNode piece : of.getValue()) {
                assertThat(piece.path("payload").path("text").asString()).isNotEmpty();
                Map<String, ?> result =
                        Map.of("piece", piece.path("piece").asString(), "text", "done by " + of.getKey());
                assertThat(called(of.getKey(), "put_result", result))
                        .isEqualTo(called(of.getKey(), "put_result", result));
            }
        }
        JsonNode task = called(buyer, "wait_for_task", Map.of("task", "t1", "waitSeconds", 25));
        assertThat(task.path("isAnswered").asBoolean()).isTrue();
        assertThat(task.path("billUnits").asLong()).isPositive();
        assertThat(task.path("pieces")
                        .valueStream()
                        .map(piece -> piece.path("text").asString())
                        .toList())
                .isNotEmpty()
                .allMatch(text -> text.startsWith("done by "));
        String round = task.path("soldIn").asString();
        JsonNode receipt = called(buyer, "get_receipt", Map.of("round", Integer.parseInt(round)));
        assertThat(receipt)
                .isEqualTo(running.client(buyer)
                        .get("rounds/" + round + "/receipt?agent=" + buyer)
                        .json());
        JsonNode check = called(buyer, "check_receipt", Map.of("round", Integer.parseInt(round)));
        assertThat(check.path("isBroken").isBoolean() && !check.path("isBroken").asBoolean())
                .isTrue();
        assertThat(check.path("lines")
                        .valueStream()
                        .filter(line -> line.path("verdict").asString().equals("HOLDS"))
                        .toList())
                .hasSizeGreaterThan(8);
        assertThat(check.path("notChecked").toString()).contains("line 12: only ./skybourse check-receipt");
    }

    /** A host has no key, so it cannot raise what it may spend. */
    @Test
    void hostCannotRaiseTheLimitOfSpending() throws Exception {
        String key = "ab".repeat(32);
        called(buyer, "put_agent", Map.of("version", 2, "publicKey", key, "spendUnitsADay", 1));
        McpClient.Reply raise =
                client(buyer).call("put_agent", Map.of("version", 3, "publicKey", key, "spendUnitsADay", 2));
        assertThat(raise.structured().path("status").asInt()).isEqualTo(403);
        assertThat(raise.structured().path("field").asString()).isEqualTo("spendUnitsADay");
        McpClient.Reply task = client(buyer).call("put_task", task("t1"));
        assertThat(task.structured().path("status").asInt()).isEqualTo(409);
        assertThat(task.structured().path("field").asString()).isEqualTo("spendUnitsADay");
    }

    @Test
    void errorsAreResultsWithTheProblem() throws Exception {
        McpClient.Reply funds = client(buyer).call("put_task", new TreeMap<>(Map.of("task", "bad", "units", -1)));
        assertThat(funds.isError()).isTrue();
        assertThat(funds.structured().path("status").asInt()).isEqualTo(400);
        assertThat(funds.structured().path("field").asString()).isNotEmpty();
        McpClient.Reply stranger = new McpClient(running.base, buyer, "other".repeat(8)).call("put_task", task("t1"));
        assertThat(stranger.structured().path("status").asInt()).isEqualTo(401);
        McpClient.Reply none = new McpClient(running.base, buyer, "").call("get_work", Map.of());
        assertThat(none.isError()).isTrue();
        assertThat(none.structured().path("status").asInt()).isEqualTo(401);
        Map<String, Map<String, ?>> commands = Map.of(
                "put_result", Map.of("text", "x"),
                "put_undoable", Map.of("reason", "x"),
                "confirm_undoable", Map.of(),
                "reject_result", Map.of("reason", "x"));
        for (Map.Entry<String, Map<String, ?>> command : commands.entrySet()) {
            Map<String, Object> arguments = new TreeMap<>(command.getValue());
            arguments.put("piece", "r9.9");
            McpClient.Reply got = client(buyer).call(command.getKey(), arguments);
            assertThat(got.isError()).as(command.getKey()).isTrue();
            assertThat(got.structured().path("status").asInt())
                    .as(command.getKey())
                    .isEqualTo(404);
        }
        assertThat(client(buyer)
                        .call("check_receipt", Map.of("round", 7))
                        .structured()
                        .path("status")
                        .asInt())
                .isEqualTo(404);
        assertThat(client(buyer)
                        .call("wait_for_task", Map.of("task", "none"))
                        .structured()
                        .path("status")
                        .asInt())
                .isEqualTo(404);
    }

    @Test
    void undoablePiecesAreConfirmedOrDisputed() throws Exception {
        close();
        open(MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 1e6, 1e6, true));
        called(buyer, "put_task", task("t1"));
        running.sell();
        for (Map.Entry<String, List<JsonNode>> of : work().entrySet()) {
            for (JsonNode piece : of.getValue()) {
                called(
                        of.getKey(),
                        "put_undoable",
                        Map.of("piece", piece.path("piece").asString(), "reason", "no"));
            }
        }
        List<String> toAnswer = called(buyer, "wait_for_task", Map.of("task", "t1"))
                .path("toAnswer")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        assertThat(toAnswer).isNotEmpty();
        called(buyer, "reject_result", Map.of("piece", toAnswer.getFirst(), "reason", "it is text"));
        for (String piece : toAnswer.subList(1, toAnswer.size())) {
            called(buyer, "confirm_undoable", Map.of("piece", piece));
        }
        assertThat(called(buyer, "wait_for_task", Map.of("task", "t1"))
                        .path("toAnswer")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void numbersAndTextsReachTheRestApiUnchanged() throws Exception {
        Map<String, ?> arguments = Map.of("version", 9, "worth", 0);
        for (String worth : List.of("1e400", "1" + "0".repeat(200))) {
            String body = client(buyer).message("tools/call", Map.of("name", "put_agent", "arguments", arguments));
            McpClient.Reply got = client(buyer).send(body.replace("\"worth\":0", "\"worth\":" + worth), Map.of());
            assertThat(got.isError() || got.code() != 0).as(body + " " + got).isTrue();
        }
        Map<String, Object> task = task("t1");
        task.put("payload", Map.of("text", "a surrogate"));
        String body = client(buyer).message("tools/call", Map.of("name", "put_task", "arguments", task));
        McpClient.Reply surrogate =
                client(buyer).send(body.replace("a surrogate", LINES.replace("\n", "\\n") + "\\ud800"), Map.of());
        assertThat(surrogate.isError()).isTrue();
        assertThat(surrogate.structured().path("detail").asString()).contains("must be complete characters");
    }

    @Test
    void waitsAtMost25Seconds() throws Exception {
        assertThat(client(buyer)
                        .call("get_work", Map.of("waitSeconds", -1))
                        .structured()
                        .path("status")
                        .asInt())
                .isEqualTo(422);
        assertThat(MarketTools.waiting(seconds(26))).isEqualTo(Map.of("wait", "25"));
        assertThat(MarketTools.waiting(seconds(25))).isEqualTo(Map.of("wait", "25"));
        assertThat(MarketTools.waiting(seconds(3))).isEqualTo(Map.of("wait", "3"));
    }

    private static ObjectNode seconds(int seconds) {
        return McpClient.JSON.createObjectNode().put("waitSeconds", seconds);
    }

    @Test
    void largeResultsAreNamedBySize() throws Exception {
        called(buyer, "put_task", task("t1"));
        running.sell();
        for (Map.Entry<String, List<JsonNode>> of : work().entrySet()) {
            for (JsonNode piece : of.getValue()) {
                String path = "pieces/" + piece.path("piece").asString() + "/result";
                assertThat(running.client(of.getKey())
                                .put(path, "text/plain", new byte[60_000])
                                .status())
                        .isEqualTo(200);
            }
        }
        List<JsonNode> pieces = called(buyer, "wait_for_task", Map.of("task", "t1"))
                .path("pieces")
                .valueStream()
                .toList();
        assertThat(pieces.getFirst().path("text").asString()).hasSize(60_000);
        assertThat(pieces.get(1).has("text")).isFalse();
        assertThat(pieces.get(1).path("resultBytes").asInt()).isEqualTo(60_000);
        assertThat(pieces.subList(2, pieces.size()))
                .isNotEmpty()
                .noneMatch(piece -> piece.has("text") || piece.has("resultBytes"));
    }

    @Test
    void readsMarketAndQuote() throws Exception {
        JsonNode market = called(buyer, "market", Map.of());
        assertThat(market.path("agents").size()).isEqualTo(running.agents().size());
        assertThat(market.has("agentsOmitted")).isFalse();
        assertThat(called(buyer, "quote", Map.of("inputBits", 4e6)))
                .isEqualTo(running.operator.get("quote?inputBits=4000000.0").json());
        assertThat(client(buyer).call("quote", Map.of("inputBits", -1)).isError())
                .isTrue();
    }

    @Test
    void schemasAreThoseOfTheApi() throws Exception {
        Map<String, JsonNode> schemas = new TreeMap<>();
        client(buyer)
                .ask("tools/list", Map.of())
                .result()
                .path("tools")
                .forEach(tool -> schemas.put(tool.path("name").asString(), tool.path("inputSchema")));
        assertThat(schemas.keySet())
                .containsExactly(
                        "check_receipt",
                        "confirm_undoable",
                        "get_receipt",
                        "get_work",
                        "market",
                        "put_agent",
                        "put_result",
                        "put_task",
                        "put_undoable",
                        "quote",
                        "reject_result",
                        "wait_for_task",
                        "withdraw_task");
        JsonNode task = schemas.get("put_task");
        assertThat(task.path("required").valueStream().map(JsonNode::asString).toList())
                .containsExactlyInAnyOrder("inputBits", "work", "deadlineSeconds", "payload", "lastRound", "task");
        assertThat(task.path("properties").path("units").has("title")).isFalse();
        assertThat(task.path("properties").path("units").path("type").asString())
                .isEqualTo("integer");
        assertThat(task.path("properties")
                        .path("payload")
                        .path("properties")
                        .path("text")
                        .path("type")
                        .asString())
                .isEqualTo("string");
        assertThat(schemas.values()).noneMatch(schema -> schema.toString().contains("$ref"));
        JsonNode wait = schemas.get("wait_for_task").path("properties").path("waitSeconds");
        assertThat(wait.path("maximum").asInt()).isEqualTo(25);
        JsonNode batch = (MarketTools.of(true).stream()
                        .filter(tool -> tool.name().equals("put_task"))
                        .findFirst()
                        .orElseThrow())
                .inputSchema()
                .get();
        assertThat(batch.path("required").valueStream().map(JsonNode::asString).toList())
                .containsExactlyInAnyOrder("payload", "lastRound", "task");
    }

    @Test
    void everyCommandSaysHowToTryAgain() {
        assertThat(Stream.of(false, true).flatMap(isInference -> MarketTools.of(isInference).stream()))
                .allMatch(tool -> tool.isReadOnly() != tool.description().contains("Trying again?"));
    }
}

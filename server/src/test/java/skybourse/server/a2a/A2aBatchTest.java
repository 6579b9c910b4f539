package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.a2a.A2aCaller.artifacts;
import static skybourse.server.a2a.A2aCaller.data;
import static skybourse.server.a2a.A2aCaller.immediate;
import static skybourse.server.a2a.A2aCaller.message;
import static skybourse.server.a2a.A2aCaller.state;
import static skybourse.server.a2a.A2aCaller.text;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.JsonNode;

/** Batches of requests by A2A at an inference market whose seller sells one lot per round. A lot has at most two of the requests here. */
class A2aBatchTest {

    private static final String LINE =
            "{\"model\":\"tiny-1b\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"max_tokens\":40}";
    private static final String ANSWER =
            "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"y\"}}],\"usage\":{\"completion_tokens\":1}}";

    private RunningMarket market;
    private A2aCaller buyer;
    private long round;

    @BeforeEach
    void open() throws Exception {
        open(.05);
    }

    private void open(double objectionSeconds) throws Exception {
        var product = new InferenceProduct("tiny-1b", "q4_k_m", 4_096, 2_000, 1, 2, 8, 50, .05, 10, 500, 0);
        var model = new InferenceModel("answers", "", product, 1e-6, List.of("s1"), List.of("b1"));
        market = A2aCaller.open(MarketRules.standard(model, 2, objectionSeconds, true), new MemoryStore(), 1e9);
        market.deposit("b1", RunningMarket.MONEY, "b1");
        market.deposit("s1", RunningMarket.MONEY, "s1");
        market.client("b1").put("agents/b1", Map.of("version", 1));
        var terms = Map.of("version", 1, "kind", "seller", "workPerSecond", 200, "askTicks", List.of(9));
        assertThat(market.client("s1").put("agents/s1", terms).status()).isEqualTo(200);
        buyer = new A2aCaller(market, "b1");
    }

    @AfterEach
    void close() {
        market.close();
    }

    private void buy(String id, String lines) throws Exception {
        var buys = immediate(message(id, data(Map.of("lastRound", 999.0)), text(lines)));
        assertThat(state(buyer.result("SendMessage", buys).path("task"))).isEqualTo("TASK_STATE_SUBMITTED");
    }

    private void closeRound() throws Exception {
        assertThat(market.operator
                        .put("operator/round", Map.of("round", round++))
                        .status())
                .isEqualTo(200);
    }

    private void answer(JsonNode piece) throws Exception {
        int count = piece.path("endUnit").intValue() - piece.path("firstUnit").intValue();
        buyer.work(piece, "result", text(String.join("\n", java.util.Collections.nCopies(count, ANSWER))));
    }

    @Test
    void answeredBatchIsCompleted() throws Exception {
        buy("t1", LINE);
        closeRound();
        assertThat(state(buyer.task("t1"))).isEqualTo("TASK_STATE_WORKING");
        answer(buyer.pieces("t1").getFirst());
        assertThat(state(buyer.task("t1"))).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(artifacts(buyer.task("t1"))).containsExactly("r0.0", "receipt");
    }

    /** What is sold of a withdrawn batch is still answered and billed. */
    @Test
    void withdrawnBatchIsOverWhenItsSoldPartIs() throws Exception {
        buy("t1", String.join("\n", LINE, LINE, LINE));
        closeRound();
        assertThat(state(buyer.task("t1"))).isEqualTo("TASK_STATE_WORKING");
        assertThat(state(buyer.result("CancelTask", Map.of("id", "t1")))).isEqualTo("TASK_STATE_WORKING");
        answer(buyer.pieces("t1").getFirst());
        JsonNode over = buyer.task("t1");
        assertThat(state(over)).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(artifacts(over)).containsExactly("r0.0", "receipt");
        JsonNode body = over.path("metadata").path(AgentCard.EXTENSION);
        assertThat(body.path("stage").asString()).isEqualTo("WITHDRAWN");
        assertThat(body.path("soldIn").longValue()).isZero();
        assertThat(body.path("billUnits").longValue()).isPositive();
    }

    @Test
    void batchSoldInTwoRoundsHasTheirReceipts() throws Exception {
        buy("t1", String.join("\n", LINE, LINE, LINE));
        closeRound();
        answer(buyer.pieces("t1").getFirst());
        assertThat(state(buyer.task("t1"))).isEqualTo("TASK_STATE_WORKING");
        closeRound();
        answer(buyer.pieces("t1").getLast());
        assertThat(artifacts(buyer.task("t1"))).containsExactly("r0.0", "r1.0", "receipt-0", "receipt-1");
    }

    /** A stream must not read such a batch again and again. */
    @Test
    void reportedPieceOfAnOpenBatchNeedsTheBuyer() throws Exception {
        market.close();
        open(600); // the buyer has time to answer
        buy("t1", String.join("\n", LINE, LINE, LINE));
        closeRound();
        buyer.work(buyer.pieces("t1").getFirst(), "undoable", Map.of("reason", "no text"));
        assertThat(state(buyer.task("t1"))).isEqualTo("TASK_STATE_INPUT_REQUIRED");
        assertThat(buyer.stream("SubscribeToTask", Map.of("id", "t1"))).hasSize(1);
    }

    /** A buyer must not take a task whose pieces are deleted for one that failed, and buy it again. */
    @Test
    void taskWithDeletedPiecesIsPast() throws Exception {
        buy("t1", LINE);
        closeRound();
        answer(buyer.pieces("t1").getFirst());
        for (int i = 0; i < 99; i++) {
            buy("n" + i, LINE);
            closeRound();
            answer(buyer.pieces("n" + i).getFirst());
        }
        assertThat(state(buyer.task("t1"))).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(listed("t1").has("billUnits")).isTrue();
        buy("last", LINE);
        closeRound();
        JsonNode past = buyer.error(-32000, "MARKET_REFUSAL", "GetTask", Map.of("id", "t1"));
        assertThat(past.path("type").asString()).isEqualTo("/problems/past");
        assertThat(past.path("value").asString()).isEqualTo("0");
        var again = immediate(message("t1", data(Map.of("lastRound", 999.0)), text(LINE)));
        assertThat(buyer.error(-32000, "MARKET_REFUSAL", "SendMessage", again)
                        .path("type")
                        .asString())
                .isEqualTo("/problems/past");
        RunningMarket.problem(market.client("b1").get("agents/b1/tasks/t1"), 410, "Its receipt is that of round: 0");
        assertThat(listed("t1").path("soldIn").longValue()).isZero();
        assertThat(listed("t1").has("billUnits")).isFalse();
        JsonNode page = buyer.result("ListTasks", Map.of("pageToken", "n99"));
        assertThat(page.path("tasks")).isEmpty();
        assertThat(page.path("totalSize").intValue()).isEqualTo(101);
    }

    /** Returns the row of a task in the list of the REST API. */
    private JsonNode listed(String task) throws Exception {
        return market.client("b1")
                .get("agents/b1/tasks?limit=1&after=" + task.charAt(0) + "0")
                .json()
                .path("tasks")
                .path(0);
    }

    private static List<String> ids(JsonNode page) {
        return page.path("tasks")
                .valueStream()
                .map(task -> task.path("id").asString())
                .toList();
    }

    @Test
    void listHasPagesStatesAndArtifacts() throws Exception {
        assertThat(buyer.result("ListTasks", Map.of()).toString())
                .isEqualTo("{\"tasks\":[],\"nextPageToken\":\"\",\"pageSize\":50,\"totalSize\":0}");
        for (String id : List.of("t2", "t3", "t1")) {
            buy(id, LINE);
            closeRound();
            answer(buyer.pieces(id).getFirst());
        }
        buy("t4", LINE);
        JsonNode first = buyer.result("ListTasks", Map.of("pageSize", 3.0, "contextId", "b1"));
        assertThat(ids(first)).containsExactly("t1", "t2", "t3");
        assertThat(first.path("nextPageToken").asString()).isEqualTo("t3");
        assertThat(first.path("pageSize").intValue()).isEqualTo(3);
        assertThat(first.path("totalSize").intValue()).isEqualTo(4);
        JsonNode task = first.path("tasks").path(0);
        assertThat(state(task)).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(task.has("artifacts")).isFalse();
        assertThat(task.path("metadata")
                        .path(AgentCard.EXTENSION)
                        .path("billUnits")
                        .longValue())
                .isPositive();
        JsonNode last = buyer.result("ListTasks", Map.of("pageToken", "t3"));
        assertThat(ids(last)).containsExactly("t4");
        assertThat(last.path("nextPageToken").asString("-")).isEmpty();
        assertThat(ids(buyer.result("ListTasks", Map.of("status", "TASK_STATE_SUBMITTED"))))
                .containsExactly("t4");
        assertThat(ids(buyer.result("ListTasks", Map.of("status", "TASK_STATE_UNSPECIFIED"))))
                .hasSize(4);
        JsonNode whole = buyer.result("ListTasks", Map.of("includeArtifacts", true, "pageSize", 1));
        assertThat(artifacts(whole.path("tasks").path(0))).containsExactly("r2.0", "receipt");
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("pageSize", 0),
                Map.of("pageSize", 101),
                Map.of("pageSize", 1.5),
                Map.of("pageSize", "x"),
                Map.of("contextId", "s1"),
                Map.of("status", "COMPLETED"),
                Map.of("statusTimestampAfter", "2026-01-01T00:00:00Z"),
                Map.of("pageToken", 7))) {
            JsonNode problem = buyer.error(-32602, "INVALID_PARAMS", "ListTasks", wrong);
            assertThat(problem.path("field").asString())
                    .isEqualTo(wrong.keySet().iterator().next());
        }
    }
}

package skybourse.server.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.server.a2a.A2aCaller.artifacts;
import static skybourse.server.a2a.A2aCaller.data;
import static skybourse.server.a2a.A2aCaller.immediate;
import static skybourse.server.a2a.A2aCaller.message;
import static skybourse.server.a2a.A2aCaller.state;
import static skybourse.server.a2a.A2aCaller.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.client.Reply;
import skybourse.files.text.Sha256;
import skybourse.server.service.RunningMarket;
import tools.jackson.databind.JsonNode;

/** The life of a task by A2A, in each of its endings. */
class A2aTaskTest {

    private RunningMarket market;
    private A2aCaller buyer;

    @BeforeEach
    void open() throws Exception {
        market = A2aCaller.open(600);
        buyer = new A2aCaller(market, market.buyer().id());
    }

    @AfterEach
    void close() {
        market.close();
    }

    private static JsonNode market(JsonNode task) {
        return task.path("metadata").path(AgentCard.EXTENSION);
    }

    private static String id(JsonNode piece) {
        return piece.path("piece").asString();
    }

    /** Buys and sells a task; returns its pieces. */
    private List<JsonNode> sold(String id) throws Exception {
        buyer.result("SendMessage", buyer.buys(id));
        market.sell();
        List<JsonNode> pieces = buyer.pieces(id);
        assertThat(pieces).isNotEmpty();
        return pieces;
    }

    @Test
    void completedTaskHasResultsAndReceipt() throws Exception {
        JsonNode submitted = buyer.result("SendMessage", buyer.buys("t1")).path("task");
        assertThat(submitted.path("id").asString()).isEqualTo("t1");
        assertThat(submitted.path("contextId").asString()).isEqualTo(buyer.agent);
        assertThat(state(submitted)).isEqualTo("TASK_STATE_SUBMITTED");
        assertThat(market(submitted).path("stage").asString()).isEqualTo("OPEN");
        assertThat(submitted.path("status").has("message")).isFalse();
        long round = market.sell();
        assertThat(state(buyer.task("t1"))).isEqualTo("TASK_STATE_WORKING");
        assertThat(artifacts(buyer.task("t1"))).isEmpty();
        market.deliver("agents/" + buyer.agent + "/tasks/t1");
        JsonNode completed = buyer.task("t1");
        assertThat(state(completed)).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(completed.path("status").has("message")).isFalse();
        List<String> expected =
                new ArrayList<>(buyer.pieces("t1").stream().map(A2aTaskTest::id).toList());
        expected.add("receipt");
        assertThat(artifacts(completed)).isEqualTo(expected);
        JsonNode result = completed.path("artifacts").path(0);
        assertThat(result.path("name").asString()).isEqualTo("result");
        assertThat(result.path("parts").toString())
                .isEqualTo("[{\"text\":\"result of " + expected.getFirst() + "\",\"mediaType\":\"text/plain\"}]");
        JsonNode receipt = completed
                .path("artifacts")
                .path(expected.size() - 1)
                .path("parts")
                .path(0);
        assertThat(receipt.path("mediaType").asString()).isEqualTo("application/json");
        byte[] direct = market.client(buyer.agent)
                .get("rounds/" + round + "/receipt?agent=" + buyer.agent)
                .body();
        assertThat(receipt.path("text").asString()).isEqualTo(new String(direct, StandardCharsets.UTF_8));
    }

    @Test
    void blockingMessageWaitsForTheResult() throws Exception {
        var params = Map.of("message", message("t1", data(buyer.fields()), text(A2aCaller.TEN_LINES)));
        var waiting = market.waiting(() -> new Reply(
                200, buyer.post(A2aCaller.body("SendMessage", params)).body().getBytes(StandardCharsets.UTF_8)));
        market.sell();
        market.deliver("agents/" + buyer.agent + "/tasks/t1");
        assertThat(state(waiting.join().json().path("result").path("task"))).isEqualTo("TASK_STATE_COMPLETED");
    }

    /** Artifacts appear in the order of pieces, so that a list only grows. */
    @Test
    void artifactsAppearInTheOrderOfPieces() throws Exception {
        List<JsonNode> pieces = sold("t1");
        assertThat(pieces).hasSizeGreaterThan(1);
        byte[] binary = {(byte) 0xff, 0};
        buyer.work(
                pieces.getLast(), "result", Map.of("base64", Base64.getEncoder().encodeToString(binary)));
        assertThat(artifacts(buyer.task("t1"))).isEmpty();
        buyer.work(pieces.getFirst(), "result", text("first"));
        JsonNode task = buyer.task("t1");
        assertThat(artifacts(task)).contains(id(pieces.getFirst())).doesNotContain("receipt");
        for (JsonNode piece : pieces.subList(1, pieces.size() - 1)) {
            buyer.work(piece, "result", text("more"));
        }
        JsonNode part = buyer.task("t1")
                .path("artifacts")
                .path(pieces.size() - 1)
                .path("parts")
                .path(0);
        assertThat(part.toString()).isEqualTo("{\"raw\":\"/wA=\",\"mediaType\":\"application/octet-stream\"}");
    }

    @Test
    void canceledTaskIsNotSold() throws Exception {
        buyer.result("SendMessage", buyer.buys("t1"));
        for (int i = 0; i < 2; i++) {
            assertThat(state(buyer.result("CancelTask", Map.of("id", "t1")))).isEqualTo("TASK_STATE_CANCELED");
        }
        assertThat(artifacts(buyer.task("t1"))).isEmpty();
        assertThat(market.client(buyer.agent)
                        .get("agents/" + buyer.agent)
                        .json()
                        .path("freeUnits")
                        .longValue())
                .isEqualTo(RunningMarket.MONEY);
        buyer.error(-32001, "TASK_NOT_FOUND", "CancelTask", Map.of("id", "none"));
        sold("t2");
        JsonNode problem = buyer.error(-32002, "TASK_NOT_CANCELABLE", "CancelTask", Map.of("id", "t2"));
        assertThat(problem.path("status").intValue()).isEqualTo(410);
        assertThat(state(buyer.task("t2"))).isEqualTo("TASK_STATE_WORKING");
    }

    @Test
    void unpayableTaskIsRejectedAndNotStored() throws Exception {
        market.operator.put(
                "operator/withdraw", Map.of("agent", buyer.agent, "units", RunningMarket.MONEY, "reference", "all"));
        JsonNode task = buyer.result("SendMessage", buyer.buys("t1")).path("task");
        assertThat(state(task)).isEqualTo("TASK_STATE_REJECTED");
        assertThat(task.path("id").asString()).isEqualTo("t1");
        assertThat(market(task).path("type").asString()).isEqualTo("/problems/funds");
        JsonNode said = task.path("status").path("message");
        assertThat(said.path("role").asString()).isEqualTo("ROLE_AGENT");
        assertThat(said.path("parts").path(0).path("text"))
                .isEqualTo(market(task).path("detail"));
        assertThat(buyer.stream("SendStreamingMessage", buyer.buys("t1")))
                .singleElement()
                .satisfies(event -> assertThat(state(event.path("task"))).isEqualTo("TASK_STATE_REJECTED"));
        buyer.error(-32001, "TASK_NOT_FOUND", "GetTask", Map.of("id", "t1"));
        market.deposit(buyer.agent, RunningMarket.MONEY, "again");
        assertThat(state(buyer.result("SendMessage", buyer.buys("t1")).path("task")))
                .isEqualTo("TASK_STATE_SUBMITTED");
    }

    /** Sellers report all pieces as undoable, and the buyer confirms: no result, and the bill is refunded. */
    @Test
    void taskWhoseReportsAreConfirmedFails() throws Exception {
        List<JsonNode> pieces = sold("t1");
        for (JsonNode piece : pieces) {
            buyer.work(piece, "undoable", Map.of("reason", "no text"));
        }
        JsonNode asking = buyer.task("t1");
        assertThat(state(asking)).isEqualTo("TASK_STATE_INPUT_REQUIRED");
        assertThat(asking.path("status")
                        .path("message")
                        .path("parts")
                        .path(0)
                        .path("text")
                        .asString())
                .contains("Reported as undoable", id(pieces.getFirst()));
        var wrong = new TreeMap<>(message("m0", data(Map.of("confirm", "r9.9"))));
        wrong.put("taskId", "t1");
        buyer.error(-32602, "INVALID_PARAMS", "SendMessage", immediate(wrong));
        for (JsonNode piece : pieces) {
            var confirms = new TreeMap<>(message("m-" + id(piece), data(Map.of("confirm", id(piece)))));
            confirms.put("taskId", "t1");
            buyer.result("SendMessage", immediate(confirms));
        }
        JsonNode failed = buyer.task("t1");
        assertThat(state(failed)).isEqualTo("TASK_STATE_FAILED");
        assertThat(failed.path("status")
                        .path("message")
                        .path("parts")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("No result.");
        assertThat(artifacts(failed)).containsExactly("receipt");
        assertThat(market(failed).path("billUnits").longValue()).isZero();
    }

    @Test
    void expiredTaskFails() throws Exception {
        Map<String, Object> fields = buyer.fields();
        fields.put("lastRound", 0);
        buyer.result("SendMessage", immediate(message("t1", data(fields), text(A2aCaller.TEN_LINES))));
        var bar = Map.of("agent", buyer.agent, "version", 1, "isBarred", true);
        assertThat(market.operator.put("operator/bar", bar).status()).isEqualTo(200);
        String other = market.rules.scenario().wirelessAgents().getLast().id();
        for (String name : List.of("t", "u")) {
            market.client(other).put("agents/" + other + "/tasks/" + name, market.divisible(Map.of("text", "x")));
            market.sell();
        }
        JsonNode task = buyer.task("t1");
        assertThat(state(task)).as(task.toString()).isEqualTo("TASK_STATE_FAILED");
        assertThat(artifacts(task)).isEmpty();
    }

    /** A dispute refers to a completed task. Its A2A state stays, and the piece's state shows the dispute. */
    @Test
    void rejectionDisputesAPieceOfACompletedTask() throws Exception {
        List<JsonNode> pieces = sold("t1");
        market.deliver("agents/" + buyer.agent + "/tasks/t1");
        String piece = id(pieces.getFirst());
        var reject = new TreeMap<>(message("m1", data(Map.of("reject", piece, "reason", "wrong"))));
        buyer.error(-32001, "TASK_NOT_FOUND", "SendMessage", immediate(reject));
        reject.put("taskId", "t1");
        JsonNode over = buyer.error(-32004, "UNSUPPORTED_OPERATION", "SendMessage", immediate(reject));
        assertThat(over.path("rule").asString()).contains("referenceTaskIds");
        reject.remove("taskId");
        reject.put("referenceTaskIds", List.of("t1"));
        for (int i = 0; i < 2; i++) {
            JsonNode task = buyer.result("SendMessage", immediate(reject)).path("task");
            assertThat(state(task)).isEqualTo("TASK_STATE_COMPLETED");
            JsonNode first = market(task).path("pieces").path(0);
            assertThat(first.path("state").asString()).isEqualTo("REJECTED");
            assertThat(first.path("objection").asString()).isEqualTo("wrong");
        }
        reject.put("parts", List.of(data(Map.of("reject", piece, "reason", "wrong", "confirm", piece))));
        buyer.error(-32602, "INVALID_PARAMS", "SendMessage", immediate(reject));
        assertThat(market.operator
                        .put("operator/rule", Map.of("piece", piece, "pays", false))
                        .status())
                .isEqualTo(200);
        assertThat(state(buyer.task("t1"))).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(market(buyer.task("t1")).path("pieces").path(0).path("state").asString())
                .isEqualTo("FAILED");
        reject.put("parts", List.of(data(Map.of("reject", piece, "reason", "late"))));
        JsonNode late = buyer.error(-32000, "MARKET_REFUSAL", "SendMessage", immediate(reject));
        assertThat(late.path("status").intValue()).isIn(409, 410);
    }

    @Test
    void rejectionOfAPieceOfAnotherTaskIsRefused() throws Exception {
        List<JsonNode> pieces = sold("t1");
        market.deliver("agents/" + buyer.agent + "/tasks/t1");
        sold("t2");
        var reject = new TreeMap<>(message("m1", data(Map.of("reject", id(pieces.getFirst()), "reason", "wrong"))));
        reject.put("referenceTaskIds", List.of("t2"));
        buyer.error(-32602, "INVALID_PARAMS", "SendMessage", immediate(reject));
        assertThat(market(buyer.task("t1")).path("pieces").path(0).path("state").asString())
                .isEqualTo("DONE");
    }

    /** Several pieces may name one large upload, so a reply with all of them would be large. */
    @Test
    void resultsBeyondTheLimitAreAddresses() throws Exception {
        List<JsonNode> pieces = sold("t1");
        byte[] bytes = new byte[3 << 20];
        String digest = Sha256.of(bytes);
        for (JsonNode piece : pieces) {
            String worker = piece.path("worker").asString();
            String blob = "blobs/" + digest + "?agent=" + worker;
            assertThat(market.client(worker)
                            .put(blob, "application/octet-stream", bytes)
                            .status())
                    .isEqualTo(200);
            buyer.work(piece, "result", Map.of("sha256", digest));
        }
        JsonNode results = buyer.task("t1").path("artifacts");
        assertThat(results.path(0).path("parts").path(0).path("text").asString())
                .hasSize(bytes.length);
        String path = "/v1/pieces/" + id(pieces.get(1)) + "/result";
        assertThat(results.path(1).path("parts").toString())
                .isEqualTo("[{\"url\":\"" + market.base + path + "\",\"mediaType\":\"application/octet-stream\"}]");
        assertThat(market.client(buyer.agent).get(path.substring(4)).body()).isEqualTo(bytes);
    }

    @Test
    void repeatedMessageBuysOnceAndOtherContentIsRefused() throws Exception {
        String first = buyer.result("SendMessage", buyer.buys("t1")).toString();
        Map<String, Object> doubles = buyer.fields();
        doubles.put("units", 10.0);
        doubles.put("lastRound", 1e3);
        var again = immediate(message("t1", text(A2aCaller.TEN_LINES), data(doubles)));
        assertThat(buyer.result("SendMessage", again).toString()).isEqualTo(first);
        doubles.put("deadlineSeconds", 1e3);
        JsonNode taken = buyer.error(
                -32000,
                "MARKET_REFUSAL",
                "SendMessage",
                immediate(message("t1", data(doubles), text(A2aCaller.TEN_LINES))));
        assertThat(taken.path("type").asString()).isEqualTo("/problems/taken");
        assertThat(buyer.task("t1").toString()).isEqualTo(taskOf(first));
        market.sell();
        assertThat(state(buyer.result("SendMessage", buyer.buys("t1")).path("task")))
                .isEqualTo("TASK_STATE_WORKING");
    }

    private static String taskOf(String reply) {
        return A2aCaller.JSON.readTree(reply).path("task").toString();
    }

    @Test
    void payloadMayBeBytesOrAnUpload() throws Exception {
        Map<String, Object> fields = buyer.fields();
        fields.remove("units");
        var raw = Map.<String, Object>of("raw", "/wA=");
        assertThat(state(buyer.result("SendMessage", immediate(message("t1", data(fields), raw)))
                        .path("task")))
                .isEqualTo("TASK_STATE_SUBMITTED");
        buyer.result("CancelTask", Map.of("id", "t1"));
        fields.put("payload", Map.of("sha256", "ab".repeat(32)));
        JsonNode problem = buyer.error(-32602, "INVALID_PARAMS", "SendMessage", immediate(message("t2", data(fields))));
        assertThat(problem.path("field").asString()).isEqualTo("payload.sha256");
        fields.put("payload", text("x"));
        assertThat(state(buyer.result("SendMessage", immediate(message("t2", data(fields))))
                        .path("task")))
                .isEqualTo("TASK_STATE_SUBMITTED");
    }

    @Test
    void textIsAnsweredWithAHint() throws Exception {
        JsonNode answer = buyer.result("SendMessage", Map.of("message", message("m1", text("buy me something"))))
                .path("message");
        assertThat(answer.path("messageId").asString()).isEqualTo("m1-answer");
        assertThat(answer.path("contextId").asString()).isEqualTo(buyer.agent);
        assertThat(answer.path("role").asString()).isEqualTo("ROLE_AGENT");
        assertThat(answer.path("parts").path(0).path("text").asString()).contains(AgentCard.EXTENSION);
        assertThat(answer.path("parts").path(1).path("data").has("billUnits")).isTrue();
        assertThat(buyer.stream("SendStreamingMessage", Map.of("message", message("m1", text("hello")))))
                .singleElement()
                .satisfies(event -> assertThat(
                                event.path("message").path("messageId").asString())
                        .isEqualTo("m1-answer"));
    }
}

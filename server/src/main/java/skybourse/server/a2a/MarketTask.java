package skybourse.server.a2a;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.server.a2a.A2aBodies.Artifact;
import skybourse.server.a2a.A2aBodies.Message;
import skybourse.server.a2a.A2aBodies.Part;
import skybourse.server.a2a.A2aBodies.Task;
import skybourse.server.a2a.A2aBodies.TaskState;
import skybourse.server.a2a.A2aBodies.TaskStatus;
import skybourse.server.service.HttpReply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Task of a buyer at one time, as an A2A task.
 *
 * @param buyer the buyer
 * @param body reply of {@code GET agents/{agent}/tasks/{task}}
 */
record MarketTask(Buyer buyer, JsonNode body) {

    private static final String RECEIPT = "receipt";

    /** Number of the round in the id of a piece, then the number of the piece. */
    private static final Comparator<String> NUMERIC = Comparator.comparingLong(MarketTask::round)
            .thenComparingLong(id -> Long.parseLong(id.substring(id.indexOf('.') + 1)));

    /** Returns the task of a message whose bill exceeds the buyer's balance. The market does not store it. */
    static Task rejected(String agent, String name, HttpReply refusal) {
        JsonNode problem = json(refusal);
        TaskState state = TaskState.TASK_STATE_REJECTED;
        TaskStatus status =
                status(state, agent, name + "-" + state, problem.path("detail").asString());
        return new Task(name, agent, status, List.of(), Map.of(AgentCard.EXTENSION, problem));
    }

    static JsonNode json(HttpReply reply) {
        return JsonMapper.shared().readTree(reply.body());
    }

    private static TaskStatus status(TaskState state, String agent, String messageId, String text) {
        List<Part> parts = List.of(Part.text(text, "text/plain"));
        return new TaskStatus(
                state,
                Optional.of(text).filter(any -> !any.isEmpty()).map(_ -> Message.ofAgent(messageId, agent, parts)));
    }

    private static String id(JsonNode piece) {
        return piece.path("piece").asString();
    }

    private static long round(String piece) {
        return Long.parseLong(piece.substring(1, piece.indexOf('.')));
    }

    String name() {
        return body.path("task").asString();
    }

    private Stream<JsonNode> pieces() {
        return body.path("pieces").valueStream().sorted(Comparator.comparing(MarketTask::id, NUMERIC));
    }

    boolean hasPiece(String id) {
        return pieces().anyMatch(piece -> id(piece).equals(id));
    }

    private boolean isAnswered() {
        return body.path("isAnswered").booleanValue();
    }

    /** Returns whether the task or a part of it is sold. */
    boolean isSold() {
        return body.path("stage").asString().equals("SOLD")
                || !body.path("pieces").isEmpty();
    }

    private static boolean hasResult(JsonNode piece) {
        return piece.has("sha256");
    }

    TaskState state() {
        if (isSold()) {
            return soldState();
        }
        return switch (body.path("stage").asString()) {
            case "OPEN" -> TaskState.TASK_STATE_SUBMITTED;
            case "WITHDRAWN" -> TaskState.TASK_STATE_CANCELED;
            default -> TaskState.TASK_STATE_FAILED;
        };
    }

    private TaskState soldState() {
        if (!body.path("toAnswer").isEmpty()) {
            return TaskState.TASK_STATE_INPUT_REQUIRED;
        }
        if (!isAnswered()) {
            return TaskState.TASK_STATE_WORKING;
        }
        return pieces().anyMatch(MarketTask::hasResult) ? TaskState.TASK_STATE_COMPLETED : TaskState.TASK_STATE_FAILED;
    }

    private String statusText() {
        List<String> missing =
                pieces().filter(piece -> !hasResult(piece)).map(MarketTask::id).toList();
        return switch (state()) {
            case TASK_STATE_INPUT_REQUIRED -> "Reported as undoable, confirm or reject: " + body.path("toAnswer");
            case TASK_STATE_COMPLETED -> missing.isEmpty() ? "" : "Pieces without a result: " + missing;
            case TASK_STATE_FAILED -> body.path("reason").asString("No result.");
            default -> "";
        };
    }

    /** Returns the status. The id of its message also names the pieces that need the buyer, so another message has another id. */
    TaskStatus status() {
        String asked = body.path("toAnswer")
                .valueStream()
                .map(piece -> "-" + piece.asString())
                .collect(Collectors.joining());
        return status(state(), buyer.agent(), name() + "-" + state() + asked, statusText());
    }

    /**
     * Returns the ids of the artifacts: the pieces with a result in order, up to the first piece without one, or all if each piece is answered, and the
     * receipts if the task is over. The list of a later state begins with the list of an earlier one, so all streams of a task have the same artifacts in the
     * same order.
     */
    List<String> artifactIds() {
        Stream<String> results = pieces().takeWhile(piece -> isAnswered() || hasResult(piece))
                .filter(MarketTask::hasResult)
                .map(MarketTask::id);
        boolean hasReceipts = isSold() && state().isTerminal();
        return Stream.concat(results, hasReceipts ? receiptIds() : Stream.of()).toList();
    }

    /** Returns the ids of the receipts, one for each round that sold a part. */
    private Stream<String> receiptIds() {
        List<Long> rounds =
                pieces().map(MarketTask::id).map(MarketTask::round).distinct().toList();
        return rounds.size() < 2 ? Stream.of(RECEIPT) : rounds.stream().map(round -> RECEIPT + "-" + round);
    }

    /** Returns an artifact by its id; empty if its bytes have been deleted. */
    Optional<Artifact> artifact(String id, InlineSpace space) {
        return id.startsWith(RECEIPT) ? receipt(id) : result(id, space);
    }

    private Optional<Artifact> result(String piece, InlineSpace space) {
        if (!space.isLeft()) {
            return Optional.of(address(piece));
        }
        HttpReply reply = buyer.rest().get(List.of("pieces", piece, "result"), Map.of());
        if (reply.status() != 200) {
            return Optional.empty();
        }
        return Optional.of(
                space.reserve(reply.body().length)
                        ? new Artifact(piece, "result", List.of(part(reply.body())))
                        : address(piece));
    }

    private Artifact address(String piece) {
        return new Artifact(piece, "result", List.of(Part.url(buyer.base() + "/v1/pieces/" + piece + "/result")));
    }

    private static Part part(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
                ? Part.text(text, "text/plain")
                : Part.raw(Base64.getEncoder().encodeToString(bytes));
    }

    /** Returns a receipt as text, because clients would change the form of its numbers if it were JSON. */
    private Optional<Artifact> receipt(String id) {
        String round = id.equals(RECEIPT) ? body.path("soldIn").asString() : id.substring(RECEIPT.length() + 1);
        HttpReply reply = buyer.rest().get(List.of("rounds", round, RECEIPT), Map.of("agent", buyer.agent()));
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        return reply.status() == 200
                ? Optional.of(new Artifact(id, RECEIPT, List.of(Part.text(text, "application/json"))))
                : Optional.empty();
    }

    Task toTask() {
        var space = new InlineSpace();
        return new Task(name(), buyer.agent(), status(), artifacts(space), Map.of(AgentCard.EXTENSION, body));
    }

    /** Returns all artifacts. */
    List<Artifact> artifacts(InlineSpace space) {
        return artifactIds().stream()
                .flatMap(id -> artifact(id, space).stream())
                .toList();
    }
}

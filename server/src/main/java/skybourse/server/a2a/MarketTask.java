package skybourse.server.a2a;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.server.a2a.A2aBodies.Artifact;
import skybourse.server.a2a.A2aBodies.Message;
import skybourse.server.a2a.A2aBodies.Part;
import skybourse.server.a2a.A2aBodies.Task;
import skybourse.server.a2a.A2aBodies.TaskState;
import skybourse.server.a2a.A2aBodies.TaskStatus;
import skybourse.server.http.RestApi;
import skybourse.server.service.HttpReply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Task of a buyer at one time, as an A2A task.
 *
 * @param rest the REST API, with the buyer's credentials
 * @param agent the buyer, which is also the context of its tasks
 * @param body reply of {@code GET agents/{agent}/tasks/{task}}
 */
record MarketTask(RestApi rest, String agent, JsonNode body) {

    /**
     * Reads a task.
     *
     * @param seconds maximum time to wait until the task is answered or needs its buyer, s
     * @throws A2aError if there is no such task, or the secret is not the buyer's
     */
    static MarketTask read(RestApi rest, String agent, String name, int seconds) {
        HttpReply reply = rest.get(List.of("agents", agent, "tasks", name), Map.of("wait", Integer.toString(seconds)));
        if (reply.status() != 200) {
            throw A2aError.of(reply, A2aError.Kind.TASK_NOT_FOUND, A2aError.Kind.TASK_NOT_FOUND);
        }
        return new MarketTask(rest, agent, json(reply));
    }

    /** Returns the task of a message whose bill exceeds the buyer's balance. The market does not store it. */
    static Task rejected(String agent, String name, HttpReply refusal) {
        JsonNode problem = json(refusal);
        return new Task(
                name,
                agent,
                status(
                        TaskState.TASK_STATE_REJECTED,
                        agent,
                        name,
                        problem.path("detail").asString()),
                List.of(),
                Map.of(AgentCard.EXTENSION, problem));
    }

    static JsonNode json(HttpReply reply) {
        return JsonMapper.shared().readTree(reply.body());
    }

    private static TaskStatus status(TaskState state, String agent, String name, String text) {
        List<Part> parts = List.of(Part.text(text, "text/plain"));
        return new TaskStatus(
                state,
                Optional.of(text)
                        .filter(any -> !any.isEmpty())
                        .map(_ -> Message.ofAgent(name + "-" + state, agent, parts)));
    }

    String name() {
        return body.path("task").asString();
    }

    private Stream<JsonNode> pieces() {
        return body.path("pieces").valueStream();
    }

    boolean hasPiece(String id) {
        return pieces().anyMatch(piece -> id(piece).equals(id));
    }

    private boolean isAnswered() {
        return body.path("isAnswered").booleanValue();
    }

    boolean isSold() {
        return body.has("soldIn");
    }

    private static boolean hasResult(JsonNode piece) {
        return piece.has("sha256");
    }

    private static String id(JsonNode piece) {
        return piece.path("piece").asString();
    }

    TaskState state() {
        return switch (body.path("stage").asString()) {
            case "OPEN" -> TaskState.TASK_STATE_SUBMITTED;
            case "WITHDRAWN" -> TaskState.TASK_STATE_CANCELED;
            case "SOLD" -> soldState();
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

    TaskStatus status() {
        return status(state(), agent, name(), statusText());
    }

    /**
     * Returns the pieces with a result, in order and up to the first piece that has no answer yet. The list of a later state begins with the list of an
     * earlier one, so all streams of a task have the same artifacts in the same order.
     */
    List<String> answered() {
        return pieces().takeWhile(piece -> isAnswered() || hasResult(piece))
                .filter(MarketTask::hasResult)
                .map(MarketTask::id)
                .toList();
    }

    /** Returns the artifacts: results of pieces except the first {@code skipped}, and the receipt if the task is answered. */
    List<Artifact> artifacts(int skipped) {
        List<Artifact> artifacts = new ArrayList<>();
        answered().stream().skip(skipped).forEach(piece -> result(piece).ifPresent(artifacts::add));
        if (isSold() && state().isTerminal()) {
            receipt().ifPresent(artifacts::add);
        }
        return artifacts;
    }

    /** Returns the result of a piece; empty if its bytes have been deleted. */
    private Optional<Artifact> result(String piece) {
        HttpReply reply = rest.get(List.of("pieces", piece, "result"), Map.of());
        return reply.status() == 200
                ? Optional.of(new Artifact(piece, "result", List.of(part(reply.body()))))
                : Optional.empty();
    }

    private static Part part(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
                ? Part.text(text, "text/plain")
                : Part.raw(Base64.getEncoder().encodeToString(bytes));
    }

    /** Returns the receipt as text, because clients would change the form of its numbers if it were JSON. */
    private Optional<Artifact> receipt() {
        HttpReply reply =
                rest.get(List.of("rounds", body.path("soldIn").asString(), "receipt"), Map.of("agent", agent));
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        return reply.status() == 200
                ? Optional.of(new Artifact("receipt", "receipt", List.of(Part.text(text, "application/json"))))
                : Optional.empty();
    }

    Task toTask() {
        return new Task(name(), agent, status(), artifacts(0), Map.of(AgentCard.EXTENSION, body));
    }
}

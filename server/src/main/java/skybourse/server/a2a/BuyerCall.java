package skybourse.server.a2a;

import static skybourse.server.a2a.A2aError.Kind.INVALID_PARAMS;
import static skybourse.server.a2a.A2aError.Kind.MARKET_REFUSAL;
import static skybourse.server.a2a.A2aError.Kind.PUSH_NOTIFICATION_NOT_SUPPORTED;
import static skybourse.server.a2a.A2aError.Kind.TASK_NOT_CANCELABLE;
import static skybourse.server.a2a.A2aError.Kind.TASK_NOT_FOUND;
import static skybourse.server.a2a.A2aError.Kind.UNSUPPORTED_OPERATION;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.server.a2a.A2aBodies.Message;
import skybourse.server.a2a.A2aBodies.Part;
import skybourse.server.http.RestApi;
import skybourse.server.service.HttpReply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Call of a buyer.
 *
 * @param rest the REST API, with the credentials of the call
 * @param agent the buyer
 * @param tasks route that submits tasks: {@code tasks}, or {@code batches} in an inference market
 * @param params parameters of the call
 */
record BuyerCall(RestApi rest, String agent, String tasks, JsonNode params) {

    private static final int BLOCKING_SECONDS = 25;
    private static final int CONFLICT = 409;
    private static final String REJECT = "reject";
    private static final String HINT =
            "To buy, send a data part with the fields of a task and a text part with its payload. See "
                    + AgentCard.EXTENSION;

    MarketTask get() {
        return read(BuyerMessage.text(params, "id"), 0);
    }

    private MarketTask read(String name, int seconds) {
        return MarketTask.read(rest, agent, name, seconds);
    }

    MarketTask cancel() {
        String name = BuyerMessage.text(params, "id");
        List<String> path = List.of("agents", agent, "tasks", name, "withdrawal");
        accept(rest.put(path, JsonNodeFactory.instance.objectNode()), TASK_NOT_FOUND, TASK_NOT_CANCELABLE);
        return get();
    }

    private static void accept(HttpReply reply, A2aError.Kind notFound, A2aError.Kind gone) {
        if (reply.status() != 200) {
            throw A2aError.of(reply, notFound, gone);
        }
    }

    /** Executes a message. Waits until its task is answered or needs the buyer, at most {@value #BLOCKING_SECONDS} s. */
    Map<String, ?> send() {
        BuyerMessage message = BuyerMessage.read(params.path("message"), agent);
        JsonNode isImmediate = params.path("configuration").path("returnImmediately");
        Optional<Map<String, ?>> direct = execute(message);
        return direct.isPresent()
                ? direct.get()
                : Map.of(
                        "task",
                        read(message.task(), isImmediate.asBoolean(false) ? 0 : BLOCKING_SECONDS)
                                .toTask());
    }

    /** Executes a message, and streams the updates of its task. */
    HttpReply stream(JsonNode id) {
        BuyerMessage message = BuyerMessage.read(params.path("message"), agent);
        Optional<Map<String, ?>> direct = execute(message);
        return direct.isPresent()
                ? HttpReply.events(out -> TaskStream.send(out, A2aAdapter.result(id, direct.get())))
                : HttpReply.events(new TaskStream(id, read(message.task(), 0)));
    }

    /** Streams the updates of a task that is not over. */
    HttpReply subscribe(JsonNode id) {
        MarketTask task = get();
        if (task.state().isTerminal()) {
            throw A2aError.of(UNSUPPORTED_OPERATION, "id", "must be a task that is not over", task.name());
        }
        return HttpReply.events(new TaskStream(id, task));
    }

    /** Executes a message. Returns the answer if it is not a stored task. */
    private Optional<Map<String, ?>> execute(BuyerMessage message) {
        if (params.path("configuration").hasNonNull("taskPushNotificationConfig")) {
            throw A2aError.of(PUSH_NOTIFICATION_NOT_SUPPORTED, "taskPushNotificationConfig", "is not supported", "");
        }
        if (message.isAboutTask()) {
            answer(message);
            return Optional.empty();
        }
        if (message.fields().isEmpty()) {
            return Optional.of(Map.of("message", hint(message.id())));
        }
        HttpReply reply = rest.put(List.of("agents", agent, tasks, message.id()), message.fields());
        if (reply.status() == CONFLICT
                && MarketTask.json(reply).path("type").asString().equals("/problems/funds")) {
            return Optional.of(Map.of("task", MarketTask.rejected(agent, message.id(), reply)));
        }
        accept(reply, INVALID_PARAMS, MARKET_REFUSAL);
        return Optional.empty();
    }

    /** Returns the answer to a message of text: how to buy, and the prices. */
    private Message hint(String id) {
        accept(rest.get(List.of("accounts", agent), Map.of()), TASK_NOT_FOUND, TASK_NOT_FOUND);
        JsonNode prices = MarketTask.json(rest.get(List.of("quote"), Map.of()));
        return Message.ofAgent(id + "-answer", agent, List.of(Part.text(HINT, "text/plain"), Part.data(prices)));
    }

    /** Confirms or disputes a piece of the task that a message is about. */
    private void answer(BuyerMessage message) {
        MarketTask task = read(message.task(), 0);
        if (!message.taskId().isEmpty() && task.state().isTerminal()) {
            String rule = "must be a task that is not over. Refer to a task that is over by referenceTaskIds";
            throw A2aError.of(UNSUPPORTED_OPERATION, "taskId", rule, task.name());
        }
        String command = message.fields().has(REJECT) ? REJECT : "confirm";
        ObjectNode body = message.fields().deepCopy();
        String piece = body.path(command).asString("");
        if (!task.hasPiece(piece)) {
            throw A2aError.invalid("reject or confirm", "must be a piece of the task", piece);
        }
        body.remove(command);
        String route = command.equals(REJECT) ? "rejection" : "confirmation";
        accept(rest.put(List.of("pieces", piece, route), body), INVALID_PARAMS, MARKET_REFUSAL);
    }
}

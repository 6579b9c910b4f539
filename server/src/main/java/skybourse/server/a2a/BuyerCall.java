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
import java.util.stream.Stream;
import skybourse.server.a2a.A2aBodies.Artifact;
import skybourse.server.a2a.A2aBodies.Message;
import skybourse.server.a2a.A2aBodies.Part;
import skybourse.server.a2a.A2aBodies.Task;
import skybourse.server.a2a.A2aBodies.TaskPage;
import skybourse.server.a2a.A2aBodies.TaskState;
import skybourse.server.service.HttpReply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Call of a buyer.
 *
 * @param buyer the buyer
 * @param tasks route that submits tasks: {@code tasks}, or {@code batches} in an inference market
 * @param params parameters of the call
 */
record BuyerCall(Buyer buyer, String tasks, JsonNode params) {

    private static final int BLOCKING_SECONDS = 25;
    private static final int CONFLICT = 409;
    private static final int STANDARD_PAGE = 50;
    private static final int MOST_PAGE = 100;
    private static final String REJECT = "reject";
    private static final String HINT =
            "To buy, send a data part with the fields of a task and a text part with its payload. See "
                    + AgentCard.EXTENSION;

    MarketTask get() {
        return buyer.task(BuyerMessage.text(params, "id"), 0);
    }

    MarketTask cancel() {
        String name = BuyerMessage.text(params, "id");
        List<String> path = List.of("agents", buyer.agent(), "tasks", name, "withdrawal");
        accept(buyer.rest().put(path, JsonNodeFactory.instance.objectNode()), TASK_NOT_FOUND, TASK_NOT_CANCELABLE);
        return get();
    }

    /** Lists the tasks of the buyer by name, without those whose pieces have been deleted. */
    TaskPage list() {
        String context = BuyerMessage.text(params, "contextId");
        if (!context.isEmpty() && !context.equals(buyer.agent())) {
            throw A2aError.invalid("contextId", "must be " + buyer.agent() + " or missing", context);
        }
        if (params.hasNonNull("statusTimestampAfter")) {
            throw A2aError.invalid("statusTimestampAfter", "is not supported, because tasks have no timestamps", "");
        }
        String state = BuyerMessage.text(params, "status");
        boolean isAny = state.isEmpty() || state.equals("TASK_STATE_UNSPECIFIED");
        if (!isAny && Stream.of(TaskState.values()).noneMatch(any -> any.name().equals(state))) {
            throw A2aError.invalid("status", "must be a state of a task", state);
        }
        int size = pageSize();
        Map<String, String> query =
                Map.of("after", BuyerMessage.text(params, "pageToken"), "limit", Integer.toString(size));
        HttpReply reply = buyer.rest().get(List.of("agents", buyer.agent(), "tasks"), query);
        accept(reply, INVALID_PARAMS, MARKET_REFUSAL);
        JsonNode page = MarketTask.json(reply);
        var space = new InlineSpace();
        boolean hasArtifacts = params.path("includeArtifacts").asBoolean(false);
        List<Task> shown = page.path("tasks")
                .valueStream()
                .filter(row -> row.has("billUnits"))
                .map(row -> listed(row, hasArtifacts, space))
                .filter(task -> isAny || task.status().state().name().equals(state))
                .toList();
        return new TaskPage(
                shown, page.path("next").asString(""), size, page.path("total").asInt());
    }

    private Task listed(JsonNode row, boolean hasArtifacts, InlineSpace space) {
        MarketTask task = buyer.task(row.path("task").asString(), 0);
        List<Artifact> artifacts = hasArtifacts ? task.artifacts(space) : List.of();
        return new Task(task.name(), buyer.agent(), task.status(), artifacts, Map.of(AgentCard.EXTENSION, row));
    }

    private int pageSize() {
        JsonNode size = params.path("pageSize");
        if (!params.hasNonNull("pageSize")) {
            return STANDARD_PAGE;
        }
        if (!size.canConvertToInt() || size.asInt() < 1 || size.asInt() > MOST_PAGE) {
            throw A2aError.invalid("pageSize", "must be a whole number in [1, " + MOST_PAGE + "]", size.toString());
        }
        return size.asInt();
    }

    private static void accept(HttpReply reply, A2aError.Kind notFound, A2aError.Kind gone) {
        if (reply.status() != 200) {
            throw A2aError.of(reply, notFound, gone);
        }
    }

    /** Executes a message. Waits until its task is answered or needs the buyer, at most {@value #BLOCKING_SECONDS} s. */
    Map<String, ?> send() {
        BuyerMessage message = BuyerMessage.read(params.path("message"), buyer.agent());
        JsonNode isImmediate = params.path("configuration").path("returnImmediately");
        Optional<Map<String, ?>> direct = execute(message);
        return direct.isPresent()
                ? direct.get()
                : Map.of(
                        "task",
                        buyer.task(message.task(), isImmediate.asBoolean(false) ? 0 : BLOCKING_SECONDS)
                                .toTask());
    }

    /** Executes a message, and streams the updates of its task. */
    HttpReply stream(JsonNode id) {
        BuyerMessage message = BuyerMessage.read(params.path("message"), buyer.agent());
        Optional<Map<String, ?>> direct = execute(message);
        return direct.isPresent()
                ? HttpReply.events(out -> TaskStream.send(out, A2aAdapter.result(id, direct.get())))
                : HttpReply.events(TaskStream.of(id, buyer.task(message.task(), 0)));
    }

    /** Streams the updates of a task that is not over. */
    HttpReply subscribe(JsonNode id) {
        MarketTask task = get();
        if (task.state().isTerminal()) {
            throw A2aError.of(UNSUPPORTED_OPERATION, "id", "must be a task that is not over", task.name());
        }
        return HttpReply.events(TaskStream.of(id, task));
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
        HttpReply reply = buyer.rest().put(List.of("agents", buyer.agent(), tasks, message.id()), message.fields());
        if (reply.status() == CONFLICT
                && MarketTask.json(reply).path("type").asString().equals("/problems/funds")) {
            return Optional.of(Map.of("task", MarketTask.rejected(buyer.agent(), message.id(), reply)));
        }
        accept(reply, INVALID_PARAMS, MARKET_REFUSAL);
        return Optional.empty();
    }

    /** Returns the answer to a message of text: how to buy, and the prices. */
    private Message hint(String id) {
        accept(buyer.rest().get(List.of("accounts", buyer.agent()), Map.of()), TASK_NOT_FOUND, TASK_NOT_FOUND);
        JsonNode prices = MarketTask.json(buyer.rest().get(List.of("quote"), Map.of()));
        return Message.ofAgent(
                id + "-answer", buyer.agent(), List.of(Part.text(HINT, "text/plain"), Part.data(prices)));
    }

    /** Confirms or disputes a piece of the task that a message is about. */
    private void answer(BuyerMessage message) {
        MarketTask task = buyer.task(message.task(), 0);
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
        accept(buyer.rest().put(List.of("pieces", piece, route), body), INVALID_PARAMS, MARKET_REFUSAL);
    }
}

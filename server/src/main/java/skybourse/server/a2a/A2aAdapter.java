package skybourse.server.a2a;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import skybourse.client.ExchangeClient;
import skybourse.server.http.ProtocolAdapter;
import skybourse.server.http.ProtocolRequest;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;
import skybourse.server.signedlog.MarketSigningKey;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves A2A 1.0 by JSON-RPC at {@code /a2a/AGENT}, with the agent card at {@code /a2a/AGENT/.well-known/agent-card.json}. A message buys a task, and the
 * message's id is the task's name. So a repeated message buys once.
 */
public final class A2aAdapter implements ProtocolAdapter {

    private static final List<String> CARD = List.of(".well-known", "agent-card.json");
    private static final Pattern VERSION = Pattern.compile("1\\.[0-9]+(\\.[0-9]+)?");
    /** Largest length of the id of a call, as JSON. Each event of a stream repeats it. */
    private static final int MOST_ID = 1_000;

    private static final String EXTENSIONS = "A2A-Extensions";
    private final MarketSigningKey key;
    private final boolean isInference;

    private record Result(String jsonrpc, JsonNode id, Object result) {}

    /**
     * Creates the adapter of a market.
     *
     * @param key key that signs agent cards
     * @param isInference whether it is an inference market
     */
    public A2aAdapter(MarketSigningKey key, boolean isInference) {
        this.key = key;
        this.isInference = isInference;
    }

    @Override
    public boolean serves(List<String> path) {
        return !path.isEmpty() && path.getFirst().equals("a2a");
    }

    @Override
    public HttpReply answer(ProtocolRequest request) {
        List<String> path = request.path();
        boolean isCard = path.size() > 2 && path.subList(2, path.size()).equals(CARD);
        if (!isCard && path.size() != 2) {
            throw new ProblemException(404, "unknown", "path", "must be /a2a/ and the name of an agent", "");
        }
        String method = isCard ? "GET" : "POST";
        if (!request.method().equals(method)) {
            throw ProblemException.method(List.of(method), request.method());
        }
        return isCard ? card(request) : call(request);
    }

    /** Returns the card. It is signed only if its address is certain. Otherwise, the market would sign any address that a client sends as its {@code Host}. */
    private HttpReply card(ProtocolRequest request) {
        String url = request.base() + "/a2a/"
                + ExchangeClient.pathSegment(request.path().get(1));
        ObjectNode card = AgentCard.of(url, key, isInference);
        if (request.isBaseCertain()) {
            AgentCard.sign(card, key);
        }
        return HttpReply.text("application/json", AgentCard.text(card));
    }

    private HttpReply call(ProtocolRequest request) {
        JsonNode id = NullNode.instance;
        try {
            JsonNode call = read(request);
            id = isId(call.path("id")) ? call.path("id") : id;
            requireValid(call);
            HttpReply reply = answer(request, call, id);
            boolean isNamed = Arrays.stream(request.headers().apply(EXTENSIONS).split(","))
                    .anyMatch(uri -> uri.strip().equals(AgentCard.EXTENSION));
            return isNamed ? reply.with(EXTENSIONS, AgentCard.EXTENSION) : reply;
        } catch (A2aError error) {
            return error.reply(id);
        }
    }

    private static JsonNode read(ProtocolRequest request) {
        try {
            return request.json();
        } catch (JacksonException _) {
            throw A2aError.of(A2aError.Kind.JSON_PARSE, "body", "must be JSON", "");
        }
    }

    private static boolean isId(JsonNode id) {
        return (id.isString() || id.isNumber() || id.isNull()) && id.toString().length() <= MOST_ID;
    }

    private static void requireValid(JsonNode call) {
        boolean isCall = call.path("jsonrpc").asString("").equals("2.0")
                && call.path("method").isString()
                && (call.path("params").isObject() || !call.has("params"));
        if (!isId(call.path("id")) || !isCall) {
            String rule = "must be one request of JSON-RPC 2.0 with an id of at most " + MOST_ID + " characters";
            throw A2aError.of(A2aError.Kind.INVALID_REQUEST, "body", rule, "");
        }
    }

    private HttpReply answer(ProtocolRequest request, JsonNode call, JsonNode id) {
        String version = request.headers().apply("A2A-Version");
        if (!VERSION.matcher(version).matches()) {
            throw A2aError.of(A2aError.Kind.VERSION_NOT_SUPPORTED, "A2A-Version", "must be 1.0", version);
        }
        var buyer = new BuyerCall(
                new Buyer(request.rest(), request.base(), request.path().get(1)),
                isInference ? "batches" : "tasks",
                call.path("params"));
        String method = call.path("method").asString();
        return switch (method) {
            case "SendMessage" -> HttpReply.json(200, result(id, buyer.send()));
            case "SendStreamingMessage" -> buyer.stream(id);
            case "GetTask" -> HttpReply.json(200, result(id, buyer.get().toTask()));
            case "CancelTask" -> HttpReply.json(200, result(id, buyer.cancel().toTask()));
            case "SubscribeToTask" -> buyer.subscribe(id);
            case "ListTasks" -> HttpReply.json(200, result(id, buyer.list()));
            case "GetExtendedAgentCard" ->
                throw A2aError.of(A2aError.Kind.UNSUPPORTED_OPERATION, "method", "is not supported", method);
            case "CreateTaskPushNotificationConfig",
                    "GetTaskPushNotificationConfig",
                    "ListTaskPushNotificationConfigs",
                    "DeleteTaskPushNotificationConfig" ->
                throw A2aError.of(A2aError.Kind.PUSH_NOTIFICATION_NOT_SUPPORTED, "method", "is not supported", method);
            default -> throw A2aError.of(A2aError.Kind.METHOD_NOT_FOUND, "method", "must be one of A2A 1.0", method);
        };
    }

    /** Returns the body of a successful call. */
    static Record result(JsonNode id, Object result) {
        return new Result("2.0", id, result);
    }
}

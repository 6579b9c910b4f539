package skybourse.server.a2a;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Thrown to answer a call with an error of JSON-RPC or A2A. Its data contains a problem body of the REST API, so it contains no secret. */
final class A2aError extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int UNAUTHORIZED = 401;

    /** Kind of an error. Its name is the reason in {@code google.rpc.ErrorInfo}. */
    enum Kind {
        JSON_PARSE(-32700),
        INVALID_REQUEST(-32600),
        METHOD_NOT_FOUND(-32601),
        INVALID_PARAMS(-32602),
        INTERNAL(-32603),
        /** The market refused the command. This kind is not part of A2A. */
        MARKET_REFUSAL(-32000),
        TASK_NOT_FOUND(-32001),
        TASK_NOT_CANCELABLE(-32002),
        PUSH_NOTIFICATION_NOT_SUPPORTED(-32003),
        UNSUPPORTED_OPERATION(-32004),
        CONTENT_TYPE_NOT_SUPPORTED(-32005),
        VERSION_NOT_SUPPORTED(-32009);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    private record Body(String jsonrpc, JsonNode id, Details error) {}

    private record Details(int code, String message, List<JsonNode> data) {}

    private record ErrorInfo(String reason, String domain, Map<String, String> metadata) {}

    private final Kind kind;
    private final transient HttpReply problem;

    private A2aError(Kind kind, HttpReply problem) {
        super(kind.name(), null, false, false);
        this.kind = kind;
        this.problem = problem;
    }

    /** Returns the error of an invalid field. */
    static A2aError of(Kind kind, String field, String rule, String value) {
        return new A2aError(kind, ProblemException.malformed(field, rule, value).reply());
    }

    static A2aError invalid(String field, String rule, String value) {
        return of(Kind.INVALID_PARAMS, field, rule, value);
    }

    /** Returns the error of a refusal by the REST API. {@code notFound} is the kind of status 404, and {@code gone} that of status 410. */
    static A2aError of(HttpReply refusal, Kind notFound, Kind gone) {
        Kind kind = switch (refusal.status()) {
            case 400, 413, 422 -> Kind.INVALID_PARAMS;
            case 404 -> notFound;
            case 410 -> gone;
            default -> refusal.status() < 500 ? Kind.MARKET_REFUSAL : Kind.INTERNAL;
        };
        return new A2aError(kind, refusal);
    }

    /** Returns the error as an object of JSON-RPC. */
    Record body(JsonNode id) {
        ObjectNode shown = (ObjectNode) JsonMapper.shared().readTree(problem.body());
        Map<String, String> texts = new TreeMap<>();
        shown.propertyStream()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asString()));
        boolean isOwn = kind == Kind.MARKET_REFUSAL;
        var info = new ErrorInfo(kind.name(), isOwn ? "skybourse" : "a2a-protocol.org", texts);
        List<JsonNode> data = List.of(
                typed(
                        "type.googleapis.com/google.rpc.ErrorInfo",
                        JsonMapper.shared().valueToTree(info)),
                typed(AgentCard.EXTENSION + "#problem", shown));
        return new Body("2.0", id, new Details(kind.code, shown.path("detail").asString(), data));
    }

    private static JsonNode typed(String type, ObjectNode members) {
        return members.objectNode().put("@type", type).setAll(members);
    }

    /** Returns the error as a response. Its status is 200, except 401 if the secret is missing or wrong. */
    HttpReply reply(JsonNode id) {
        int status = problem.status() == UNAUTHORIZED ? UNAUTHORIZED : 200;
        HttpReply reply = HttpReply.json(status, body(id));
        for (String header : List.of("Retry-After", "WWW-Authenticate")) {
            String value = problem.headers().getOrDefault(header, "");
            reply = value.isEmpty() ? reply : reply.with(header, value);
        }
        return reply;
    }
}

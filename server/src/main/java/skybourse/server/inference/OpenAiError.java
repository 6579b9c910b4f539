package skybourse.server.inference;

import java.util.Map;
import java.util.Optional;
import skybourse.server.service.HttpReply;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Thrown to answer a request with an error body of OpenAI's API. The message contains neither secrets nor parts of a prompt. */
final class OpenAiError extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final String RETRY_SECONDS = "2";

    private final int status;
    private final String param;
    private final String code;

    /**
     * Creates an error.
     *
     * @param status HTTP status
     * @param param field of the request; empty if the error belongs to no field
     * @param code kind of the error, for programs
     * @param message what is wrong, and what to do
     */
    OpenAiError(int status, String param, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.param = param;
        this.code = code;
    }

    static OpenAiError invalid(String param, String rule) {
        return new OpenAiError(400, param, "invalid_value", "'" + param + "' " + rule + ".");
    }

    static OpenAiError unknown(String what) {
        return new OpenAiError(404, "", "not_found", "There is no such " + what + ".");
    }

    static OpenAiError timeout() {
        return new OpenAiError(
                504,
                "",
                "timeout",
                "No seller answered the request in time. Send it again, or raise --timeout of the gateway.");
    }

    static OpenAiError unreachable() {
        return new OpenAiError(
                503, "", "exchange_unreachable", "The exchange does not respond. Send the request again later.");
    }

    private String type() {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "insufficient_quota";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    int status() {
        return status;
    }

    /** Returns the body, {@code {"error":{"message","type","param","code"}}}. */
    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error");
        error.put("message", getMessage()).put("type", type());
        Optional.of(param)
                .filter(name -> !name.isEmpty())
                .ifPresentOrElse(name -> error.put("param", name), () -> error.putNull("param"));
        error.put("code", code);
        return body;
    }

    HttpReply reply() {
        boolean mayRetry = status == 429 || status == 503;
        return ChatRequest.reply(status, body(), mayRetry ? Map.of("Retry-After", RETRY_SECONDS) : Map.of());
    }
}

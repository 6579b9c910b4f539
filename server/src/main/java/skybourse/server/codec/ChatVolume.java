package skybourse.server.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.venue.event.InferenceProduct;
import tools.jackson.databind.JsonNode;

/** Volume of requests and answers in an inference market. A request is a body of {@code POST /v1/chat/completions}, an answer is the response to it. */
public final class ChatVolume {

    private ChatVolume() {}

    /** Returns the field of a request that limits the tokens of its answer; empty if there is none. Its value is not checked. */
    public static Optional<JsonNode> maxTokens(JsonNode request) {
        return limits(request).findFirst();
    }

    private static Stream<JsonNode> limits(JsonNode request) {
        return Stream.of(request.path("max_completion_tokens"), request.path("max_tokens"))
                .filter(node -> !node.isMissingNode() && !node.isNull());
    }

    /** Returns whether each given limit of tokens is a whole number from 1 to {@code most}, and two limits are equal. An endpoint may read either of them. */
    public static boolean hasValidLimit(JsonNode request, int most) {
        List<JsonNode> limits = limits(request).toList();
        return limits.stream()
                .allMatch(limit -> limit.isInt()
                        && limit.intValue() >= 1
                        && limit.intValue() <= most
                        && limit.intValue() == limits.getFirst().intValue());
    }

    /**
     * Returns the reserved volume of a request.
     *
     * @param request the request; a limit of tokens above 2^31 - 1 counts as 2^31 - 1
     * @param lineBytes number of bytes of its line
     */
    public static long reserved(InferenceProduct product, JsonNode request, int lineBytes) {
        double most = maxTokens(request).map(JsonNode::asDouble).orElse((double) product.defaultMaxTokens());
        return product.reservedVolume(lineBytes, (int) Math.clamp(most, 0, Integer.MAX_VALUE));
    }

    /** Returns whether an answer has a message with a text or a tool call, and no error. Other answers are errors and have no used volume. */
    public static boolean isAnswered(JsonNode answer) {
        JsonNode message = message(answer);
        boolean hasError =
                !answer.path("error").isMissingNode() && !answer.path("error").isNull();
        return !hasError
                && (message.path("content").isString()
                        || !message.path("tool_calls").path(0).isMissingNode());
    }

    /**
     * Returns the used volume of an answered request, on which its bill is based.
     *
     * @param reserved its reserved volume
     * @param lineBytes number of bytes of the line of the request
     */
    public static long used(InferenceProduct product, long reserved, int lineBytes, JsonNode answer) {
        return product.usedVolume(reserved, lineBytes, text(answer).getBytes(StandardCharsets.UTF_8).length);
    }

    /** Returns the text of an answer that is paid: the text of its message, and the arguments of its tool calls. */
    public static String text(JsonNode answer) {
        JsonNode message = message(answer);
        var text = new StringBuilder(string(message.path("content")));
        for (JsonNode call : message.path("tool_calls")) {
            text.append(string(call.path("function").path("arguments")));
        }
        return text.toString();
    }

    private static String string(JsonNode text) {
        return text.isString() ? text.stringValue() : "";
    }

    private static JsonNode message(JsonNode answer) {
        return answer.path("choices").path(0).path("message");
    }
}

package skybourse.server.inference;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import skybourse.server.codec.ChatVolume;
import skybourse.server.service.HttpReply;
import skybourse.venue.event.InferenceProduct;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Body of {@code POST /v1/chat/completions}.
 *
 * @param line the body as compact JSON on one line, without {@code stream} and {@code stream_options}
 * @param bytes size of the line in UTF-8
 * @param reserved reserved volume
 * @param isStream whether the answer is sent as server-sent events
 * @param hasUsage whether the events include the usage
 */
record ChatRequest(String line, int bytes, long reserved, boolean isStream, boolean hasUsage) {

    /** Keeps numbers as they were sent. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Set<String> FORMATS = Set.of("text", "json_object", "json_schema");
    private static final String STREAM = "stream";
    private static final String OPTIONS = "stream_options";

    /**
     * Parses a body. Unknown fields are passed on. Throws {@link OpenAiError} if the body is invalid, names another model, or asks for more than the
     * market sells.
     */
    static ChatRequest read(byte[] body, InferenceProduct product) {
        return of(object(body), product);
    }

    static ChatRequest of(ObjectNode sent, InferenceProduct product) {
        requireModel(sent.path("model"), product);
        requireMessages(sent.path("messages"));
        refuse(sent);
        JsonNode stream = sent.path(STREAM);
        if (!isAbsent(stream) && !stream.isBoolean()) {
            throw OpenAiError.invalid(STREAM, "must be true or false");
        }
        boolean hasUsage = sent.path(OPTIONS).path("include_usage").asBoolean(false);
        sent.remove(STREAM);
        sent.remove(OPTIONS);
        String line = JSON.writeValueAsString(sent);
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (!new String(bytes, StandardCharsets.UTF_8).equals(line)) {
            throw new OpenAiError(400, "", "invalid_json", "The body must not contain a lone surrogate.");
        }
        requireLimit(sent, product);
        long reserved = ChatVolume.reserved(product, sent, bytes.length);
        if (reserved > product.lotVolume()) {
            String message = "The request reserves a volume of " + reserved
                    + " for prompt and 'max_tokens', but a lot of this market has " + product.lotVolume()
                    + ". Shorten the prompt or lower 'max_tokens'.";
            throw new OpenAiError(400, "messages", "context_length_exceeded", message);
        }
        return new ChatRequest(line, bytes.length, reserved, stream.asBoolean(false), hasUsage);
    }

    /** Parses a JSON object. */
    static ObjectNode object(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException _) {
            // Its message may contain a part of the prompt.
        }
        throw new OpenAiError(400, "", "invalid_json", "The body must be a JSON object.");
    }

    static HttpReply reply(int status, JsonNode body, Map<String, String> headers) {
        return new HttpReply(status, "application/json", JSON.writeValueAsBytes(body), headers);
    }

    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void requireModel(JsonNode model, InferenceProduct product) {
        if (!model.isString()) {
            throw OpenAiError.invalid("model", "must be a string, see GET /v1/models");
        }
        if (!model.stringValue().equals(product.model())) {
            throw new OpenAiError(
                    404,
                    "model",
                    "model_not_found",
                    "This market does not sell the requested model; see GET /v1/models.");
        }
    }

    private static void requireMessages(JsonNode messages) {
        boolean isList = messages.isArray() && !messages.isEmpty();
        if (!isList
                || !messages.valueStream()
                        .allMatch(message ->
                                message.isObject() && message.path("role").isString())) {
            throw OpenAiError.invalid("messages", "must be a list of at least one message with a role");
        }
    }

    private static void refuse(ObjectNode sent) {
        JsonNode n = sent.path("n");
        if (!isAbsent(n) && !(n.isIntegralNumber() && n.asDouble() == 1)) {
            throw OpenAiError.invalid("n", "must be 1 or left out, because each request is answered once");
        }
        JsonNode format = sent.path("response_format");
        if (!isAbsent(format) && !FORMATS.contains(format.path("type").asString(""))) {
            throw OpenAiError.invalid("response_format", "must have the type text, json_object or json_schema");
        }
        JsonNode modalities = sent.path("modalities");
        boolean isText = modalities.isArray()
                && modalities.valueStream().allMatch(one -> one.asString("").equals("text"));
        if (!isAbsent(modalities) && !isText) {
            throw OpenAiError.invalid("modalities", "must contain only text");
        }
        if (!isAbsent(sent.path("audio"))) {
            throw OpenAiError.invalid("audio", "is not sold in this market");
        }
    }

    private static void requireLimit(ObjectNode sent, InferenceProduct product) {
        if (!ChatVolume.hasValidLimit(sent, product.contextTokens())) {
            throw OpenAiError.invalid(
                    isAbsent(sent.path("max_tokens")) ? "max_completion_tokens" : "max_tokens",
                    "must be a whole number from 1 to " + product.contextTokens()
                            + "; max_tokens and max_completion_tokens must be equal if both are given");
        }
    }
}

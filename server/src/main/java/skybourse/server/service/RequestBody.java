package skybourse.server.service;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request, an object of JSON: each member is asked for by its name, and one that nobody asks for is refused. */
final class RequestBody {

    /** Largest body: 64 KiB in base64 and what is said of them. */
    static final int MOST_BYTES = 96 << 10;

    private static final int DEPTH = 32;
    private static final int TOKENS = 3_000;
    private static final int DIGITS = 100;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxTokenCount(TOKENS)
                            .maxNumberLength(DIGITS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String sent;
    private final String path;
    private final SequencedMap<String, JsonNode> left = new LinkedHashMap<>();

    private RequestBody(String sent, String path, JsonNode object) {
        this.sent = sent;
        this.path = path;
        object.properties().forEach(member -> left.put(member.getKey(), member.getValue()));
    }

    /** Reads a body. */
    static RequestBody read(byte[] bytes) {
        String text = text(bytes);
        return read(text, text);
    }

    /**
     * Reads a body.
     *
     * @param bytes of the object
     * @param sent what was sent, with the object in it
     */
    static RequestBody read(byte[] bytes, String sent) {
        return read(text(bytes), sent);
    }

    private static RequestBody read(String text, String sent) {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree == null || !tree.isObject()) {
                throw Problem.malformed("body", "must be an object of JSON", "");
            }
            return new RequestBody(sent, "", tree);
        } catch (JacksonException e) {
            throw Problem.malformed("body", "must be JSON: " + String.valueOf(e.getOriginalMessage()), "");
        }
    }

    /** Returns it as it was sent. */
    String sent() {
        return sent;
    }

    private static String text(byte[] bytes) {
        return utf8(bytes).orElseThrow(() -> Problem.malformed("body", "must be UTF-8", ""));
    }

    /** Returns the text of some bytes, or none where they are not text. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private @Nullable JsonNode take(String name) {
        JsonNode node = left.remove(name);
        return node == null || node.isNull() ? null : node;
    }

    private JsonNode needed(String name) {
        JsonNode node = take(name);
        if (node == null) {
            throw Problem.malformed(path + name, "must be given", "missing");
        }
        return node;
    }

    /** Makes sure that nothing is left that nobody asked for. */
    void end() {
        if (!left.isEmpty()) {
            throw Problem.malformed(path + left.firstEntry().getKey(), "must be a known member", "unknown");
        }
    }

    /** Returns a whole number, which may come as text: many programs know none beyond 2^53. */
    long whole(String name) {
        return whole(path + name, needed(name));
    }

    private static long whole(String field, JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        try {
            if (node.isString()) {
                return Long.parseLong(node.stringValue());
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw Problem.malformed(field, "must be a whole number of 64 bits", node);
    }

    int small(String name) {
        long value = whole(name);
        if (value != (int) value) {
            throw Problem.invalid(path + name, "must be in [1, " + Integer.MAX_VALUE + "]", value);
        }
        return (int) value;
    }

    double number(String name) {
        return number(path + name, needed(name));
    }

    OptionalDouble numberOrNone(String name) {
        JsonNode node = take(name);
        return node == null ? OptionalDouble.empty() : OptionalDouble.of(number(path + name, node));
    }

    private static double number(String field, JsonNode node) {
        if (!node.isNumber()) {
            throw Problem.malformed(field, "must be a number", node);
        }
        return node.doubleValue();
    }

    boolean truth(String name) {
        JsonNode node = needed(name);
        if (!node.isBoolean()) {
            throw Problem.malformed(path + name, "must be true or false", node);
        }
        return node.booleanValue();
    }

    String text(String name) {
        return textOrNone(name).orElseThrow(() -> Problem.malformed(path + name, "must be given", "missing"));
    }

    /** Returns a text that is there, and leaves it there. */
    Optional<String> textOf(String name) {
        return Optional.ofNullable(left.get(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    Optional<String> textOrNone(String name) {
        JsonNode node = take(name);
        if (node != null && !node.isString()) {
            throw Problem.malformed(path + name, "must be text", node);
        }
        Optional<String> text = Optional.ofNullable(node).map(JsonNode::stringValue);
        if (text.isPresent()
                && text.get()
                        .codePoints()
                        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw Problem.malformed(path + name, "must be whole characters", "half of one");
        }
        return text;
    }

    Optional<RequestBody> partOrNone(String name) {
        JsonNode node = take(name);
        if (node != null && !node.isObject()) {
            throw Problem.malformed(path + name, "must be an object", node);
        }
        return Optional.ofNullable(node).map(object -> new RequestBody("", path + name + ".", object));
    }

    Optional<List<Long>> wholesOrNone(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isArray()) {
            throw Problem.malformed(path + name, "must be a list", node);
        }
        List<Long> list = new ArrayList<>();
        for (JsonNode item : node) {
            list.add(whole(path + name + "[" + list.size() + "]", item));
        }
        return Optional.of(list);
    }
}

package skybourse.server.service;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
    private final ObjectNode left;

    private RequestBody(String sent, String path, JsonNode object) {
        this.sent = sent;
        this.path = path;
        left = (ObjectNode) object;
    }

    /** Reads a body. */
    static RequestBody read(byte[] bytes) {
        return read(bytes, text(bytes));
    }

    /**
     * Reads a body.
     *
     * @param bytes of the object
     * @param sent what was sent, with the object in it
     */
    static RequestBody read(byte[] bytes, String sent) {
        try {
            JsonNode tree = JSON.readTree(text(bytes));
            if (tree == null || !tree.isObject()) {
                throw Problem.malformed("body", "must be a JSON object", "");
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

    private Optional<JsonNode> take(String name) {
        return Optional.ofNullable(left.remove(name)).filter(node -> !node.isNull());
    }

    /** Returns a member of a kind, where it is there. */
    private Optional<JsonNode> take(String name, Predicate<JsonNode> isKind, String rule) {
        Optional<JsonNode> found = take(name);
        if (found.filter(isKind.negate()).isPresent()) {
            throw Problem.malformed(path + name, rule, found.get());
        }
        return found;
    }

    private Problem missing(String name) {
        return Problem.malformed(path + name, "must be given", "missing");
    }

    /** Makes sure that nothing is left that nobody asked for. */
    void end() {
        if (!left.isEmpty()) {
            throw Problem.malformed(path + left.propertyNames().iterator().next(), "must be a known member", "unknown");
        }
    }

    /** Returns a whole number, which may come as text: many programs know none beyond 2^53. */
    long whole(String name) {
        return whole(path + name, take(name).orElseThrow(() -> missing(name)));
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
        throw Problem.malformed(field, "must be a whole number of at most 64 bits", node);
    }

    /** Returns a whole number from 1 on that fits an int, where it is there. */
    Optional<Integer> countOrNone(String name) {
        return take(name).map(node -> whole(path + name, node)).map(value -> {
            if (value < 1 || value > Integer.MAX_VALUE) {
                throw Problem.invalid(path + name, "must be in [1, " + Integer.MAX_VALUE + "] or missing", value);
            }
            return value.intValue();
        });
    }

    double number(String name) {
        return numberOrNone(name).orElseThrow(() -> missing(name));
    }

    OptionalDouble numberOrNone(String name) {
        return take(name, JsonNode::isNumber, "must be a number").stream()
                .mapToDouble(JsonNode::doubleValue)
                .findFirst();
    }

    boolean truth(String name) {
        return take(name, JsonNode::isBoolean, "must be true or false")
                .orElseThrow(() -> missing(name))
                .booleanValue();
    }

    String text(String name) {
        return textOrNone(name).orElseThrow(() -> missing(name));
    }

    /** Returns a text that is there, and leaves it there. */
    Optional<String> textOf(String name) {
        return Optional.ofNullable(left.get(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    Optional<String> textOrNone(String name) {
        Optional<String> text = take(name, JsonNode::isString, "must be text").map(JsonNode::stringValue);
        if (text.stream()
                .flatMapToInt(String::codePoints)
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw Problem.malformed(path + name, "must be complete characters", "a lone surrogate");
        }
        return text;
    }

    RequestBody part(String name) {
        return partOrNone(name).orElseThrow(() -> missing(name));
    }

    Optional<RequestBody> partOrNone(String name) {
        return take(name, JsonNode::isObject, "must be an object")
                .map(object -> new RequestBody("", path + name + ".", object));
    }

    Optional<List<Long>> wholesOrNone(String name) {
        return take(name, JsonNode::isArray, "must be a list").map(array -> {
            List<Long> list = new ArrayList<>();
            for (JsonNode item : array) {
                list.add(whole(path + name + "[" + list.size() + "]", item));
            }
            return list;
        });
    }
}

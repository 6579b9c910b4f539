package skybourse.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import skybourse.server.codec.JsonLong;
import skybourse.server.service.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/** Body of a request. It is a JSON object that is parsed into a record. A member that is not a component of the record is an error. */
final class RequestBody {

    /** Largest size of a body, bytes. It is sufficient for 64 KiB in base64 and the other members. */
    public static final int MOST_BYTES = 96 << 10;

    private static final int DEPTH = 32;
    private static final int TOKENS = 3_000;
    private static final int DIGITS = 100;
    private static final String TEXT = "must be text";

    private static final JsonMapper JSON = limited(DEPTH, TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .addModule(new SimpleModule()
                    .addDeserializer(String.class, new Strict<>(TEXT, RequestBody::string))
                    .addDeserializer(double.class, new Strict<>("must be a number", RequestBody::number))
                    .addDeserializer(Double.class, new Strict<>("must be a number", RequestBody::number))
                    .addDeserializer(boolean.class, new Strict<>("must be true or false", RequestBody::truth))
                    .addDeserializer(
                            JsonLong.class,
                            new Strict<>("must be a whole number of at most 64 bits", RequestBody::whole)))
            .build();

    private final String sent;
    private final ObjectNode tree;
    private String signer = "";

    /** Returns a builder of mappers for requests. They refuse duplicate names, and input after the first value. */
    static JsonMapper.Builder limited(int depth, int tokens) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(depth)
                                .maxTokenCount(tokens)
                                .maxNumberLength(DIGITS)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private RequestBody(String sent, JsonNode object) {
        this.sent = sent;
        tree = (ObjectNode) object;
    }

    /** Deserializer of one type, without conversions from other types. The message of its exception is {@code rule}. */
    private static final class Strict<T> extends ValueDeserializer<T> {

        private final String rule;
        private final Function<JsonNode, Optional<T>> value;

        Strict(String rule, Function<JsonNode, Optional<T>> value) {
            this.rule = rule;
            this.value = value;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            Optional<T> read = value.apply(in.readValueAsTree());
            return read.isPresent() ? read.get() : context.reportInputMismatch(this, rule);
        }

        @Override
        public @Nullable Object getNullValue(DeserializationContext context) {
            return context.getParser().streamReadContext().inArray() ? context.reportInputMismatch(this, rule) : null;
        }
    }

    private static Optional<String> string(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text ->
                        text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private static Optional<Double> number(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isNumber).map(JsonNode::doubleValue);
    }

    private static Optional<Boolean> truth(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /** Returns an integer; empty if the node is not an integer. It may be a JSON string, because many programs represent integers exactly only up to 2^53. */
    private static Optional<JsonLong> whole(JsonNode node) {
        try {
            return node.isString()
                    ? Optional.of(new JsonLong(Long.parseLong(node.stringValue())))
                    : Optional.of(node)
                            .filter(any -> any.isIntegralNumber() && any.canConvertToLong())
                            .map(any -> new JsonLong(any.longValue()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Parses a body. Throws {@link ProblemException} if it is not a JSON object in UTF-8. */
    static RequestBody read(byte[] bytes) {
        return read(bytes, text(bytes));
    }

    /**
     * Parses the body of a command. Throws {@link ProblemException} if it is not a JSON object in UTF-8.
     *
     * @param bytes the object
     * @param sent the complete text that was sent; for a signed command, it is not the object alone
     */
    static RequestBody read(byte[] bytes, String sent) {
        try {
            JsonNode tree = JSON.readTree(text(bytes));
            if (tree == null || !tree.isObject()) {
                throw ProblemException.malformed("body", "must be a JSON object", "");
            }
            return new RequestBody(sent, tree);
        } catch (JacksonException e) {
            throw ProblemException.malformed("body", "must be JSON: " + String.valueOf(e.getOriginalMessage()), "");
        }
    }

    /** Returns the complete text that was sent. */
    String sent() {
        return sent;
    }

    /** Returns the key that signed the body, 64 hexadecimal digits; empty if it is not signed. */
    String signer() {
        return signer;
    }

    /** Sets the key that was found to have signed the body. */
    void setSigner(String key) {
        signer = key;
    }

    private static String text(byte[] bytes) {
        return utf8(bytes).orElseThrow(() -> ProblemException.malformed("body", "must be UTF-8", ""));
    }

    /** Decodes bytes as text; empty if they are not UTF-8. */
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

    /**
     * Returns the body as a record.
     *
     * @throws ProblemException if a member is missing, unknown or of another type
     */
    <R extends Record> R as(Class<R> type) {
        try {
            return JSON.treeToValue(tree, type);
        } catch (MismatchedInputException e) {
            throw problem(e);
        }
    }

    private ProblemException problem(MismatchedInputException e) {
        StringBuilder field = new StringBuilder();
        JsonNode node = tree;
        for (JacksonException.Reference step : e.getPath()) {
            boolean isMember = step.getPropertyName() != null;
            field.append(
                    isMember ? (field.isEmpty() ? "" : ".") + step.getPropertyName() : "[" + step.getIndex() + "]");
            node = isMember ? node.path(step.getPropertyName()) : node.path(step.getIndex());
        }
        if (e instanceof UnrecognizedPropertyException) {
            return ProblemException.malformed(field.toString(), "must be a known member", "unknown");
        }
        String rule = e.getOriginalMessage();
        if (rule.equals(TEXT) && node.isString()) {
            return ProblemException.malformed(field.toString(), "must be complete characters", "a lone surrogate");
        }
        if (rule.startsWith("must be ")) {
            return ProblemException.malformed(field.toString(), rule, node);
        }
        if (node.isMissingNode() || node.isNull()) {
            return missing(field.toString()).get();
        }
        boolean isList = Collection.class.isAssignableFrom(e.getTargetType());
        return ProblemException.malformed(field.toString(), isList ? "must be a list" : "must be an object", node);
    }

    /** Returns the text of a member; empty if the member is missing or of another type. */
    Optional<String> textOf(String name) {
        return Optional.of(tree.path(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    /**
     * Checks that a member has the given value, and removes it. Use this for a member that is not a component of the record. Throws {@link ProblemException}
     * if the member is missing or has another value.
     */
    void require(String name, String value) {
        JsonNode said = Optional.ofNullable(tree.remove(name))
                .filter(node -> !node.isNull())
                .orElseThrow(missing(name));
        if (!said.isString()) {
            throw ProblemException.malformed(name, TEXT, said);
        }
        if (!said.stringValue().equals(value)) {
            throw ProblemException.malformed(name, "must be " + value, said.stringValue());
        }
    }

    /** Returns a supplier of the problem for a required member that is missing. */
    static Supplier<ProblemException> missing(String field) {
        return () -> ProblemException.malformed(field, "must be given", "missing");
    }
}

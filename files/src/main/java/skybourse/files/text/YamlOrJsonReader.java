package skybourse.files.text;

import java.util.Locale;
import java.util.OptionalLong;
import skybourse.base.numeric.NumberSyntax;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Strict reader of YAML and JSON: one document, no repeated keys, finite numbers only, and limits on sizes. */
public final class YamlOrJsonReader {

    /** Largest nesting depth of lists and maps; a scenario has six levels. */
    static final int MOST_LEVELS = 32;

    /** Largest number of characters of a number. */
    static final int MOST_DIGITS = 1_000;

    /** Largest number of characters of a text. */
    static final int MOST_TEXT = 1 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_LEVELS)
                    .maxNameLength(1_000)
                    .maxNumberLength(MOST_DIGITS)
                    .maxStringLength(MOST_TEXT)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final String source;
    private final JsonParser parser;

    private YamlOrJsonReader(String source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /**
     * Reads a document whose top level is a map.
     *
     * @param source name of the file. {@code .json} means JSON, {@code .yaml} and {@code .yml} mean YAML; otherwise a text that begins with
     *     a brace is JSON, and any other is YAML
     * @param bytes content of the file, UTF-8
     * @throws InvalidInputException if the content is not valid; the message names the first error
     */
    public static ObjectNode read(String source, byte[] bytes) {
        String text = Utf8InputDecoder.decode(source, bytes);
        JsonNode root = isJson(source, text)
                ? json(source, text)
                : YamlReader.read(source, text).orElseThrow(() -> empty(source));
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidInputException(
                source,
                "must be a map of fields: " + ErrorText.show(root),
                "begin each line of the top level with a field name.");
    }

    private static boolean isJson(String source, String text) {
        String name = source.toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return true;
        }
        return !name.endsWith(".yaml")
                && !name.endsWith(".yml")
                && text.stripLeading().startsWith("{");
    }

    private static JsonNode json(String source, String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new YamlOrJsonReader(source, parser).document();
        } catch (StreamConstraintsException e) {
            throw tooBig(source, line(e), e.getOriginalMessage());
        } catch (JacksonException e) {
            throw malformed(source, line(e), e.getOriginalMessage(), e);
        }
    }

    private static String line(JacksonException e) {
        var at = e.getLocation();
        return at == null ? "" : "line " + Math.max(1, at.getLineNr());
    }

    private JsonNode document() {
        if (parser.nextToken() == null) {
            throw empty(source);
        }
        JsonNode root = value("");
        if (parser.nextToken() != null) {
            throw new InvalidInputException(
                    source,
                    "line " + line(),
                    "must contain one document: another one begins here",
                    "put each scenario into its own file.");
        }
        return root;
    }

    private JsonNode value(String path) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> number(source, path, parser.getString(), parser.getDoubleValue());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            default -> nodes.stringNode(parser.getString());
        };
    }

    /**
     * Returns the node of a number with a point or an exponent. The node is an integer if the value is a 64-bit integer, as in 1e3, otherwise a
     * double.
     */
    static JsonNode number(String source, String path, String text, double real) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        OptionalLong whole = NumberSyntax.whole(text);
        return whole.isPresent()
                ? nodes.numberNode(whole.getAsLong())
                : nodes.numberNode(finite(source, path, text, real));
    }

    private JsonNode integer() {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue())
                : JsonNodeFactory.instance.numberNode(parser.getLongValue());
    }

    private ObjectNode object(String path) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String field = join(path, name);
            requireNew(source, object, name, field, "line " + line());
            parser.nextToken();
            object.set(name, value(field));
        }
        return object;
    }

    private ArrayNode array(String path) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(path + "[" + array.size() + "]"));
        }
        return array;
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** Returns the path of a field. */
    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /**
     * Checks that a map has no entry with a given name.
     *
     * @throws InvalidInputException if it has such an entry
     */
    static void requireNew(String source, ObjectNode object, String name, String field, String line) {
        if (object.has(name)) {
            throw new InvalidInputException(
                    source, field, "must be given only once: repeated on " + line, "delete one of the two.");
        }
    }

    /**
     * Checks that a number is finite, and returns it. {@code text} is the spelling of the number in the file.
     *
     * @throws InvalidInputException if the number is not finite
     */
    static double finite(String source, String path, String text, double number) {
        if (!Double.isFinite(number)) {
            throw notFinite(source, path, text);
        }
        return number;
    }

    /** Returns the exception for a number that is infinite, NaN or too large. */
    static InvalidInputException notFinite(String source, String path, String text) {
        boolean digits = text.chars().anyMatch(Character::isDigit);
        return new InvalidInputException(
                source,
                path,
                "must be a finite number: " + text,
                digits
                        ? "use a smaller exponent; the largest double is 1.8e308."
                        : "replace it with a number; it often comes from a division by zero.");
    }

    /** Returns the exception for input that exceeds a limit of the parser. */
    static InvalidInputException tooBig(String source, String field, String what) {
        return new InvalidInputException(
                source,
                field,
                "must not exceed the limits of the parser: " + what,
                "give another file; no scenario is nested that deeply or has such long texts.");
    }

    /** Returns the exception for malformed YAML or JSON; {@code problem} is the message of the parser. */
    static InvalidInputException malformed(String source, String line, String problem, Exception cause) {
        // The JSON parser appends its settings in parentheses, which would confuse the user.
        String shown = problem.replaceAll("(?s) \\((?:for|code|see|start marker) .*", "");
        var failure = new InvalidInputException(
                source,
                line,
                "must be well formed: " + shown,
                "check brackets, quotes, colons and indentation on this line and the one above; indent YAML with spaces.");
        failure.initCause(cause);
        return failure;
    }

    private static InvalidInputException empty(String source) {
        return new InvalidInputException(
                source, "must not be empty: no content", "the file is empty or truncated; write it again.");
    }
}

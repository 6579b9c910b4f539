package skybourse.files.text;

import java.util.Locale;
import java.util.OptionalLong;
import skybourse.base.numeric.Numeral;
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

/** YAML or JSON as a tree, with nothing left to surprise: one document, no key twice, finite numbers only, limits on sizes. */
public final class TextTree {

    /** Most levels of lists and maps inside each other; a scenario has six. */
    static final int MOST_LEVELS = 32;

    /** Most characters of a number. */
    static final int MOST_DIGITS = 1_000;

    /** Most characters of a text. */
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

    private TextTree(String source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /**
     * Returns the tree of a text whose top level is a map.
     *
     * @param source the file's name; {@code .json} means JSON, {@code .yaml} and {@code .yml} mean YAML, otherwise a
     *     text that begins with a brace is JSON
     * @param bytes its content
     * @throws InvalidInputException for the first thing that is wrong
     */
    public static ObjectNode read(String source, byte[] bytes) {
        String text = InputText.decode(source, bytes);
        JsonNode root = isJson(source, text)
                ? json(source, text)
                : YamlTree.read(source, text).orElseThrow(() -> empty(source));
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidInputException(
                source,
                "must be a map of fields: " + Advice.show(root),
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
            return new TextTree(source, parser).document();
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

    /** Returns a number with an exponent or a point: 1e3 is a whole number, whatever fits no whole one a real one. */
    static JsonNode number(String source, String path, String text, double real) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        OptionalLong whole = Numeral.whole(text);
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

    /** Complains about a name that stands twice in a map. */
    static void requireNew(String source, ObjectNode object, String name, String field, String line) {
        if (object.has(name)) {
            throw new InvalidInputException(
                    source, field, "must be given only once: repeated on " + line, "delete one of the two.");
        }
    }

    /** Accepts a finite number; {@code text} is how it was written. */
    static double finite(String source, String path, String text, double number) {
        if (!Double.isFinite(number)) {
            throw notFinite(source, path, text);
        }
        return number;
    }

    /** Returns the complaint about a number that is infinite, undefined or too large. */
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

    /** Returns the complaint about something deeper, longer or wider than any file of ours. */
    static InvalidInputException tooBig(String source, String field, String what) {
        return new InvalidInputException(
                source,
                field,
                "must not exceed the limits of the parser: " + what,
                "give another file; no scenario is nested that deeply or has such long texts.");
    }

    /** Returns the complaint about text that is no YAML or no JSON; {@code problem} is what the parser says. */
    static InvalidInputException malformed(String source, String line, String problem, Exception cause) {
        // The JSON parser adds its settings in brackets.
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

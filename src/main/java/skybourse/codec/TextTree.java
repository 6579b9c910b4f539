package skybourse.codec;

import java.util.Locale;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML or JSON as a tree, with nothing left to surprise: one document, no key twice, no alias, finite numbers only.
 *
 * <p>Aliases are refused rather than followed: a scenario needs none, and a few nested ones can stand for billions of
 * nodes.
 */
final class TextTree {

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxNameLength(1_000)
            .maxNumberLength(1_000)
            .maxStringLength(1 << 20)
            .build();

    private static final TokenStreamFactory JSON = JsonFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
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
     */
    static ObjectNode read(String source, byte[] bytes) {
        String text = InputText.decode(source, bytes);
        TokenStreamFactory factory = isJson(source, text) ? JSON : yaml(text);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return new TextTree(source, parser).document();
        } catch (JacksonException e) {
            throw syntax(source, e);
        }
    }

    /** The buffer holds all of the text: snakeyaml-engine 3.0.1 fails on a character outside the BMP that two buffers share. */
    private static TokenStreamFactory yaml(String text) {
        return YAMLFactory.builder()
                .streamReadConstraints(CONSTRAINTS)
                .loadSettings(LoadSettings.builder()
                        .setBufferSize(text.length() + 2)
                        .setCodePointLimit(InputText.MOST_BYTES)
                        .setAllowDuplicateKeys(true)
                        .setSchema(new CoreSchema())
                        .build())
                .build();
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

    private static InvalidInputException syntax(String source, JacksonException e) {
        String message = e.getOriginalMessage();
        boolean tooBig = e instanceof tools.jackson.core.exc.StreamConstraintsException;
        // The YAML parser shows the place in lines of its own; the JSON parser adds its settings in brackets.
        String shown = message.lines()
                .filter(line -> !line.startsWith(" "))
                .reduce((a, b) -> a + ", " + b)
                .orElse("unreadable")
                .replaceAll(" \\((?:for|code|see|start marker) .*", "");
        var at = e.getLocation();
        var failure = new InvalidInputException(
                source,
                at == null ? "" : "line " + Math.max(1, at.getLineNr()),
                (tooBig ? "must stay within the reader's limits: " : "must be well formed: ") + shown,
                tooBig
                        ? "it is not the file that was meant; a scenario is never that deep and no text in it that long"
                        : "a bracket, quote, colon or indent is missing here or just above; indent YAML with blanks");
        failure.initCause(e);
        return failure;
    }

    private ObjectNode document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw bad("", "must not be empty: no content", "the file was not written to the end");
        }
        JsonNode root = value("");
        if (!(root instanceof ObjectNode object)) {
            throw bad("", "must be a map of fields: " + Advice.show(root), "the top level lacks its field names");
        }
        if (parser.nextToken() != null) {
            throw bad(
                    "line " + line(),
                    "must hold one document: another one begins here",
                    "each scenario belongs in a file of its own");
        }
        return object;
    }

    private JsonNode value(String path) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw bad(path, "must not use a YAML alias: *" + parser.getString(), "writing the value out helps");
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(finite(path));
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            default -> nodes.stringNode(parser.getString());
        };
    }

    private JsonNode integer() {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue())
                : JsonNodeFactory.instance.numberNode(parser.getLongValue());
    }

    private double finite(String path) {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            boolean digits = parser.getString().chars().anyMatch(Character::isDigit);
            throw bad(
                    path,
                    "must be a finite number: " + parser.getString(),
                    digits
                            ? "the exponent is too large for a double, which ends at 1.8e308"
                            : "a division by zero made it");
        }
        return number;
    }

    private ObjectNode object(String path) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String field = path.isEmpty() ? name : path + "." + name;
            if (object.has(name)) {
                throw bad(
                        field, "must be given once: again on line " + line(), "one of the two is left over; delete it");
            }
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

    private InvalidInputException bad(String field, String complaint, String advice) {
        return new InvalidInputException(source, field, complaint, advice);
    }
}

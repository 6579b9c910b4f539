package skybourse.files.scenario;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validator of JSON trees against a published JSON Schema. If there are several errors, it reports the most useful one. */
final class SchemaValidator {

    /**
     * Keywords whose errors are reported first. A misspelled field often causes two errors, an unknown field and a missing field. The unknown field
     * is the more useful error.
     */
    private static final List<String> FIRST = List.of("additionalProperties", "required", "exclusiveMinimum");

    private final String place;
    private final JsonNode definition;
    private final Schema schema;

    private SchemaValidator(String place, JsonNode definition) {
        this.place = place;
        this.definition = definition;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(definition);
    }

    /** Returns a validator for the schema {@code docs/name}, which is also a resource of this package. */
    static SchemaValidator published(String name) {
        return new SchemaValidator("docs/" + name, definition(name));
    }

    /** Returns a validator for files whose only field is a definition of the schema {@code docs/name}. The field has the name of the definition. */
    static SchemaValidator ofField(String name, String field) {
        ObjectNode definition = (ObjectNode) definition(name);
        definition.putObject("properties").putObject(field).put("$ref", "#/$defs/" + field);
        definition.putArray("required").add(field);
        return new SchemaValidator("docs/" + name, definition);
    }

    private static JsonNode definition(String name) {
        try (InputStream in = SchemaValidator.class.getResourceAsStream(name)) {
            return ScenarioMapper.MAPPER.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Checks a tree.
     *
     * @throws InvalidInputException if it does not satisfy the schema
     */
    void check(String source, JsonNode tree) {
        schema.validate(tree).stream()
                .min(Comparator.comparingInt(SchemaValidator::rank))
                .ifPresent(error -> {
                    throw invalid(source, error);
                });
    }

    private static int rank(Error error) {
        int rank = FIRST.indexOf(error.getKeyword());
        return rank < 0 ? FIRST.size() : rank;
    }

    private InvalidInputException invalid(String source, Error error) {
        String path = path(error.getInstanceLocation());
        JsonNode value = error.getInstanceNode();
        String property = Objects.requireNonNullElse(error.getProperty(), "");
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknown(source, path, property, value.path(property), names(error));
            case "required" -> missing(source, path, property, value);
            default -> {
                String field = path.isEmpty() ? "top level" : path;
                String complaint = rule(error, value) + ": " + ErrorText.show(value);
                yield new InvalidInputException(source, field, complaint, advice(error, value));
            }
        };
    }

    private InvalidInputException unknown(String source, String path, String name, JsonNode value, List<String> known) {
        return new InvalidInputException(
                source,
                join(path, name),
                "must be a known field: " + ErrorText.show(value),
                ErrorText.suggestion(name, known, "known fields") + " See " + place + ".");
    }

    private InvalidInputException missing(String source, String path, String name, JsonNode value) {
        boolean list = name.endsWith("Agents");
        return new InvalidInputException(
                source,
                join(path, name),
                "must be given: not among " + (value.isEmpty() ? "{}" : String.join(", ", value.propertyNames())),
                list
                        ? "write `" + name + ": []` for a market without them." + " See " + place + "."
                        : "add the field, or correct its indentation." + " See " + place + ".");
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Returns the fields that the schema allows in the object that contains an unknown field. */
    private List<String> names(Error error) {
        NodePath at = error.getSchemaLocation().getFragment();
        JsonNode node = definition;
        for (int i = 0; i < at.getNameCount() - 1; i++) {
            Object element = at.getElement(i);
            node = element instanceof Integer index ? node.path(index) : node.path(element.toString());
        }
        return List.copyOf(node.path("properties").propertyNames());
    }

    private static String path(NodePath location) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            if (element instanceof Integer) {
                path.append('[').append(element).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(element);
            }
        }
        return path.toString();
    }

    private static String rule(Error error, JsonNode value) {
        JsonNode limit = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "exclusiveMinimum" -> limit.asDouble() == 0 ? "must be positive" : "must be above " + limit;
            case "minimum" -> limit.asDouble() == 0 ? "must not be negative" : "must be at least " + limit;
            case "maximum" -> "must be at most " + limit;
            case "exclusiveMaximum" -> "must be below " + limit;
            case "enum", "const" -> "must be one of the allowed words";
            case "pattern", "minLength", "maxLength" -> textRule(value.asString());
            case "not" -> "must not be a reserved name";
            case "minItems" -> "must have at least " + (limit.asInt() == 1 ? "one" : limit);
            case "minProperties", "maxProperties", "oneOf", "anyOf" -> "must have exactly one of the variants";
            case "type" -> "must be " + article(limit.asString());
            default -> error.getMessage().toLowerCase(Locale.ROOT);
        };
    }

    /** Returns the rule for labels that a text violates; else the rule for files that a scenario names, whose paths are not absolute. */
    private static String textRule(String text) {
        String rule = LabelSyntax.violatedRule(text);
        return rule.isEmpty() ? "must be a path relative to the scenario file, without backslashes" : rule;
    }

    private static String article(String type) {
        return switch (type) {
            case "object" -> "a map of fields";
            case "array" -> "a list";
            case "string" -> "text";
            case "boolean" -> "true or false";
            case "integer" -> "a whole number of at most 64 bits";
            default -> "a " + type;
        };
    }

    private String advice(Error error, JsonNode value) {
        JsonNode limit = error.getSchemaNode();
        String advice = switch (error.getKeyword()) {
            case "enum" ->
                ErrorText.suggestion(
                        value.asString(""),
                        limit.valueStream().map(JsonNode::asString).toList(),
                        "allowed words");
            case "type" -> typeAdvice(limit.asString(), value);
            case "exclusiveMinimum", "minimum", "maximum" ->
                "check the sign, the exponent and the unit; the name of a field ends with its unit.";
            case "minItems" -> "check the name and the indentation of the list.";
            case "pattern", "minLength", "maxLength" -> "correct the text of this field.";
            case "not" -> "choose another id; in the ledger this one is the market itself.";
            default -> "write exactly one of the variants.";
        };
        return advice + " See " + place + ".";
    }

    private static String typeAdvice(String type, JsonNode value) {
        if (value.isNull()) {
            return "write the value.";
        }
        boolean number = type.equals("number") || type.equals("integer");
        if (number && value.isString()) {
            return "write a plain number, such as 0.5 or 1e9, without quotes, unit or thousands separators.";
        }
        return type.equals("string") && value.isNumber()
                ? "add quotes: \"" + value + "\"."
                : "check the value and the indentation.";
    }
}

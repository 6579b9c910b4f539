package skybourse.paper.study;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import skybourse.files.scenario.ScenarioMapper;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import skybourse.paper.experiment.SqlExperiment;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Parser of experiments in YAML or JSON; {@code docs/guides/reproduce-the-paper.md} explains the fields. */
public final class ExperimentText {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .changeDefaultNullHandling(_ -> JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.AS_EMPTY))
            .build();

    /**
     * Fields that a chart inherits from the previous chart. The first chart inherits them from the top level of the file. Findings inherit {@link
     * #OF_FINDINGS} in the same way.
     */
    private static final List<String> OF_CHARTS = List.of("note", "right", "up");

    private static final List<String> OF_FINDINGS = List.of("of", "rows", "facts", "measured", "because");

    private ExperimentText() {}

    /**
     * Returns the experiment that a text describes.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file
     * @param beside returns the content of the file that this file names as its base
     * @throws InvalidInputException if a field is unknown, missing or not valid
     */
    public static SqlExperiment read(String source, byte[] bytes, Function<String, byte[]> beside) {
        ObjectNode tree = YamlOrJsonReader.read(source, bytes);
        if (tree.has("base")) {
            String file = tree.remove("base").asString();
            inherit(YamlOrJsonReader.read(file, beside.apply(file)), tree);
        }
        if (tree.has("let") || tree.path("findings").path(0).has("columns")) {
            throw new InvalidInputException(
                    source,
                    "findings",
                    "must be SQL queries: formulas are no longer read",
                    "see docs/guides/reproduce-the-paper.md#queries.");
        }
        inherit(tree, tree.path("charts"), OF_CHARTS);
        inherit(tree, tree.path("findings"), OF_FINDINGS);
        try {
            return MAPPER.treeToValue(tree, SqlExperiment.class);
        } catch (UnrecognizedPropertyException e) {
            List<String> known =
                    e.getKnownPropertyIds().stream().map(Object::toString).toList();
            throw new InvalidInputException(
                    source,
                    ScenarioMapper.path("", e),
                    "must be a known field",
                    ErrorText.suggestion(e.getPropertyName(), known, "known fields"));
        } catch (JacksonException e) {
            String advice = "see docs/guides/reproduce-the-paper.md for every field.";
            throw e.getCause() instanceof IllegalArgumentException cause
                    ? InvalidInputException.of(source, ScenarioMapper.path("", e), cause, advice)
                    : new InvalidInputException(source, ScenarioMapper.path("", e), e.getOriginalMessage(), advice);
        }
    }

    private static void inherit(ObjectNode file, JsonNode list, List<String> fields) {
        ObjectNode before = taken(file, fields);
        for (JsonNode each : list) {
            ObjectNode one = (ObjectNode) each;
            fields.stream()
                    .filter(field -> !one.has(field) && before.has(field))
                    .forEach(field -> one.set(field, before.get(field)));
            fields.stream().filter(one::has).forEach(field -> before.set(field, one.get(field)));
        }
    }

    /** Removes fields from a tree and returns them. */
    private static ObjectNode taken(ObjectNode tree, List<String> fields) {
        ObjectNode taken = tree.objectNode();
        fields.stream().filter(tree::has).forEach(field -> taken.set(field, tree.remove(field)));
        return taken;
    }

    /** Adds the fields of a base that a tree lacks. If both have an object with the same name, the objects are merged. */
    private static void inherit(ObjectNode base, ObjectNode tree) {
        for (Map.Entry<String, JsonNode> field : base.properties()) {
            if (field.getValue() instanceof ObjectNode inner && tree.get(field.getKey()) instanceof ObjectNode own) {
                inherit(inner, own);
            } else if (!tree.has(field.getKey())) {
                tree.set(field.getKey(), field.getValue());
            }
        }
    }
}

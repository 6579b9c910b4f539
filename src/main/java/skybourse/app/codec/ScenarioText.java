package skybourse.app.codec;

import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Rules;
import skybourse.base.scenario.Scenario;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scenarios as YAML or JSON: the names of the fields are the names of the records' components, checked against {@code
 * docs/scenario.schema.json}.
 */
public final class ScenarioText {

    private static final DocumentSchema SCHEMA = DocumentSchema.published("scenario.schema.json");

    private ScenarioText() {}

    /**
     * Returns the scenario that a file describes.
     *
     * @param source the file's name, for messages; {@code .json} means JSON, {@code .yaml} and {@code .yml} mean YAML,
     *     otherwise the content decides
     * @param bytes its content: UTF-8, at most 64 MiB, one YAML or JSON document without aliases
     * @throws InvalidInputException telling the first rule that is broken
     */
    public static Scenario read(String source, byte[] bytes) {
        ObjectNode tree = TextTree.read(source, bytes);
        SCHEMA.check(source, tree);
        ScenarioReferences.check(source, tree);
        try {
            return ScenarioMapper.MAPPER.treeToValue(withDefaults(tree), Scenario.class);
        } catch (JacksonException e) {
            throw unbound(source, e);
        }
    }

    /**
     * Returns {@code scenario} as YAML that {@link #read} turns into an equal scenario; numbers in the shortest form that
     * is exact.
     */
    public static String writeYaml(Scenario scenario) {
        return YamlWriter.write(ScenarioMapper.MAPPER.valueToTree(scenario));
    }

    private static ObjectNode withDefaults(ObjectNode tree) {
        ObjectNode full = ScenarioMapper.MAPPER.createObjectNode();
        full.put("description", "").put("seed", 1).setAll(tree);
        full.set("rules", filled(Rules.standard(), tree.path("rules")));
        if (tree.path("network").get("channel") instanceof ObjectNode channel) {
            full.putObject("network").set("channel", filled(ChannelNetwork.standard(), channel));
        }
        return full;
    }

    /** Returns the fields of {@code standard}, replaced by those that are given. */
    private static ObjectNode filled(Object standard, JsonNode given) {
        ObjectNode fields = ScenarioMapper.MAPPER.valueToTree(standard);
        return given instanceof ObjectNode object ? fields.setAll(object) : fields;
    }

    /** A rule that only the records know, such as a relation between two fields. */
    private static InvalidInputException unbound(String source, JacksonException e) {
        String path = path(e);
        String advice = "docs/scenarios.md helps, which explains every field and its range";
        if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
            return InvalidInputException.of(source, path, cause, advice);
        }
        String field = path.isEmpty() ? "" : path + ":";
        var failure = new InvalidInputException(source, field, e.getOriginalMessage(), advice);
        failure.initCause(e);
        return failure;
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}

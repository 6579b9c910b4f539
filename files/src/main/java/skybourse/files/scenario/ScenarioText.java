package skybourse.files.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.base.agent.Rules;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Crowd;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.TextTree;
import skybourse.round.dynamics.Dynamics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scenarios as YAML or JSON: the names of the fields are the names of the records' components, checked against {@code
 * docs/scenario.schema.json}.
 */
public final class ScenarioText {

    private static final DocumentSchema SCHEMA = DocumentSchema.published("scenario.schema.json");

    /** Holds a list of agents, or a crowd. */
    static final String CROWD_FIELD = "wirelessAgents";

    /** Tells who may join a running exchange. */
    static final String NEWCOMERS = "newcomers";

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
        return scenario(source, checked(source, bytes));
    }

    /**
     * Returns the scenario that a file describes with what of it changes with time.
     *
     * @param source the file's name, for messages
     * @param bytes its content, as for {@link #read}
     * @param beside reads a table by its path beside the file
     * @throws InvalidInputException telling the first rule that is broken, in the file or a table
     */
    public static MarketOverTime readOverTime(String source, byte[] bytes, Function<String, byte[]> beside) {
        ObjectNode tree = checked(source, bytes);
        Scenario scenario = scenario(source, tree);
        boolean isGiven = tree.path(OverTimeText.FIELD) instanceof ObjectNode;
        ObjectNode given = isGiven ? (ObjectNode) tree.path(OverTimeText.FIELD) : tree.objectNode();
        var text = new OverTimeText(source, given, scenario, beside);
        Dynamics dynamics = text.dynamics();
        OverTimeRules.check(source, given, scenario, dynamics);
        return new MarketOverTime(scenario, dynamics, isGiven, text.block(), text.tables());
    }

    /** Returns the block of a file, as for {@link #read}, that tells who may join a running exchange; empty for none. */
    public static ObjectNode newcomers(String source, byte[] bytes) {
        ObjectNode tree = checked(source, bytes);
        return tree.path(NEWCOMERS) instanceof ObjectNode given ? given : tree.objectNode();
    }

    private static ObjectNode checked(String source, byte[] bytes) {
        ObjectNode tree = TextTree.read(source, bytes);
        SCHEMA.check(source, tree);
        ScenarioReferences.check(source, tree);
        return tree;
    }

    private static Scenario scenario(String source, ObjectNode tree) {
        if (!(tree.path(CROWD_FIELD).path("crowd") instanceof ObjectNode given)) {
            return ScenarioMapper.bound(source, "", withDefaults(tree), Scenario.class);
        }
        JsonNode area = given.path("area");
        List<WirelessAgent> crowd = new Crowd(
                        given.path("count").asInt(),
                        given.path("seed").asLong(),
                        area.path("eastMetres").asDouble(),
                        area.path("northMetres").asDouble())
                .agents();
        ObjectNode one = tree.deepCopy();
        one.putArray(CROWD_FIELD).add(ScenarioMapper.MAPPER.<JsonNode>valueToTree(crowd.getFirst()));
        Scenario alone = ScenarioMapper.bound(source, "", withDefaults(one), Scenario.class);
        try {
            return alone.withWirelessAgents(crowd);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(
                    source, "", e, "rename the leader or aerial agent; WA1, WA2, ... are the ids of the crowd.");
        }
    }

    /**
     * Returns {@code scenario} as YAML that {@link #read} turns into an equal scenario; numbers in the shortest form that
     * is exact.
     */
    public static String writeYaml(Scenario scenario) {
        return YamlWriter.write(listed(scenario));
    }

    /** Returns a scenario and its block {@code overTime} as YAML. */
    static String written(Scenario scenario, ObjectNode overTime) {
        ObjectNode full = listed(scenario);
        full.set(OverTimeText.FIELD, overTime);
        return YamlWriter.write(full);
    }

    /** Returns the tree of a scenario in which listed wireless agents are objects, of which one at a time becomes a tree. */
    private static ObjectNode listed(Scenario scenario) {
        List<WirelessAgent> agents = scenario.wirelessAgents();
        if (Crowd.of(agents).isPresent()) {
            return tree(scenario);
        }
        ObjectNode tree = tree(scenario.withWirelessAgents(List.of(agents.getFirst())));
        agents.forEach(tree.putArray(CROWD_FIELD)::addPOJO);
        return tree;
    }

    /** Returns {@code scenario} as a tree of JSON that {@link #read} turns into an equal scenario; a crowd stays one. */
    public static ObjectNode tree(Scenario scenario) {
        List<WirelessAgent> agents = scenario.wirelessAgents();
        Optional<Crowd> crowd = Crowd.of(agents);
        if (crowd.isEmpty()) {
            return ScenarioMapper.MAPPER.valueToTree(scenario);
        }
        ObjectNode tree = ScenarioMapper.MAPPER.valueToTree(scenario.withWirelessAgents(List.of(agents.getFirst())));
        ObjectNode given = tree.putObject(CROWD_FIELD).putObject("crowd");
        given.put("count", crowd.get().count()).put("seed", crowd.get().seed());
        given.putObject("area")
                .put("eastMetres", crowd.get().eastMetres())
                .put("northMetres", crowd.get().northMetres());
        return tree;
    }

    private static ObjectNode withDefaults(ObjectNode tree) {
        ObjectNode full = ScenarioMapper.MAPPER.createObjectNode();
        full.put("description", "").put("seed", 1).setAll(tree);
        full.remove(List.of(OverTimeText.FIELD, NEWCOMERS));
        ObjectNode rules = ScenarioMapper.MAPPER
                .createObjectNode()
                .putNull("expectedResalePrice")
                .putNull("strategy")
                .putNull("deadlineValue");
        full.set("rules", rules.setAll(ScenarioMapper.filled(Rules.standard(), tree.path("rules"))));
        if (tree.path("network").get("channel") instanceof ObjectNode channel) {
            full.putObject("network").set("channel", ScenarioMapper.filled(ChannelNetwork.standard(), channel));
        }
        return full;
    }
}

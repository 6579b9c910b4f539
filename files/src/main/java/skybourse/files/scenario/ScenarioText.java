package skybourse.files.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.Rules;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Crowd;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import skybourse.round.dynamics.Dynamics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Scenarios as YAML or JSON. The names of fields are the names of the records' components. Files are checked against {@code
 * docs/scenario.schema.json}.
 */
public final class ScenarioText {

    private static final SchemaValidator SCHEMA = SchemaValidator.published("scenario.schema.json");

    /** Field of the wireless agents. Its value is a list or a crowd. */
    static final String CROWD_FIELD = "wirelessAgents";

    /** Block with the settings for agents that join a running exchange. */
    static final String NEWCOMERS = "newcomers";

    private ScenarioText() {}

    /**
     * Reads a scenario.
     *
     * @param source name of the file, for messages. {@code .json} means JSON, {@code .yaml} and {@code .yml} mean YAML; otherwise the
     *     content decides
     * @param bytes content of the file: UTF-8, at most 64 MiB, one YAML or JSON document without aliases; it must not name other files
     * @throws InvalidInputException if the content is not valid; the message names the first error
     */
    public static Scenario read(String source, byte[] bytes) {
        return read(source, bytes, EnergyTableFile.refused(source));
    }

    /**
     * Reads a scenario that may name files with energy tables. The scenario contains the rows of these files.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file, as for {@link #read(String, byte[])}
     * @param beside returns the content of a file, given its path relative to the scenario file
     * @throws InvalidInputException if the file or a table is not valid; the message names the first error
     */
    public static Scenario read(String source, byte[] bytes, Function<String, byte[]> beside) {
        ObjectNode tree = checked(source, bytes);
        EnergyTableFile.replaceByRows(source, tree, beside);
        return scenario(source, tree);
    }

    /**
     * Reads a scenario with its dynamics over time.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file, as for {@link #read(String, byte[])}
     * @param beside returns the content of a table, given its path relative to the file
     * @throws InvalidInputException if the file or a table is not valid; the message names the first error
     */
    public static DynamicScenario readOverTime(String source, byte[] bytes, Function<String, byte[]> beside) {
        ObjectNode tree = checked(source, bytes);
        EnergyTableFile.replaceByRows(source, tree, beside);
        Scenario scenario = scenario(source, tree);
        boolean isGiven = tree.path(OverTimeText.FIELD) instanceof ObjectNode;
        ObjectNode given = isGiven ? (ObjectNode) tree.path(OverTimeText.FIELD) : tree.objectNode();
        var text = new OverTimeText(source, given, scenario, beside);
        Dynamics dynamics = text.dynamics();
        DynamicsChecks.check(source, given, scenario, dynamics);
        return new DynamicScenario(scenario, dynamics, isGiven, text.block(), text.tables());
    }

    /**
     * Returns the block with the settings for agents that join a running exchange; empty if the file has none. Parameters as for {@link
     * #read(String, byte[])}.
     *
     * @throws InvalidInputException if the content is not valid; the message names the first error
     */
    public static ObjectNode newcomers(String source, byte[] bytes) {
        ObjectNode tree = checked(source, bytes);
        return tree.path(NEWCOMERS) instanceof ObjectNode given ? given : tree.objectNode();
    }

    private static ObjectNode checked(String source, byte[] bytes) {
        ObjectNode tree = YamlOrJsonReader.read(source, bytes);
        if (tree.has(InferenceMarketText.PRODUCT)) {
            throw new InvalidInputException(
                    source,
                    InferenceMarketText.PRODUCT,
                    "must not be given: the file is an inference market, which has neither leaders nor links",
                    "start it with `./skybourse serve`.");
        }
        SCHEMA.check(source, tree);
        ScenarioChecks.check(source, tree);
        return tree;
    }

    private static Scenario scenario(String source, ObjectNode tree) {
        if (!(tree.path(CROWD_FIELD).path("crowd") instanceof ObjectNode given)) {
            return ScenarioMapper.bind(source, "", withDefaults(tree), Scenario.class);
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
        Scenario alone = ScenarioMapper.bind(source, "", withDefaults(one), Scenario.class);
        try {
            return alone.withWirelessAgents(crowd);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(
                    source, "", e, "rename the leader or aerial agent; WA1, WA2, ... are the ids of the crowd.");
        }
    }

    /** Returns a scenario as YAML. {@link #read(String, byte[])} reads an equal scenario from it. Numbers have the shortest exact form. */
    public static String writeYaml(Scenario scenario) {
        return YamlWriter.write(listed(scenario));
    }

    /** Returns a scenario and its block {@code overTime} as YAML. */
    static String write(Scenario scenario, ObjectNode overTime) {
        ObjectNode full = listed(scenario);
        full.set(OverTimeText.FIELD, overTime);
        return YamlWriter.write(full);
    }

    /** Returns the tree of a scenario. Listed wireless agents are Java objects in the tree, so that they can be converted one at a time. */
    private static ObjectNode listed(Scenario scenario) {
        List<WirelessAgent> agents = scenario.wirelessAgents();
        if (Crowd.of(agents).isPresent()) {
            return tree(scenario);
        }
        ObjectNode tree = tree(scenario.withWirelessAgents(List.of(agents.getFirst())));
        agents.forEach(tree.putArray(CROWD_FIELD)::addPOJO);
        return tree;
    }

    /** Returns a scenario as a JSON tree. {@link #read(String, byte[])} reads an equal scenario from it. A crowd is not expanded to a list of agents. */
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

    /** Returns a tree with all components of the records, those of {@code tree} and standard values. Does not change {@code tree}. */
    static ObjectNode withDefaults(ObjectNode tree) {
        ObjectNode full = ScenarioMapper.MAPPER.createObjectNode();
        full.put("description", "").put("seed", 1).setAll(tree);
        full.remove(List.of(OverTimeText.FIELD, NEWCOMERS));
        ObjectNode rules = ScenarioMapper.MAPPER
                .createObjectNode()
                .putNull("expectedResalePrice")
                .putNull("strategy")
                .putNull("deadlineValue")
                .putNull("weights");
        full.set("rules", rules.setAll(ScenarioMapper.filled(Rules.standard(), tree.path("rules"))));
        if (tree.path("network").get("channel") instanceof ObjectNode channel) {
            full.putObject("network").set("channel", ScenarioMapper.filled(ChannelNetwork.standard(), channel));
        }
        for (String list : List.of(CROWD_FIELD, "mobileAgents", "fixedAgents", "aerialAgents")) {
            if (tree.get(list) instanceof ArrayNode agents) {
                ArrayNode filled = full.putArray(list);
                agents.forEach(agent -> filled.add(withEnergy((ObjectNode) agent)));
            }
        }
        return full;
    }

    /** Returns a copy of an agent with an energy model or null. A record is bound from all its components, also from those without a value. */
    private static ObjectNode withEnergy(ObjectNode agent) {
        ObjectNode computer = copy(agent.path("computer"));
        computer.putIfAbsent("energy", NullNode.getInstance());
        fill(computer, "battery", "scarcity", DoubleNode.valueOf(EnergyModel.Battery.STANDARD_SCARCITY));
        fill(computer, "dvfs", "resale", StringNode.valueOf("economic"));
        fill(computer, "table", "resale", StringNode.valueOf("economic"));
        return copy(agent).set("computer", computer);
    }

    /** Replaces an energy model by a copy with a default value, if it is the given model. */
    private static void fill(ObjectNode computer, String model, String field, JsonNode value) {
        if (computer.path("energy").get(model) instanceof ObjectNode given) {
            ObjectNode filled = copy(given);
            filled.putIfAbsent(field, value);
            computer.putObject("energy").set(model, filled);
        }
    }

    private static ObjectNode copy(JsonNode node) {
        return ScenarioMapper.MAPPER.createObjectNode().setAll((ObjectNode) node);
    }
}

package skybourse.files.scenario;

import java.util.List;
import java.util.function.Supplier;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.YamlOrJsonReader;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Reader of the block {@code adversary}, which is part of a scenario's {@code overTime}, or a file of its own for bots. */
public final class AdversaryText {

    /** Name of the block. */
    static final String FIELD = "adversary";

    private static final SchemaValidator SCHEMA = SchemaValidator.ofField("scenario.schema.json", FIELD);

    private AdversaryText() {}

    /**
     * Reads a file with the behaviours of the agents of a running exchange. Its only field is {@code adversary}.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file, as for {@link ScenarioText#read}
     * @param scenario the scenario of the exchange
     * @param streams source of the agents' draws
     * @throws InvalidInputException if the content is not valid, or does not fit the scenario; the message names the first error
     */
    public static AgentBehaviours read(String source, byte[] bytes, Scenario scenario, RandomStreams streams) {
        ObjectNode tree = YamlOrJsonReader.read(source, bytes);
        SCHEMA.check(source, tree);
        Adversary adversary = bind(source, FIELD, ScenarioMapper.filled(Adversary.none(), tree.path(FIELD)));
        return chosen(source, FIELD, () -> AgentBehaviours.ofExchange(adversary, scenario, streams));
    }

    /** Converts a block with all fields that satisfies the schema. */
    static Adversary bind(String source, String place, ObjectNode fields) {
        ObjectNode complete = fields.deepCopy();
        for (JsonNode group : complete.path("groups")) {
            // A record is bound from all its components, also from those without a value.
            List.of("share", "ids").forEach(name -> ((ObjectNode) group).putIfAbsent(name, NullNode.getInstance()));
        }
        return ScenarioMapper.bind(source, place, complete, Adversary.class);
    }

    /**
     * Returns the agents that behave as a block says.
     *
     * @throws InvalidInputException if there are no such agents
     */
    static AgentBehaviours chosen(String source, String place, Supplier<AgentBehaviours> agents) {
        try {
            return agents.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    source,
                    place + "." + InvalidInputException.reason(e),
                    "see docs/reference/scenario-files.md for the agents of each behaviour.");
        }
    }
}

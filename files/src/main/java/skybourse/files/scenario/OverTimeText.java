package skybourse.files.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.Reputation;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.ChannelDynamics;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Dynamics.QueueOrder;
import skybourse.round.dynamics.Dynamics.TaskSizes;
import skybourse.round.dynamics.DynamicsBuilder;
import skybourse.round.dynamics.HandoverSettings;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.motion.Motion;
import skybourse.round.motion.Stationary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reader of the block {@code overTime} of a scenario file. The block has been checked against the schema. */
final class OverTimeText {

    /** Name of the block. */
    static final String FIELD = "overTime";

    private static final Dynamics STANDARD = Dynamics.stationary();

    private final String source;
    private final Scenario scenario;
    private final Function<String, byte[]> beside;
    private final SortedMap<String, byte[]> tables = new TreeMap<>();

    /** The block, in which {@link #dynamics} sets all fields and the paths of tables relative to a written scenario. */
    private final ObjectNode block;

    /**
     * Creates a reader.
     *
     * @param source name of the file, for messages
     * @param given the block; empty if the file has none
     * @param scenario the rest of the file
     * @param beside returns the content of a file, given its path relative to the scenario file
     */
    OverTimeText(String source, ObjectNode given, Scenario scenario, Function<String, byte[]> beside) {
        this.source = source;
        this.scenario = scenario;
        this.beside = beside;
        block = given.deepCopy();
    }

    /**
     * Reads the dynamics. Must be called once.
     *
     * @throws InvalidInputException if the block or a table is not valid
     */
    Dynamics dynamics() {
        ObjectNode motion = block.path("motion") instanceof ObjectNode given ? given : block.putObject("motion");
        List<Motion> wireless = motions(motion, "wirelessAgents", scenario.wirelessAgents());
        List<Motion> mobile = motions(motion, "mobileAgents", scenario.movers());
        ObjectNode energy = block.path("aerialEnergy") instanceof ObjectNode given ? given : null;
        if (energy != null && !energy.has("priceFollowsCharge")) {
            energy.put("priceFollowsCharge", false);
        }
        return DynamicsBuilder.builder()
                .wirelessMotion(wireless)
                .mobileMotion(mobile)
                .channel(channel())
                .arrivals(arrivals())
                .queue(plain("queue", STANDARD.queue(), QueueOrder.class))
                .sizes(plain("sizes", STANDARD.sizes(), TaskSizes.class))
                .messages(filled("messages", STANDARD.messages(), MessageDelays.class))
                .pricing(filled("pricing", STANDARD.pricing(), PricingSettings.class))
                .handover(filled("handover", STANDARD.handover(), HandoverSettings.class))
                .aerialEnergy(
                        energy == null
                                ? Optional.empty()
                                : Optional.of(bound("aerialEnergy", energy, AerialEnergy.class)))
                .escrow(plain("escrow", STANDARD.escrow(), Boolean.class))
                .adversary(adversary())
                .reputation(reputation())
                .build();
    }

    /** Reads the channel. Does not set the field if links are given as numbers, because they have no channel. */
    private ChannelDynamics channel() {
        return scenario.network() instanceof ExplicitNetwork && !block.has("channel")
                ? STANDARD.channel()
                : filled("channel", STANDARD.channel(), ChannelDynamics.class);
    }

    private Optional<Adversary> adversary() {
        if (!block.has(AdversaryText.FIELD)) {
            return Optional.empty();
        }
        ObjectNode fields = ScenarioMapper.filled(Adversary.none(), block.path(AdversaryText.FIELD));
        block.set(AdversaryText.FIELD, fields);
        return Optional.of(AdversaryText.bind(source, FIELD + "." + AdversaryText.FIELD, fields));
    }

    private Optional<Reputation> reputation() {
        return block.has("reputation")
                ? Optional.of(filled("reputation", Reputation.standard(), Reputation.class))
                : Optional.empty();
    }

    /** Returns the block with all fields that the scenario allows. Call it after {@link #dynamics}. */
    ObjectNode block() {
        return block;
    }

    /** Returns the tables that the block names, by path relative to a written scenario. Call it after {@link #dynamics}. */
    SortedMap<String, byte[]> tables() {
        return tables;
    }

    private <T> T bound(String field, JsonNode node, Class<T> type) {
        return ScenarioMapper.bind(source, FIELD + "." + field, node, type);
    }

    private <T> T filled(String field, T standard, Class<T> type) {
        ObjectNode fields = ScenarioMapper.filled(standard, block.path(field));
        block.set(field, fields);
        return bound(field, fields, type);
    }

    private <T> T plain(String field, T standard, Class<T> type) {
        if (!block.has(field)) {
            block.set(field, ScenarioMapper.MAPPER.valueToTree(standard));
        }
        return bound(field, block.path(field), type);
    }

    private Arrivals arrivals() {
        JsonNode given = block.path("arrivals");
        if (given.isMissingNode()) {
            block.putObject("arrivals").putObject("everySlot");
            return STANDARD.arrivals();
        }
        if (given.path("trace") instanceof ObjectNode trace) {
            Table table = table(trace, "arrivals.trace");
            if (!trace.has("speed")) {
                trace.put("speed", 1.0);
            }
            RequestTable.Window window = trace.has("window")
                    ? bound("arrivals.trace.window", trace.path("window"), RequestTable.Window.class)
                    : null;
            return RequestTable.read(
                    table.source(), table.bytes(), trace.path("speed").asDouble(), window);
        }
        return bound("arrivals", given, Arrivals.class);
    }

    /**
     * Table that the block names.
     *
     * @param source name of the table's file, for messages
     * @param bytes content of the file
     */
    record Table(String source, byte[] bytes) {}

    /** Reads the table that a variant names. Sets the path in the variant to the table's path relative to a written scenario. */
    private Table table(ObjectNode variant, String field) {
        String file = variant.path("file").asString();
        byte[] bytes = beside.apply(file);
        String place = DynamicScenario.TABLES + file.substring(file.lastIndexOf('/') + 1);
        byte[] there = tables.putIfAbsent(place, bytes);
        if (there != null && !java.util.Arrays.equals(there, bytes)) {
            throw new InvalidInputException(
                    source,
                    FIELD + "." + field + ".file",
                    "must not have the name of another table: " + ErrorText.quote(file),
                    "use the same file twice, or rename one of the two; a copy contains one file of each name.");
        }
        variant.put("file", place);
        return new Table(source.substring(0, source.lastIndexOf('/') + 1) + file, bytes);
    }

    private List<Motion> motions(ObjectNode motion, String kind, List<? extends Agent> agents) {
        var reader = new MotionText(source, scenario, this::table);
        List<Motion> all = new ArrayList<>(reader.all("motion." + kind, motion.path(kind), agents));
        for (int i = 0; i < agents.size(); i++) {
            JsonNode variant = motion.path("agents").get(agents.get(i).id());
            if (variant != null) {
                String field = "motion.agents." + agents.get(i).id();
                all.set(i, reader.own(field, variant, agents.get(i)));
            }
        }
        return all.stream().allMatch(Stationary.class::isInstance) ? List.of() : all;
    }
}

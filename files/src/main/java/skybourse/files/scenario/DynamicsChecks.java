package skybourse.files.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.EnergyModel.Battery;
import skybourse.base.agent.Rules.OverloadDelay;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Dynamics.TaskSizes;
import skybourse.round.motion.Area;
import skybourse.round.motion.GaussMarkov;
import skybourse.round.motion.Motion;
import skybourse.round.motion.RandomWaypoint;
import tools.jackson.databind.node.ObjectNode;

/** Checks of the block {@code overTime} against the rest of a scenario file. */
final class DynamicsChecks {

    /**
     * Largest mean number of tasks of all wireless agents per slot, in the busiest state of the arrivals (ours). A larger number would fill the
     * memory.
     */
    private static final double MOST_TASKS = 1e6;

    private final String source;
    private final Scenario scenario;
    private final Dynamics dynamics;

    private DynamicsChecks(String source, Scenario scenario, Dynamics dynamics) {
        this.source = source;
        this.scenario = scenario;
        this.dynamics = dynamics;
    }

    /**
     * Checks the block.
     *
     * @throws InvalidInputException if the block does not fit the scenario; the message names the first error
     */
    static void check(String source, ObjectNode given, Scenario scenario, Dynamics dynamics) {
        var rules = new DynamicsChecks(source, scenario, dynamics);
        rules.requireMovers(given);
        if (scenario.network() instanceof ExplicitNetwork) {
            rules.requireNoChannel(given);
        }
        rules.requireInside();
        rules.requirePlayers();
        rules.requireBatteries();
    }

    /** Checks that the malicious agents exist and can behave so. */
    private void requirePlayers() {
        Adversary adversary = dynamics.adversary().orElseGet(Adversary::none);
        AdversaryText.chosen(
                source,
                OverTimeText.FIELD + "." + AdversaryText.FIELD,
                () -> new AgentBehaviours(adversary, scenario, new RandomStreams(0)));
    }

    /**
     * Checks that a scenario can be simulated over time.
     *
     * @throws InvalidInputException if it cannot be simulated; the message names the first error
     */
    static void requirePlayable(String source, Scenario scenario, Dynamics dynamics) {
        var rules = new DynamicsChecks(source, scenario, dynamics);
        if (scenario.rules().overloadDelay() == OverloadDelay.SLOW) {
            throw rules.bad(
                    "rules.overloadDelay",
                    "must be wait in a simulation, because slow has no queue: slow",
                    "delete the line; it is for single rounds.");
        }
        double tasks = dynamics.arrivals()
                        .mostPerSlot(
                                scenario.rules().roundSeconds(),
                                scenario.wirelessAgents().size())
                * scenario.wirelessAgents().size();
        if (tasks > MOST_TASKS) {
            throw rules.bad(
                    "arrivals",
                    "must lead to at most " + (long) MOST_TASKS + " tasks per slot on average: " + tasks,
                    "use about 1; tasksPerSecond counts the tasks of one agent.");
        }
        double longest = dynamics.tasks(scenario)
                .mapToDouble(task -> task.deadlineSeconds())
                .max()
                .orElseThrow();
        if (scenario.rules().roundSeconds() > longest) {
            throw rules.bad(
                    "rules.roundSeconds",
                    "must be at most the longest deadline, " + longest + " s, in a simulation: "
                            + scenario.rules().roundSeconds(),
                    "use a shorter slot; otherwise a task that arrives between two slots misses its deadline before it is offered.");
        }
    }

    /** Checks that the battery of each wireless agent suffices for each task that the agent may have. */
    private void requireBatteries() {
        boolean own = !(dynamics.arrivals() instanceof Arrivals.Trace) && dynamics.sizes() == TaskSizes.OWN;
        double largest = dynamics.tasks(scenario).mapToDouble(Task::work).max().orElseThrow();
        for (int i = 0; i < scenario.wirelessAgents().size(); i++) {
            WirelessAgent agent = scenario.wirelessAgents().get(i);
            double needed =
                    agent.computer().joulesPerWork() * (own ? agent.task().work() : largest);
            double joules = agent.computer().battery().map(Battery::joules).orElse(needed);
            if (joules < needed) {
                throw bad(
                        "wirelessAgents[" + i + "].computer.energy.battery.joules",
                        "must be at least " + needed + ", the energy of computing one task: " + joules,
                        "use a larger battery; this one does not suffice for one task.");
            }
        }
    }

    private void requireMovers(ObjectNode given) {
        List<String> movers = Stream.of(scenario.wirelessAgents(), scenario.movers())
                .flatMap(List::stream)
                .map(Agent::id)
                .toList();
        for (String id : given.path("motion").path("agents").propertyNames()) {
            if (!movers.contains(id)) {
                throw bad(
                        "motion.agents",
                        "must name a wireless or mobile agent: " + ErrorText.quote(id),
                        ErrorText.suggestion(id, movers, "agents that can move"));
            }
        }
    }

    private void requireNoChannel(ObjectNode given) {
        if (dynamics.moves()) {
            throw bad(
                    "motion",
                    "must be standing if links are given as numbers: network.explicit",
                    "use network.channel, which computes links from positions.");
        }
        if (given.has("channel")) {
            throw bad(
                    "channel",
                    "must not be given if links are given as numbers: network.explicit",
                    "use network.channel; links given as numbers have no fading.");
        }
    }

    /**
     * Checks that the base and the positions of all aerial agents are each in an area of the motions. Does nothing if no motion has an area or the
     * aerial
     * agents have no batteries.
     */
    private void requireInside() {
        List<Area> areas = Stream.of(dynamics.wirelessMotion(), dynamics.mobileMotion())
                .flatMap(List::stream)
                .distinct()
                .flatMap(DynamicsChecks::area)
                .toList();
        if (areas.isEmpty() || dynamics.aerialEnergy().isEmpty()) {
            return;
        }
        AerialEnergy energy = dynamics.aerialEnergy().get();
        requireInside("aerialEnergy.base", areas, energy.baseEastMetres(), energy.baseNorthMetres());
        requireStationsInside(areas);
    }

    private void requireStationsInside(List<Area> areas) {
        List<AerialAgent> stations = new ArrayList<>(scenario.aerialAgents());
        for (int i = 0; i < stations.size(); i++) {
            var position = stations.get(i).position();
            requireInside("aerialAgents[" + i + "].position", areas, position.xMetres(), position.yMetres());
        }
    }

    private static Stream<Area> area(Motion motion) {
        return switch (motion) {
            case RandomWaypoint walk -> Stream.of(walk.area());
            case GaussMarkov drift -> Stream.of(drift.area());
            default -> Stream.empty();
        };
    }

    private void requireInside(String field, List<Area> areas, double east, double north) {
        if (areas.stream().noneMatch(area -> area.holds(east, north))) {
            Area area = areas.getFirst();
            throw bad(
                    field,
                    "must be in the area of overTime.motion, " + area.eastMetres() + " m by " + area.northMetres()
                            + " m from the origin: " + east + ", " + north,
                    "use the coordinate frame of the area, or a larger area.");
        }
    }

    private InvalidInputException bad(String field, String complaint, String advice) {
        boolean block = Stream.of("rules", "aerialAgents", "wirelessAgents").noneMatch(field::startsWith);
        return new InvalidInputException(source, (block ? OverTimeText.FIELD + "." : "") + field, complaint, advice);
    }
}

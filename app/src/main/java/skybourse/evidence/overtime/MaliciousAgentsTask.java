package skybourse.evidence.overtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.base.agent.Agent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.round.adversary.Reputation;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.simulation.Simulation;

/**
 * A market over time with malicious agents, compared with two markets without a defence and with the same accidents: one in which the same agents
 * are honest, and one without them. An absent wireless agent cannot be compared, because its tasks are missing.
 */
public final class MaliciousAgentsTask {

    /** Axis of the probability that a piece of an honest leader has no result. */
    static final String ACCIDENT = "accident";

    /** Axis whose value says whether leaders with a low reputation are excluded. */
    static final String REPUTATION = "reputation";

    /** Axis of the least score of a leader that is not excluded. */
    static final String LEAST = "least";

    /** Axis of the probability per slot that an excluded leader receives pieces. */
    static final String RETRY = "retry";

    /** Axis whose value says whether payments are held in escrow. */
    static final String ESCROW = "escrow";

    private static final List<String> BEHAVIOURS = List.of("no-show", "misreport");

    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn("deadlines", "share", "of arrived tasks, those completed by their deadline"),
            new MeasuredColumn("deadlinesHonest", "share", "the same if the attackers are honest"),
            new MeasuredColumn("deadlinesAbsent", "share", "the same if the attackers are absent"),
            new MeasuredColumn("droppedShare", "share", "of arrived tasks, those of which a part has no result"),
            new MeasuredColumn("buyersChange", "relative", "utility of honest buyers relative to honest attackers"),
            new MeasuredColumn("buyersChangeAbsent", "relative", "the same relative to absent attackers"),
            new MeasuredColumn("honestChange", "relative", "utility of all honest agents relative to honest attackers"),
            new MeasuredColumn("honestChangeAbsent", "relative", "the same relative to absent attackers"),
            new MeasuredColumn("welfareChange", "relative", "delivered welfare relative to honest attackers"),
            new MeasuredColumn("attackersUtility", "money", "utility of all attackers per slot"),
            new MeasuredColumn("attackersUtilityHonest", "money", "the same if they are honest"),
            new MeasuredColumn("excluded", "agents", "mean number of excluded leaders per slot"));

    public static final CellTask TASK = CellTask.of(
                    "malicious-agents",
                    CellTask.axes(
                            OverTimeSetups.axes(),
                            CellTask.axes(
                                    "slots=100 warmUp=0 attackers=FA1"
                                            + " behaviour=no-show strength=1 accident=0 reputation=off least=0.8 retry=0.01 escrow=on")),
                    COLUMNS,
                    MaliciousAgentsTask::check,
                    MaliciousAgentsTask::run)
            .withEffort(settings -> 3 * settings.count(OverTimeTask.SLOTS, 1));

    private MaliciousAgentsTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        OverTimeTask.checkSlots(settings, scenarios);
        AttackerAxes.isOn(settings, REPUTATION);
        AttackerAxes.isOn(settings, ESCROW);
        reputation(settings);
        adversary(settings);
    }

    private static Reputation reputation(GridPoint settings) {
        Reputation standard = Reputation.standard();
        return new Reputation(
                standard.priorDelivered(),
                standard.priorFailed(),
                standard.keep(),
                settings.number(LEAST),
                settings.number(RETRY));
    }

    private static Adversary adversary(GridPoint settings) {
        List<MaliciousGroup> groups = AttackerAxes.groups(settings, AttackerAxes.behaviour(settings, BEHAVIOURS));
        return new Adversary(settings.number(ACCIDENT), groups);
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        SimulationSetup plain = OverTimeSetups.setup(settings, seed, scenarios, false, 0);
        plain = plain.withDynamics(plain.dynamics().withEscrow(AttackerAxes.isOn(settings, ESCROW)));
        Adversary adversary = adversary(settings);
        Scenario market = plain.scenario();
        var behaviours = new AgentBehaviours(adversary, market, new RandomStreams(plain.seed()));
        Set<String> attackers = market.agents()
                .map(Agent::id)
                .filter(id -> behaviours.behaviour(id).isPresent())
                .collect(Collectors.toSet());
        boolean excludes = AttackerAxes.isOn(settings, REPUTATION);
        SimulationSetup honest = with(plain, new Adversary(adversary.accident(), List.of()));
        SimulationSetup attack = with(plain, adversary);
        attack = attack.withDynamics(
                attack.dynamics().withReputation(excludes ? Optional.of(reputation(settings)) : Optional.empty()));
        int slots = settings.count(OverTimeTask.SLOTS, 1);
        int warmUp = settings.count(OverTimeTask.WARM_UP, 0);
        PlayedMarket attacked = PlayedMarket.play(attack, slots, warmUp, attackers);
        PlayedMarket truthful = PlayedMarket.play(honest, slots, warmUp, attackers);
        Optional<PlayedMarket> absent =
                without(honest, attackers).map(setup -> PlayedMarket.play(setup, slots, warmUp, attackers));
        return List.of(new double[] {
            attacked.slots.deadlines(),
            truthful.slots.deadlines(),
            absent.map(other -> other.slots.deadlines()).orElse(Double.NaN),
            attacked.slots.sum(Metric.DROPPED) / attacked.slots.sum(Metric.ARRIVED),
            attacked.buyers / truthful.buyers - 1,
            absent.map(other -> attacked.buyers / other.buyers - 1).orElse(Double.NaN),
            attacked.honest() / truthful.honest() - 1,
            absent.map(other -> attacked.honest() / other.honest() - 1).orElse(Double.NaN),
            attacked.slots.sum(Metric.WELFARE_DELIVERED) / truthful.slots.sum(Metric.WELFARE_DELIVERED) - 1,
            attacked.attackers / (slots - warmUp),
            truthful.attackers / (slots - warmUp),
            excludes ? attacked.slots.mean(Metric.EXCLUDED) : 0
        });
    }

    private static SimulationSetup with(SimulationSetup setup, Adversary adversary) {
        return setup.withDynamics(setup.dynamics().withAdversary(Optional.of(adversary)));
    }

    /** Returns the market without some sellers; empty if an agent is not a seller, or if no leader would remain. */
    private static Optional<SimulationSetup> without(SimulationSetup setup, Set<String> absent) {
        Scenario market = setup.scenario();
        if (market.wirelessAgents().stream().anyMatch(agent -> absent.contains(agent.id()))
                || present(market.leaders(), absent).isEmpty()) {
            return Optional.empty();
        }
        Dynamics dynamics = setup.dynamics();
        if (!dynamics.mobileMotion().isEmpty()) {
            dynamics = dynamics.withMobileMotion(IntStream.range(
                            0, market.mobileAgents().size())
                    .filter(s -> !absent.contains(market.mobileAgents().get(s).id()))
                    .mapToObj(dynamics.mobileMotion()::get)
                    .toList());
        }
        Scenario rest = market.withMobileAgents(present(market.mobileAgents(), absent))
                .withFixedAgents(present(market.fixedAgents(), absent))
                .withAerialAgents(present(market.aerialAgents(), absent));
        return Optional.of(setup.withScenario(rest).withDynamics(dynamics));
    }

    private static <A extends Agent> List<A> present(List<A> agents, Set<String> absent) {
        return agents.stream().filter(agent -> !absent.contains(agent.id())).toList();
    }

    /**
     * Result of a simulation: the counted slots, and sums of utilities over them, money.
     *
     * @param slots counted slots
     * @param buyers utility of wireless agents that are not attackers
     * @param sellers utility of other agents that are not attackers
     * @param attackers utility of attackers
     */
    private record PlayedMarket(SlotStatistics slots, double buyers, double sellers, double attackers) {

        static PlayedMarket play(SimulationSetup setup, int slots, int warmUp, Set<String> attackers) {
            Scenario market = setup.scenario();
            Simulation simulation = Simulation.begin(setup);
            List<SlotRow> rows = new ArrayList<>();
            double[] before = new double[3];
            for (int slot = 0; slot < slots; slot++) {
                if (slot == warmUp) {
                    before = utilities(simulation, market, attackers);
                }
                rows.addAll(simulation.play().complete());
            }
            double[] after = utilities(simulation, market, attackers);
            var counted = new SlotStatistics(
                    rows.stream().filter(row -> row.slot() >= warmUp).toList());
            return new PlayedMarket(counted, after[0] - before[0], after[1] - before[1], after[2] - before[2]);
        }

        /** Returns the utilities of honest buyers, other honest agents, and attackers. */
        private static double[] utilities(Simulation simulation, Scenario market, Set<String> attackers) {
            double[] sums = new double[3];
            int buyers = market.wirelessAgents().size();
            List<Agent> all = market.agents().toList();
            for (int i = 0; i < all.size(); i++) {
                String id = all.get(i).id();
                sums[attackers.contains(id) ? 2 : i < buyers ? 0 : 1] += simulation.utility(id);
            }
            return sums;
        }

        double honest() {
            return buyers + sellers;
        }
    }
}

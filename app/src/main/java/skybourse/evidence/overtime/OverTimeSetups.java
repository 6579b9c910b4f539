package skybourse.evidence.overtime;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import skybourse.base.agent.Agent;
import skybourse.base.agent.LeaderKind;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.evidence.choice.RuleResolver;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.ChannelDynamics;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.DynamicsBuilder;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.MessageDelaysBuilder;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.motion.Area;
import skybourse.round.motion.Motion;
import skybourse.round.motion.MotionSegment;
import skybourse.round.motion.RandomWaypoint;
import skybourse.round.motion.Stationary;
import skybourse.tier1.equilibrium.CertifiedSolver;

/**
 * Markets over time that the settings of a cell describe. Moving agents cross the area of the scenario in straight legs at a constant speed, without
 * pauses. Their start positions do not depend on the speed. Agents with speed 0 remain there.
 */
final class OverTimeSetups {

    /** Axis of the number of aerial agents that take part, or {@link #ALL}. */
    static final String AERIAL = "aerialAgents";

    /** All aerial agents of the scenario. */
    static final String ALL = "all";

    /** Axis of the energy of an aerial agent's full battery, in J; 0 for no limit. */
    static final String BATTERY = "batteryJoules";

    /** Axis of the speed of wireless agents, in m/s. */
    static final String SPEED = "metresPerSecond";

    /** Axis of the speed of mobile agents, in m/s. */
    static final String MOBILE_SPEED = "mobileMetresPerSecond";

    /** Axis whose value names the small-scale fading. */
    static final String FADING = "fading";

    /** Rayleigh fading with one fade per slot, instead of the mean rate of the slot. */
    static final String ONE_FADE = "rayleigh-per-slot";

    /** Axis whose value names the arrival process of tasks. */
    static final String ARRIVALS = "arrivals";

    /** Value of {@link #ARRIVALS} for one task per slot and wireless agent. The rate is then fixed: {@link #TASKS} and {@link #LOAD} have no effect. */
    static final String EVERY_SLOT = "every-slot";

    /** Axis of the mean arrival rate of tasks at each wireless agent, in 1/s. */
    static final String TASKS = "tasksPerSecond";

    /** Axis of the offered load, or {@link #NONE}. If a load is given, it determines the mean arrival rate instead of {@link #TASKS}. */
    static final String LOAD = "load";

    /** Value of several axes: no fading, no offered load, or no comparison. */
    static final String NONE = "none";

    /** Axis of the constant part of a message's delay, in s. */
    static final String DELAY = "delaySeconds";

    /** Axis of the mean of the random part of a message's delay, in s. */
    static final String JITTER = "jitterSeconds";

    /** Axis of the probability that a message is lost. */
    static final String LOSS = "loss";

    /** Axis of the maximum age at which a quote is binding, in slots. */
    static final String BINDS = "quoteSlots";

    /** Axis of the update of prices in a slot. Prices are solved, or updated by one iteration of best responses. */
    static final String PRICING = "pricing";

    /** Axis of the share of its capacity that a mobile agent keeps free. */
    static final String HEAD_ROOM = "headRoom";

    /** Axis of the method by which a fixed agent chooses its overload price, a constant of {@link PricingSettings.Overload}. */
    static final String OVERLOAD = "overloadPricing";

    /** Axis whose value says whether converged prices are certified and repaired in every slot. */
    static final String REPAIR = "repair";

    /** Value of {@link #REPAIR} without repairs. Experiments use it, because repairs take most of the computing time. */
    static final String NEVER = "never";

    private static final List<String> REPAIRS = List.of("always", NEVER);
    private static final List<String> FADINGS = List.of(NONE, "rayleigh", "rician", ONE_FADE);
    private static final List<String> ARRIVING = List.of("poisson", EVERY_SLOT, "bursts");
    private static final List<String> PRICINGS = List.of("solve", "steps-1");

    /** Power of the dominant path divided by the power of all other paths, as in the example of {@code docs/reference/scenario-files.md}. */
    private static final double RICIAN = 4;

    private static final double CHARGER_WATTS = 1000;

    /** Default of {@link #TASKS}. */
    private static final String USUAL_TASKS = "0.8";

    private OverTimeSetups() {}

    /** Returns the axes of a market over time. */
    static SequencedMap<String, String> axes() {
        return CellTask.axes(CellTask.axes("""
                scenario=20/2/3/3 aerialAgents=all batteryJoules=0 metresPerSecond=1.5 mobileMetresPerSecond=0
                fading=none arrivals=poisson tasksPerSecond=USUAL load=none delaySeconds=0 jitterSeconds=0 loss=0
                quoteSlots=2 pricing=solve headRoom=0.01 overloadPricing=expected-share resalePrice=published
                solver=newton search=slope repair=always
                """.replace("USUAL", USUAL_TASKS)), RuleResolver.axesOfTierTwo());
    }

    /**
     * Checks the settings of a market over time.
     *
     * @throws IllegalArgumentException if they are invalid, or if {@link #LOAD} or {@link #TASKS} differs from its default although a task arrives in
     *     every slot
     */
    static void check(GridPoint settings, ScenarioSource scenarios) {
        SolverResolver.check(inOneRound(settings), scenarios);
        RuleResolver.check(settings, scenarios);
        for (String axis : List.of(BATTERY, SPEED, MOBILE_SPEED)) {
            Checks.amountOrZero(settings.number(axis), axis);
        }
        settings.word(FADING, FADINGS);
        settings.word(REPAIR, REPAIRS);
        if (!settings.text(AERIAL).equals(ALL)) {
            settings.count(AERIAL, 0);
        }
        if (!settings.text(LOAD).equals(NONE)) {
            Checks.amount(settings.number(LOAD), LOAD);
        }
        arrivals(settings, settings.number(TASKS));
        requireRate(settings);
        messages(settings);
        pricing(settings);
    }

    /** Checks that no rate is chosen if a task arrives in every slot. */
    private static void requireRate(GridPoint settings) {
        if (!settings.text(ARRIVALS).equals(EVERY_SLOT)) {
            return;
        }
        requireDefault(settings, LOAD, settings.text(LOAD).equals(NONE), NONE);
        requireDefault(settings, TASKS, settings.number(TASKS) == Double.parseDouble(USUAL_TASKS), USUAL_TASKS);
    }

    private static void requireDefault(GridPoint settings, String axis, boolean isDefault, String standard) {
        if (!isDefault) {
            throw new IllegalArgumentException(axis + " must be " + standard + ", the default, if " + ARRIVALS + " is "
                    + EVERY_SLOT + ", where it has no effect: " + settings.text(axis));
        }
    }

    /** Returns the settings with values for the axes that only tasks of a single round have. */
    private static GridPoint inOneRound(GridPoint settings) {
        return settings.with(ScenarioSource.OVERLOAD, "expected-cost")
                .with(ScenarioSource.DELAY, "wait")
                .with(SolverResolver.START, "zero");
    }

    /**
     * Returns the setup of the simulation.
     *
     * @param frozen whether it is simulated without motion, fading and delay
     * @param certifyEvery interval at which the certificate of the prices is computed, slots; 0 for never
     */
    static SimulationSetup setup(
            GridPoint settings, long seed, ScenarioSource scenarios, boolean frozen, int certifyEvery) {
        Scenario scenario = world(settings, seed, scenarios);
        double tasks = settings.number(TASKS);
        SimulationSetup setup = setup(settings, seed, scenarios, scenario, frozen, certifyEvery, tasks);
        if (settings.text(LOAD).equals(NONE)) {
            return setup;
        }
        return setup(
                settings,
                seed,
                scenarios,
                scenario,
                frozen,
                certifyEvery,
                tasks * settings.number(LOAD) / setup.load());
    }

    private static SimulationSetup setup(
            GridPoint settings,
            long seed,
            ScenarioSource scenarios,
            Scenario scenario,
            boolean frozen,
            int certifyEvery,
            double tasks) {
        CertifiedSolver certified = SolverResolver.certified(settings, scenario);
        return SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics(settings, seed, scenario, tasks))
                .seed(seed)
                .frozen(frozen)
                .solver(settings.text(REPAIR).equals(NEVER) ? certified.withoutRepairs() : certified)
                .certifyEvery(certifyEvery)
                .mechanism(market -> RuleResolver.of(
                        settings, scenarios, market.buyersStartTicks(), market.sellersStartTicks(), seed))
                .tasks(TaskRunner.CALLER)
                .build();
    }

    private static Scenario world(GridPoint settings, long seed, ScenarioSource scenarios) {
        Scenario sampled = scenarios.world(inOneRound(settings), seed);
        if (!settings.text(AERIAL).equals(ALL)) {
            int count =
                    Math.min(settings.count(AERIAL, 0), sampled.aerialAgents().size());
            sampled = sampled.withAerialAgents(sampled.aerialAgents().subList(0, count));
        }
        return sampled.network() instanceof ChannelNetwork network
                ? sampled.withNetwork(network.withFading(fading(settings)))
                : sampled;
    }

    private static Fading fading(GridPoint settings) {
        return switch (settings.word(FADING, FADINGS)) {
            case NONE -> new Fading.None();
            case "rician" -> new Fading.Rician(RICIAN);
            default -> new Fading.Rayleigh();
        };
    }

    private static Dynamics dynamics(GridPoint settings, long seed, Scenario scenario, double tasks) {
        Dynamics standing = Dynamics.stationary();
        return DynamicsBuilder.builder()
                .wirelessMotion(motions(scenario, scenario.wirelessAgents(), settings.number(SPEED), seed))
                .mobileMotion(motions(scenario, scenario.movers(), settings.number(MOBILE_SPEED), seed))
                .channel(ChannelDynamics.standard()
                        .withFadingPerSlot(settings.text(FADING).equals(ONE_FADE)))
                .arrivals(arrivals(settings, tasks))
                .queue(standing.queue())
                .sizes(standing.sizes())
                .messages(messages(settings))
                .pricing(pricing(settings))
                .handover(standing.handover())
                .aerialEnergy(energy(settings, scenario))
                .escrow(standing.escrow())
                .adversary(standing.adversary())
                .reputation(standing.reputation())
                .build();
    }

    /** Returns the square in which the agents of the scenario are sampled. */
    private static Area area(Scenario scenario) {
        double side = ScenarioSampler.standard(new Counts(
                        scenario.wirelessAgents().size(),
                        scenario.count(LeaderKind.MOBILE),
                        scenario.count(LeaderKind.FIXED),
                        scenario.aerialAgents().size()))
                .sideMetres();
        return new Area(side, side);
    }

    private static List<Motion> motions(Scenario scenario, List<? extends Agent> agents, double speed, long seed) {
        Area area = area(scenario);
        if (speed > 0) {
            return Collections.nCopies(agents.size(), new RandomWaypoint(area, speed, speed, 0));
        }
        var anySpeed = new RandomWaypoint(area, 1, 1, 0);
        var streams = new RandomStreams(seed);
        return agents.stream()
                .map(agent -> stand(anySpeed.firstLeg(streams, agent.id())))
                .toList();
    }

    private static Motion stand(MotionSegment leg) {
        return new Stationary(leg.eastMetres(0), leg.northMetres(0));
    }

    /**
     * Returns the arrival process. Unless a task arrives in every slot, its mean is {@code tasks} tasks per second and agent. If tasks arrive in
     * bursts, a quarter of all slots are busy, and a busy slot has five times as many tasks as a calm one (our choice).
     */
    private static Arrivals arrivals(GridPoint settings, double tasks) {
        return switch (settings.word(ARRIVALS, ARRIVING)) {
            case EVERY_SLOT -> new Arrivals.EverySlot();
            case "bursts" -> new Arrivals.Bursts(0.5 * tasks, 2.5 * tasks, 0.05, 0.15);
            default -> new Arrivals.Poisson(tasks);
        };
    }

    private static MessageDelays messages(GridPoint settings) {
        MessageDelays standard = MessageDelays.immediate();
        int binds = settings.count(BINDS, 0);
        return MessageDelaysBuilder.builder()
                .baseSeconds(settings.number(DELAY))
                .jitterSeconds(settings.number(JITTER))
                .loss(settings.number(LOSS))
                .forgetSlots(Math.max(standard.forgetSlots(), binds + 1))
                .quoteSlots(binds)
                .honour(standard.honour())
                .build();
    }

    private static PricingSettings pricing(GridPoint settings) {
        PricingSettings standard = PricingSettings.standard()
                .withHeadRoom(settings.number(HEAD_ROOM))
                .withOverload(settings.constant(OVERLOAD, PricingSettings.Overload.class));
        return settings.word(PRICING, PRICINGS).equals(PRICINGS.getFirst())
                ? standard
                : standard.withMode(PricingSettings.Mode.STEPS, 1);
    }

    /** Returns the batteries of aerial agents, which are charged at a base in the middle of the area. Empty if there is no limit of energy. */
    private static Optional<AerialEnergy> energy(GridPoint settings, Scenario scenario) {
        double joules = settings.number(BATTERY);
        double middle = 0.5 * area(scenario).eastMetres();
        return joules == 0
                ? Optional.empty()
                : Optional.of(new AerialEnergy(joules, CHARGER_WATTS, middle, middle, false));
    }
}

package skybourse.learning.auctions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import skybourse.base.agent.Task;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Round;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.EquilibriumSolver;

/**
 * Round of a scenario before tier 2, with solved prices and the orders of tier 2. It has the tasks of the scenario or randomized tasks, whose input
 * and work are multiplied by independent factors between 0.8 and 1.2.
 *
 * @param before the round without tier 2
 * @param resale the orders of tier 2
 */
public record ScenarioRound(Round before, ResaleMarket resale) {

    private static final double SPREAD = 0.2;
    private static final int REPAIRS = 3;
    private static final int EVALUATIONS_A_LEADER = 200;

    /**
     * Returns solved rounds with randomized tasks.
     *
     * @param scenario the scenario, whose seed is that of the tasks
     * @param purpose purpose of the random stream, such as {@code "training-tasks"}
     * @param worlds number of times that tasks are sampled; samples without a market are left out
     * @param tasks solves rounds in parallel; changes no result
     */
    public static List<ScenarioRound> sampled(Scenario scenario, String purpose, int worlds, TaskRunner tasks) {
        var streams = new RandomStreams(scenario.seed());
        return existing(worlds, tasks, i -> round(redrawn(streams.stream(purpose, i), scenario)));
    }

    /** Computes rounds 0 to {@code count - 1} and returns those that are not empty, in order. */
    public static List<ScenarioRound> existing(
            int count, TaskRunner tasks, IntFunction<Optional<ScenarioRound>> round) {
        List<Optional<ScenarioRound>> all = new ArrayList<>(Collections.nCopies(count, Optional.empty()));
        tasks.run(count, 1, i -> all.set(i, round.apply(i)));
        return all.stream().flatMap(Optional::stream).toList();
    }

    /** Returns the rounds of {@link #sampled} whose auction has a choice between several steps of {@link ActionSet#standard()}. */
    public static List<ScenarioRound> withChoices(Scenario scenario, String purpose, int worlds, TaskRunner tasks) {
        return sampled(scenario, purpose, worlds, tasks).stream()
                .filter(round ->
                        AuctionEnvironment.hasAChoice(round.market(), ActionSet.standard(), ScenarioMarkets.TURNS))
                .toList();
    }

    /** Returns the auctioneer's information before the auction. */
    public RoundFeatures view() {
        return RoundFeatures.of(before.scenario(), resale);
    }

    /** Returns a scenario with randomized tasks. Their input and work are multiplied by independent factors between 0.8 and 1.2. */
    public static Scenario redrawn(RandomGenerator random, Scenario scenario) {
        return scenario.withWirelessAgents(scenario.wirelessAgents().stream()
                .map(agent -> agent.withTask(redrawn(random, agent.task())))
                .toList());
    }

    private static Task redrawn(RandomGenerator random, Task task) {
        return new Task(
                task.inputBits() * random.nextDouble(1 - SPREAD, 1 + SPREAD),
                task.work() * random.nextDouble(1 - SPREAD, 1 + SPREAD),
                task.deadlineSeconds());
    }

    /** Returns the round of a scenario with its own tasks, solved as by the command {@code run}. Empty if the round has no market of tier 2. */
    public static Optional<ScenarioRound> ofRunCommand(Scenario scenario) {
        EquilibriumSolver newton = SolverCatalogue.priceMethod("newton", SolverCatalogue.SEARCHES.getFirst(), 1);
        return round(
                scenario, SolverCatalogue.certified(newton, scenario.rules().tolerance(), 1));
    }

    private static Optional<ScenarioRound> round(Scenario scenario) {
        return round(
                scenario,
                new CertifiedSolver(
                        BestResponseIteration.gaussSeidel(),
                        new Certifier(1, EVALUATIONS_A_LEADER),
                        scenario.rules().tolerance(),
                        REPAIRS));
    }

    private static Optional<ScenarioRound> round(Scenario scenario, CertifiedSolver solver) {
        TwoTierRound tiers = TwoTierRound.of(scenario);
        Round before = tiers.sell(solver.solve(tiers.game(), RoundAnalysisPlan.zeroStart(tiers.game()))
                .prices());
        return ResaleMarket.of(before).map(resale -> new ScenarioRound(before, resale));
    }

    /** Returns the market of the auction. */
    public AuctionMarket market() {
        return new AuctionMarket(resale.book(), resale.buyersStartTicks(), resale.sellersStartTicks());
    }
}

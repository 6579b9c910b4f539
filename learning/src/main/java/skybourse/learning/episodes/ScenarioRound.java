package skybourse.learning.episodes;

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
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Round;
import skybourse.round.market.TwoTiers;
import skybourse.round.study.SolverCatalogue;
import skybourse.round.study.StudyPlan;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.EquilibriumSolver;

/**
 * A round of a scenario, the tasks drawn anew, that waits for its tier 2: input and work of each task are between .8 and 1.2 times
 * what they are, prices are solved, and the overloaded fixed agents' lots meet the aerial agents'.
 *
 * @param before the round without tier 2
 * @param resale the orders of tier 2
 */
public record ScenarioRound(Round before, ResaleMarket resale) {

    private static final double SPREAD = 0.2;
    private static final int REPAIRS = 3;
    private static final int EVALUATIONS_A_LEADER = 200;

    /**
     * Draws rounds and solves them.
     *
     * @param purpose such as {@code "training-tasks"}: other purposes give other tasks
     * @param worlds how many times tasks are drawn; those that lead to no market are left out
     * @param tasks runs the solves
     */
    public static List<ScenarioRound> drawn(Scenario scenario, String purpose, int worlds, TaskRunner tasks) {
        var streams = new RandomStreams(scenario.seed());
        return found(worlds, tasks, i -> round(redrawn(streams.stream(purpose, i), scenario)));
    }

    /** Returns the rounds of so many numbers that lead to one, in order. */
    public static List<ScenarioRound> found(int count, TaskRunner tasks, IntFunction<Optional<ScenarioRound>> round) {
        List<Optional<ScenarioRound>> all = new ArrayList<>(Collections.nCopies(count, Optional.empty()));
        tasks.run(count, 1, i -> all.set(i, round.apply(i)));
        return all.stream().flatMap(Optional::stream).toList();
    }

    /** Draws the same rounds without those in whose auction no step can be chosen. */
    public static List<ScenarioRound> withChoices(Scenario scenario, String purpose, int worlds, TaskRunner tasks) {
        return drawn(scenario, purpose, worlds, tasks).stream()
                .filter(round ->
                        AuctionEnvironment.hasAChoice(round.market(), ActionSet.standard(), ScenarioMarkets.TURNS))
                .toList();
    }

    /** Returns what the auctioneer knows before the auction begins. */
    public RoundView view() {
        return RoundView.of(before.scenario(), resale);
    }

    /** Returns a scenario with input and work of each task between .8 and 1.2 times what they are. */
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

    /** Returns the round of a scenario as it is, solved as {@code run} solves it; empty if it leads to no market. */
    public static Optional<ScenarioRound> asRun(Scenario scenario) {
        EquilibriumSolver newton = SolverCatalogue.walker("newton", SolverCatalogue.SEARCHES.getFirst(), 1);
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
        TwoTiers tiers = TwoTiers.of(scenario);
        Round before = tiers.sold(
                solver.solve(tiers.game(), StudyPlan.zeroStart(tiers.game())).prices());
        return ResaleMarket.of(before).map(resale -> new ScenarioRound(before, resale));
    }

    /** Returns the auction to be held. */
    public AuctionMarket market() {
        return new AuctionMarket(resale.book(), resale.buyersStartTicks(), resale.sellersStartTicks());
    }
}

package skybourse.evidence.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier1.equilibrium.SolverIterate;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/** Prices and loads of all leaders at each iteration of the solver, without repairs. Reproduces the paper's Figure 4. */
final class IterationsTask {

    private static final double BITS_PER_MEGABIT = 1e6;

    static final CellTask TASK = CellTask.of(
                    "iterations",
                    SolverResolver.axes(),
                    List.of(
                            new MeasuredColumn("pricePerMegabit", "money per Mbit", "price of the leader"),
                            new MeasuredColumn(
                                    "shareOfAllWork",
                                    "share",
                                    "sold work of the leader relative to the work of all tasks"),
                            new MeasuredColumn(
                                    "loadPerCapacity", "share", "sold work of the leader relative to its capacity")),
                    SolverResolver::check,
                    IterationsTask::run)
            .withKeys("iteration", "leader");

    private IterationsTask() {}

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        Scenario scenario = scenarios.world(settings, seed);
        PricingGame game = ScenarioGameFactory.of(scenario);
        double allWork = Arrays.stream(game.taskWork()).limit(game.agents()).sum();
        List<double[]> rows = new ArrayList<>();
        for (SolverIterate state : SolverResolver.statesToConvergence(
                SolverResolver.certified(settings, scenario), game, SolverResolver.start(settings, game, seed))) {
            for (int s = 0; s < game.leaders(); s++) {
                rows.add(row(state, s, allWork, game.leaderTable().capacity(s)));
            }
        }
        return rows;
    }

    private static double[] row(SolverIterate state, int leader, double allWork, double capacity) {
        double load = state.loads()[leader];
        double price = state.prices()[leader] * BITS_PER_MEGABIT;
        return new double[] {state.iteration(), leader, price, load / allWork, load / capacity};
    }
}

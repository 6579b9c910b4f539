package skybourse.evidence.task;

import java.util.List;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.tier1.certificate.PlannerBound;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/** Welfare of tier 1 at the final prices, compared with a proved upper bound on the planner's optimum. */
final class EfficiencyTask {

    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn(
                    "tierOneEfficiency",
                    "share",
                    "lower bound on the welfare of tier 1 relative to the planner's optimum"),
            new MeasuredColumn("tierOneWelfare", "money", "gains of wireless agents plus decision profits of leaders"),
            new MeasuredColumn("tierOneOptimum", "money", "upper bound on this welfare for any shares"),
            new MeasuredColumn("certified", "share", "whether the prices are certified"));

    static final CellTask TASK =
            CellTask.of("efficiency", SolverResolver.axes(), COLUMNS, SolverResolver::check, EfficiencyTask::run);

    private EfficiencyTask() {}

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        Scenario scenario = scenarios.world(settings, seed);
        PricingGame game = ScenarioGameFactory.of(scenario);
        SolveResult result =
                SolverResolver.certified(settings, scenario).solve(game, SolverResolver.start(settings, game, seed));
        PlannerBound bound = PlannerBound.of(game, RoundAnalysisPlan.roundPrices(result, seed, 0), TaskRunner.CALLER);
        return List.of(new double[] {
            bound.share(),
            bound.welfare(),
            bound.optimum(),
            result.certificate().holds() ? 1 : 0
        });
    }
}

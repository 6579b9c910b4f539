package skybourse.evidence.task;

import java.util.List;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverIterate;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/**
 * Convergence of prices. Measures the number of iterations, the certificate, and the distance from the prices that are found from zero start prices.
 * Another measure is the first iteration after which no price differs by more than 1 % (or 0.1 %) from its final value, as visible in a chart.
 */
final class ConvergenceTask {

    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn(
                    "restOnePercent", "iterations", "until no price differs by more than 1 % from its converged value"),
            new MeasuredColumn(
                    "restTenthPercent",
                    "iterations",
                    "until no price differs by more than 0.1 % from its converged value"),
            new MeasuredColumn("iterationsToRest", "iterations", "until prices converge"),
            new MeasuredColumn("iterationsWithRepairs", "iterations", "until prices converge after all repair steps"),
            new MeasuredColumn(
                    "repairs", "repairs", "repair steps: leaders moved to a better price found by the certificate"),
            new MeasuredColumn("restCertified", "share", "whether the first converged prices are certified"),
            new MeasuredColumn(
                    "restEpsilon",
                    "relative",
                    "certified bound on the largest deviation gap at the first converged prices"),
            new MeasuredColumn("certified", "share", "whether the final prices are certified"),
            new MeasuredColumn(
                    "epsilon", "relative", "certified bound on the largest deviation gap at the final prices"),
            new MeasuredColumn(
                    "differenceFromZeroStart",
                    "relative",
                    "largest difference of a price from the result of the zero start"),
            new MeasuredColumn("oscillating", "share", "whether prices never converge"));

    private static final double SEEN = 0.01;
    private static final double FINE = 0.001;

    static final CellTask TASK =
            CellTask.of("rest", SolverResolver.axes(), COLUMNS, SolverResolver::check, ConvergenceTask::run);

    private ConvergenceTask() {}

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        Scenario scenario = scenarios.world(settings, seed);
        PricingGame game = ScenarioGameFactory.of(scenario);
        double[] start = SolverResolver.start(settings, game, seed);
        CertifiedSolver solver = SolverResolver.certified(settings, scenario);
        SolveResult result = solver.solve(game, start);
        List<SolverIterate> states = SolverResolver.statesToConvergence(solver, game, start);
        var atRest = solver.certifier().certify(game, states.getLast().prices(), solver.tolerance());
        SolveResult fromZero = settings.text(SolverResolver.START).equals("zero")
                ? result
                : solver.solve(game, RoundAnalysisPlan.zeroStart(game));
        return List.of(new double[] {
            rest(states, SEEN),
            rest(states, FINE),
            result.effort().firstIterations(),
            result.effort().iterations(),
            result.effort().repairs(),
            atRest.holds() ? 1 : 0,
            atRest.epsilon(),
            result.certificate().holds() ? 1 : 0,
            result.certificate().epsilon(),
            difference(result.prices(), fromZero.prices()),
            result instanceof SolveResult.Cycle || result instanceof SolveResult.StepLimit ? 1 : 0
        });
    }

    private static int rest(List<SolverIterate> states, double within) {
        double[] end = states.getLast().prices();
        int rest = states.size() - 1;
        while (rest > 0 && difference(states.get(rest - 1).prices(), end) <= within) {
            rest--;
        }
        return rest;
    }

    /** Returns the largest relative difference of two price vectors. A price that is closed in only one of them differs by 1. */
    static double difference(double[] one, double[] other) {
        double largest = 0;
        for (int s = 0; s < one.length; s++) {
            double scale = Math.max(Math.abs(one[s]), Math.abs(other[s]));
            if (one[s] != other[s]) {
                largest = Math.max(largest, scale == PricingGame.CLOSED ? 1 : Math.abs(one[s] - other[s]) / scale);
            }
        }
        return largest;
    }
}

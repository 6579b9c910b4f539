package skybourse.tier1.equilibrium;

import java.util.function.Consumer;
import skybourse.tier1.game.PricingGame;

/** Reports the states of a solve, including its repairs, to a watcher. */
final class SolveProgress {

    private final SalesEvaluation pass;
    private final Consumer<SolverIterate> watcher;
    private double[] last = {};

    SolveProgress(PricingGame game, Consumer<SolverIterate> watcher) {
        this.pass = new SalesEvaluation(game, 1);
        this.watcher = watcher;
    }

    void visit(int iteration, double[] prices) {
        double move = last.length == 0 ? 0 : BestResponseRun.distance(last, prices);
        last = prices.clone();
        watcher.accept(pass.state(iteration, last, move));
    }

    /** Reports the final prices if they differ from those of the last iteration. */
    void end(int iterations, double[] chosen) {
        if (BestResponseRun.distance(last, chosen) > 0) {
            visit(iterations + 1, chosen);
        }
    }
}

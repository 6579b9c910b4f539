package skybourse.tier1.equilibrium;

import java.util.function.Consumer;
import skybourse.tier1.game.PricingGame;

/** Tells a watcher the states of a whole solve, repairs included. */
final class SolveCourse {

    private final SystemPass pass;
    private final Consumer<SolverState> watcher;
    private double[] last = {};

    SolveCourse(PricingGame game, Consumer<SolverState> watcher) {
        this.pass = new SystemPass(game, 1);
        this.watcher = watcher;
    }

    void visit(int iteration, double[] prices) {
        double move = last.length == 0 ? 0 : BestResponseWalk.distance(last, prices);
        last = prices.clone();
        watcher.accept(pass.state(iteration, last, move));
    }

    /** Adds the prices that were chosen in the end where the last iteration left others. */
    void end(int iterations, double[] chosen) {
        if (BestResponseWalk.distance(last, chosen) > 0) {
            visit(iterations + 1, chosen);
        }
    }
}

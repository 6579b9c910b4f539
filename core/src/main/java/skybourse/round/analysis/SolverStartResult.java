package skybourse.round.analysis;

import skybourse.tier1.equilibrium.SolveResult;

/**
 * Result of the solver from one start. Results from several starts are evidence for or against a second equilibrium.
 *
 * @param start name of the start, for example {@code zero}, {@code caps} or {@code random 3}
 * @param result result of the solver
 */
public record SolverStartResult(String start, SolveResult result) {

    /** Returns the largest relative difference of a leader's prices in two results of one game; 1 if the leader is closed in one of them. */
    public double distance(SolverStartResult other) {
        double[] prices = result.prices();
        double[] others = other.result().prices();
        assert prices.length == others.length : "starts of one game";
        double largest = 0;
        for (int s = 0; s < prices.length; s++) {
            if (prices[s] != others[s]) {
                double larger = Math.max(prices[s], others[s]);
                largest = Math.max(largest, Double.isInfinite(larger) ? 1 : Math.abs(prices[s] - others[s]) / larger);
            }
        }
        return largest;
    }
}

package skybourse.round.analysis;

import skybourse.tier1.equilibrium.SolveResult;

/**
 * Where the solver ended from one start, as evidence for or against a second equilibrium.
 *
 * @param start what it started from, such as {@code zero}, {@code caps} or {@code random 3}
 * @param result where it ended
 */
public record StartRun(String start, SolveResult result) {

    /** Returns the largest relative difference of a leader's price between two ends, 1 where one of them is closed. */
    public double distance(StartRun other) {
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

package skybourse.tier1.equilibrium;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Prices at one iteration of a solve, for traces and figures. The prices of the last state are those of the result. Immutable:
 * arrays are copied in and out.
 *
 * @param iteration number of iterations so far, from 0 (the start), including those after repairs; one more if the result's prices differ from the
 *     last iteration
 * @param prices {@code double[leaders]}, money per bit
 * @param loads {@code double[leaders]}, work sold at {@code prices}
 * @param profits {@code double[leaders]}, decision profit at {@code prices}, money
 * @param largestMove largest relative price change since the previous state, including a repair's; 0 at the start
 */
public record SolverIterate(int iteration, double[] prices, double[] loads, double[] profits, double largestMove) {

    public SolverIterate {
        prices = prices.clone();
        loads = loads.clone();
        profits = profits.clone();
    }

    @Override
    public double[] prices() {
        return prices.clone();
    }

    @Override
    public double[] loads() {
        return loads.clone();
    }

    @Override
    public double[] profits() {
        return profits.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SolverIterate state
                && iteration == state.iteration
                && Double.compare(largestMove, state.largestMove) == 0
                && Arrays.equals(prices, state.prices)
                && Arrays.equals(loads, state.loads)
                && Arrays.equals(profits, state.profits);
    }

    @Override
    public int hashCode() {
        return 31 * iteration + Arrays.hashCode(prices);
    }
}

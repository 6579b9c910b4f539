package skybourse.tier1.equilibrium;

/**
 * Prices that a solve came through, for traces and figures. The last state of a solve is at the prices of its result.
 *
 * @param iteration iterations made so far, from 0 (the start) on, those after repairs included
 * @param prices {@code double[leaders]}, money per bit
 * @param loads {@code double[leaders]}, work sold at {@code prices}
 * @param profits {@code double[leaders]}, money earned at {@code prices}
 * @param largestMove largest relative price change since the state before, a repair's included; 0 at the start
 */
public record SolverState(int iteration, double[] prices, double[] loads, double[] profits, double largestMove) {}

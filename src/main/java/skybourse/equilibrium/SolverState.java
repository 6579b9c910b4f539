package skybourse.equilibrium;

/**
 * One iterate of a solver, for traces and figures.
 *
 * @param iteration from 0 (the start) on
 * @param prices {@code double[leaders]}, money per bit
 * @param loads {@code double[leaders]}, work sold at {@code prices}
 * @param profits {@code double[leaders]}, money earned at {@code prices}
 * @param largestMove largest relative price change that led here, 0 at the start
 */
public record SolverState(int iteration, double[] prices, double[] loads, double[] profits, double largestMove) {}

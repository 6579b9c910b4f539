package skybourse.round.analysis;

import java.util.function.DoubleUnaryOperator;

/**
 * Search for the maximum of a function of one variable. The function may be discontinuous. The search evaluates a grid, and then applies
 * golden-section search around the best grid point. It need not find the global maximum.
 */
record LineSearch(DoubleUnaryOperator value) {

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    // With 24 sections, the final interval is about 1e-5 of the initial one.
    private static final int SECTIONS = 24;

    /** Argument and value of the function. */
    record Best(double at, double value) {

        Best orBetter(Best other) {
            return other.value > value ? other : this;
        }
    }

    /** Returns the best point of the search, or {@code known} if the search finds no better one. {@code grid} must be ascending. */
    Best best(Best known, double[] grid) {
        int top = 0;
        Best best = known;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < grid.length; i++) {
            Best seen = seen(grid[i]);
            best = best.orBetter(seen);
            if (seen.value > highest) {
                highest = seen.value;
                top = i;
            }
        }
        double low = grid[Math.max(0, top - 1)];
        double high = grid[Math.min(grid.length - 1, top + 1)];
        Best left = seen(high - GOLDEN * (high - low));
        Best right = seen(low + GOLDEN * (high - low));
        for (int i = 0; i < SECTIONS; i++) {
            best = best.orBetter(left).orBetter(right);
            if (left.value >= right.value) {
                high = right.at;
                right = left;
                left = seen(high - GOLDEN * (high - low));
            } else {
                low = left.at;
                left = right;
                right = seen(low + GOLDEN * (high - low));
            }
        }
        return best;
    }

    private Best seen(double at) {
        return new Best(at, value.applyAsDouble(at));
    }
}

package skybourse.tier1.game;

/**
 * One follower's problem, as {@link FollowerResponse} states it, and what its ratios are at a given multiplier.
 *
 * @param weight {@code xi_n}, money
 * @param costs {@code double[links]}, money
 * @param inverseQualities {@code double[links]}
 * @param caps {@code double[links]}
 */
record FollowerProblem(double weight, double[] costs, double[] inverseQualities, double[] caps) {

    /** A multiplier this many times what is left of a cost has lost three digits; ratios keep {@code 1e-12 (1 + inverseQuality)}. */
    private static final double MOST_CANCELLED = 1000;

    int links() {
        return costs.length;
    }

    double ratio(int s, double nu) {
        return FollowerResponse.ratio(weight, costs[s] + nu, inverseQualities[s], caps[s]);
    }

    double sum(double nu) {
        double sum = 0;
        for (int s = 0; s < costs.length; s++) {
            sum += ratio(s, nu);
        }
        return sum;
    }

    /** Returns the lowest multiplier, not below 0, at which no link carries anything. */
    double sendsNothingAt() {
        double highest = 0;
        for (int s = 0; s < costs.length; s++) {
            highest = Math.max(highest, weight / inverseQualities[s] - costs[s]);
        }
        return highest;
    }

    void fill(double nu, double[] ratios) {
        for (int s = 0; s < costs.length; s++) {
            ratios[s] = ratio(s, nu);
        }
    }

    /**
     * Tells whether a multiplier is so nearly the opposite of a cost, on a link inside its bounds or about to be, that {@code
     * cost + nu} has few digits, and so have the ratios: as where computing at home costs many times the weight. The remedy is
     * to solve {@link #countedFrom} it, where costs are rounded relative to themselves, for what is missing.
     */
    boolean isCancelledBy(double nu) {
        for (int s = 0; s < costs.length; s++) {
            double rest = costs[s] + nu;
            boolean nearInside =
                    2 * rest * (inverseQualities[s] + caps[s]) > weight && rest * inverseQualities[s] < 2 * weight;
            if (nearInside && nu > MOST_CANCELLED * rest) {
                return true;
            }
        }
        return false;
    }

    /** Returns the same problem with multipliers counted from {@code nu} on. */
    FollowerProblem countedFrom(double nu) {
        double[] counted = costs.clone();
        for (int s = 0; s < counted.length; s++) {
            counted[s] += nu;
        }
        return new FollowerProblem(weight, counted, inverseQualities, caps);
    }
}

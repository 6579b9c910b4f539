package skybourse.tier1.game;

/**
 * Problem of one follower, see {@link FollowerResponse}, and its ratios at a given multiplier.
 *
 * @param weight {@code xi_n}, money
 * @param costs {@code double[links]}, cost of sending the complete task, money
 * @param inverseQualities {@code double[links]}, inverse of the link quality
 * @param caps {@code double[links]}, largest ratio
 */
record FollowerProblem(double weight, double[] costs, double[] inverseQualities, double[] caps) {

    /**
     * Largest quotient of a multiplier and {@code cost + nu}: at this quotient three digits are lost, and ratios keep an accuracy of
     * {@code 1e-12 (1 + inverseQuality)}.
     */
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

    /** Returns the smallest multiplier of at least 0 at which all ratios are 0. */
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
     * Returns whether cancellation leaves {@code cost + nu} with few accurate digits. Only links that are between their bounds, or nearly
     * so, are examined. Cancellation happens if local computing costs many times the weight. The remedy is to solve the problem that
     * {@link #shifted} returns: its costs are accurate, and its multiplier is the remaining difference.
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

    /** Returns the same problem with {@code nu} added to all costs. Its multipliers are relative to {@code nu}. */
    FollowerProblem shifted(double nu) {
        double[] counted = costs.clone();
        for (int s = 0; s < counted.length; s++) {
            counted[s] += nu;
        }
        return new FollowerProblem(weight, counted, inverseQualities, caps);
    }
}

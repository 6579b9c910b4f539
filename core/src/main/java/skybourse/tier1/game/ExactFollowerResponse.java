package skybourse.tier1.game;

/**
 * Follower's best response from the breakpoints of its demand curve. A breakpoint is a multiplier at which a link leaves its cap or zero.
 * The method finds the two adjacent breakpoints between which the budget is met. If one or two links are strictly inside their bounds
 * there, it solves for the multiplier in closed form. With more links, Newton steps start from the lower breakpoint, from which they cannot
 * overshoot.
 *
 * <p>Accurate to the last bits. For millions of followers at many prices, the solvers' kernels are faster: they evaluate a block of
 * followers at a time.
 */
public record ExactFollowerResponse() implements FollowerResponse {

    private static final int NEWTON_STEPS = 100;

    @Override
    public double respond(double weight, double[] costs, double[] inverseQualities, double[] caps, double[] ratios) {
        var problem = new FollowerProblem(weight, costs, inverseQualities, caps);
        double nu = 0;
        double more = multiplier(problem, 0);
        if (problem.isCancelledBy(more)) {
            nu = more;
            problem = problem.shifted(nu);
            more = multiplier(problem, -nu);
        }
        problem.fill(more, ratios);
        return nu + more;
    }

    /** Returns the smallest multiplier, not below {@code least}, that satisfies the budget. */
    private static double multiplier(FollowerProblem problem, double least) {
        if (problem.sum(least) <= 1) {
            return least;
        }
        double[] between = new double[2 * problem.links()];
        int count = 0;
        // At this multiplier the ratios sum to more than 1.
        double left = least;
        // After the loop, all ratios are 0 at this multiplier.
        double right = least;
        for (int s = 0; s < problem.links(); s++) {
            double inverse = problem.inverseQualities()[s];
            double leavesCap = problem.weight() / (problem.caps()[s] + inverse) - problem.costs()[s];
            double leavesMarket = problem.weight() / inverse - problem.costs()[s];
            right = Math.max(right, leavesMarket);
            between[count] = leavesCap;
            count += leavesCap > least ? 1 : 0;
            between[count] = leavesMarket;
            count += leavesMarket > least ? 1 : 0;
        }
        while (count > 0) {
            double middle = between[count / 2];
            boolean isKept = problem.sum(middle) <= 1;
            left = isKept ? left : middle;
            right = isKept ? middle : right;
            // The sign selects the breakpoints on the side of the middle that still contains the solution.
            double side = isKept ? -1 : 1;
            int kept = 0;
            for (int i = 0; i < count; i++) {
                double other = between[i];
                between[kept] = other;
                kept += side * other > side * middle ? 1 : 0;
            }
            count = kept;
        }
        return onPiece(problem, left, right);
    }

    /**
     * Returns the multiplier that meets the budget, between two neighbouring breakpoints. There each link either stays at a bound or stays
     * between its bounds.
     */
    private static double onPiece(FollowerProblem problem, double left, double right) {
        double middle = left + 0.5 * (right - left);
        double[] inside = new double[problem.links()];
        int count = 0;
        // This variable becomes the value that the sum of weight / (cost + nu) must have over the links between their
        // bounds.
        double level = 1;
        for (int s = 0; s < problem.links(); s++) {
            double ratio = problem.ratio(s, middle);
            if (ratio > 0 && ratio < problem.caps()[s]) {
                inside[count++] = problem.costs()[s];
                level += problem.inverseQualities()[s];
            } else {
                level -= ratio;
            }
        }
        return Math.clamp(ofInside(problem.weight(), level, left, inside, count), left, right);
    }

    /** Solves {@code sum weight / (cost + nu) = level} for {@code nu}. The sum is over the links inside their bounds. */
    private static double ofInside(double weight, double level, double left, double[] costs, int count) {
        return switch (count) {
            // No ratio changes on this interval. The budget is met at every point of it, except for rounding.
            case 0 -> left;
            case 1 -> weight / level - costs[0];
            case 2 -> ofTwo(level / weight, costs[0], costs[1]);
            default -> byNewton(level / weight, left, costs, count);
        };
    }

    /** Solves {@code 1 / (a + nu) + 1 / (b + nu) = target}. */
    private static double ofTwo(double target, double a, double b) {
        double low = Math.min(a, b);
        double spread = target * Math.abs(b - a);
        double root = Math.sqrt(4 + spread * spread);
        double x = spread < 2 ? (2 - spread + root) / 2 : 2 * spread / (spread - 2 + root);
        return x / target - low;
    }

    /** Solves {@code sum 1 / (cost + nu) = target}. The sum is convex and falling, so that Newton steps from the left rise to the root. */
    private static double byNewton(double target, double left, double[] costs, int count) {
        double nu = left;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double value = -target;
            double slope = 0;
            for (int i = 0; i < count; i++) {
                double reciprocal = 1 / (costs[i] + nu);
                value += reciprocal;
                slope += reciprocal * reciprocal;
            }
            double next = nu + value / slope;
            if (!(next > nu)) {
                return nu;
            }
            nu = next;
        }
        return nu;
    }
}

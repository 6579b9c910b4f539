package skybourse.tier1.game;

/**
 * Follower's best response by bisection on the multiplier of its budget, to the last bit. Simple, but takes some 50 evaluations;
 * {@link ExactFollowerResponse} takes a few.
 *
 * <p>Paper: bisection on the first-order condition. Differs: see {@link FollowerResponse}.
 */
public record BisectionFollowerResponse() implements FollowerResponse {

    @Override
    public double respond(double weight, double[] costs, double[] inverseQualities, double[] caps, double[] ratios) {
        var problem = new FollowerProblem(weight, costs, inverseQualities, caps);
        if (problem.sum(0) <= 1) {
            problem.fill(0, ratios);
            return 0;
        }
        double high = problem.sendsNothingAt();
        double nu = 0;
        double more = bisect(problem, 0, high);
        if (problem.isCancelledBy(more)) {
            nu = more;
            problem = problem.shifted(nu);
            more = bisect(problem, -nu, high - nu);
        }
        problem.fill(more, ratios);
        return nu + more;
    }

    /** Returns the multiplier that meets the budget, between a lower number that violates the budget and a higher one that satisfies it. */
    private static double bisect(FollowerProblem problem, double breaks, double keeps) {
        double low = breaks;
        double high = keeps;
        double middle = low + 0.5 * (high - low);
        while (low < middle && middle < high) {
            if (problem.sum(middle) <= 1) {
                high = middle;
            } else {
                low = middle;
            }
            middle = low + 0.5 * (high - low);
        }
        assert low <= high : low + " > " + high;
        return high;
    }
}

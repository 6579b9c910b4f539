package skybourse.tier1.game;

/**
 * The follower's best response by bisection on the budget's multiplier, to the last bit of it.
 *
 * <p>Paper: bisection on the first-order condition. Differs: see {@link FollowerResponse}.
 */
public record BisectionResponse() implements FollowerResponse {

    @Override
    public double respond(double weight, double[] costs, double[] inverseQualities, double[] caps, double[] ratios) {
        if (fill(weight, 0, costs, inverseQualities, caps, ratios) <= 1) {
            return 0;
        }
        double high = 0;
        for (int s = 0; s < costs.length; s++) {
            high = Math.max(high, weight / inverseQualities[s] - costs[s]);
        }
        double nu = 0;
        double more = bisect(weight, 0, high, costs, inverseQualities, caps, ratios);
        if (Cancellation.spoils(weight, more, costs, inverseQualities, caps)) {
            nu = more;
            double[] counted = Cancellation.counted(costs, nu);
            more = bisect(weight, -nu, high - nu, counted, inverseQualities, caps, ratios);
        }
        return nu + more;
    }

    /** Returns the multiplier between a number that breaks the budget and one that keeps it, and writes its ratios. */
    private static double bisect(
            double weight,
            double breaks,
            double keeps,
            double[] costs,
            double[] inverseQualities,
            double[] caps,
            double[] ratios) {
        double low = breaks;
        double high = keeps;
        double middle = low + 0.5 * (high - low);
        while (low < middle && middle < high) {
            if (fill(weight, middle, costs, inverseQualities, caps, ratios) <= 1) {
                high = middle;
            } else {
                low = middle;
            }
            middle = low + 0.5 * (high - low);
        }
        fill(weight, high, costs, inverseQualities, caps, ratios);
        return high;
    }

    /** Writes the ratios at the multiplier {@code nu} and returns their sum. */
    private static double fill(
            double weight, double nu, double[] costs, double[] inverseQualities, double[] caps, double[] ratios) {
        double sum = 0;
        for (int s = 0; s < costs.length; s++) {
            ratios[s] = FollowerResponse.ratio(weight, costs[s] + nu, inverseQualities[s], caps[s]);
            sum += ratios[s];
        }
        return sum;
    }
}

package skybourse.tier1.game;

import java.util.Arrays;

/**
 * The follower's best response from the breakpoints of the demand curve: sorts the multipliers at which a link leaves its
 * cap or its zero, finds the one piece on which the budget is met, and solves it in closed form where one or two links
 * are strictly inside their bounds, else by Newton steps from the piece's left end, where they cannot overshoot.
 */
public record ExactResponse() implements FollowerResponse {

    private static final int NEWTON_STEPS = 100;

    @Override
    public double respond(double weight, double[] costs, double[] inverseQualities, double[] caps, double[] ratios) {
        double nu = 0;
        double[] counted = costs;
        double more = multiplier(weight, 0, costs, inverseQualities, caps);
        if (Cancellation.spoils(weight, more, costs, inverseQualities, caps)) {
            nu = more;
            counted = Cancellation.counted(costs, nu);
            more = multiplier(weight, -nu, counted, inverseQualities, caps);
        }
        for (int s = 0; s < costs.length; s++) {
            ratios[s] = FollowerResponse.ratio(weight, counted[s] + more, inverseQualities[s], caps[s]);
        }
        return nu + more;
    }

    /** Returns the smallest multiplier not below {@code least} at which the budget is kept. */
    private static double multiplier(
            double weight, double least, double[] costs, double[] inverseQualities, double[] caps) {
        if (sum(weight, least, costs, inverseQualities, caps) <= 1) {
            return least;
        }
        double[] breakpoints = new double[2 * costs.length + 1];
        breakpoints[0] = least;
        int count = 1;
        for (int s = 0; s < costs.length; s++) {
            double leavesCap = weight / (caps[s] + inverseQualities[s]) - costs[s];
            double leavesMarket = weight / inverseQualities[s] - costs[s];
            if (leavesCap > least) {
                breakpoints[count++] = leavesCap;
            }
            if (leavesMarket > least) {
                breakpoints[count++] = leavesMarket;
            }
        }
        Arrays.sort(breakpoints, 0, count);
        int left = 0; // above budget there
        int right = count - 1; // everything is 0 there
        while (right - left > 1) {
            int middle = (left + right) >>> 1;
            if (sum(weight, breakpoints[middle], costs, inverseQualities, caps) <= 1) {
                right = middle;
            } else {
                left = middle;
            }
        }
        return onPiece(weight, breakpoints[left], breakpoints[right], costs, inverseQualities, caps);
    }

    /** Solves the piece between two neighbouring breakpoints, on which every link keeps its kind. */
    private static double onPiece(
            double weight, double left, double right, double[] costs, double[] inverseQualities, double[] caps) {
        double middle = left + 0.5 * (right - left);
        double[] inside = new double[costs.length];
        int count = 0;
        double level = 1; // what the links inside must add up to, weight / (cost + nu) each
        for (int s = 0; s < costs.length; s++) {
            double ratio = FollowerResponse.ratio(weight, costs[s] + middle, inverseQualities[s], caps[s]);
            if (ratio > 0 && ratio < caps[s]) {
                inside[count++] = costs[s];
                level += inverseQualities[s];
            } else {
                level -= ratio;
            }
        }
        double nu = switch (count) {
            case 0 -> left; // the budget is met on the whole piece but for rounding
            case 1 -> weight / level - inside[0];
            case 2 -> ofTwo(level / weight, inside[0], inside[1]);
            default -> byNewton(level / weight, left, inside, count);
        };
        return Math.clamp(nu, left, right);
    }

    /** Solves {@code 1 / (a + nu) + 1 / (b + nu) = target}. */
    private static double ofTwo(double target, double a, double b) {
        double low = Math.min(a, b);
        double spread = target * Math.abs(b - a);
        double root = Math.sqrt(4 + spread * spread);
        double x = spread < 2 ? (2 - spread + root) / 2 : 2 * spread / (spread - 2 + root);
        return x / target - low;
    }

    /** Solves {@code sum 1 / (cost + nu) = target}: convex and falling, so steps from the left rise to the root. */
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

    private static double sum(double weight, double nu, double[] costs, double[] inverseQualities, double[] caps) {
        double sum = 0;
        for (int s = 0; s < costs.length; s++) {
            sum += FollowerResponse.ratio(weight, costs[s] + nu, inverseQualities[s], caps[s]);
        }
        return sum;
    }
}

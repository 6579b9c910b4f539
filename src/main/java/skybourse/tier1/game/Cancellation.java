package skybourse.tier1.game;

/**
 * What is lost where a multiplier is nearly the opposite of a cost, as where computing at home costs many times the
 * weight: {@code cost + nu} then has few digits, and so have the ratios. The remedy is to solve again with the costs
 * {@code cost + nu}, which are rounded relative to themselves, for what is missing to {@code nu}.
 */
final class Cancellation {

    /** Three digits lost leave ratios within {@code 1e-12 (1 + inverseQuality)}. */
    private static final double MOST = 1000;

    private Cancellation() {}

    /** Returns whether too much is lost on a link that is inside its bounds or about to be. */
    static boolean spoils(double weight, double nu, double[] costs, double[] inverseQualities, double[] caps) {
        for (int s = 0; s < costs.length; s++) {
            double rest = costs[s] + nu;
            boolean nearInside =
                    2 * rest * (inverseQualities[s] + caps[s]) > weight && rest * inverseQualities[s] < 2 * weight;
            if (nearInside && nu > MOST * rest) {
                return true;
            }
        }
        return false;
    }

    /** Returns what costs become when the multiplier is counted from {@code nu} on. */
    static double[] counted(double[] costs, double nu) {
        double[] counted = costs.clone();
        for (int s = 0; s < counted.length; s++) {
            counted[s] += nu;
        }
        return counted;
    }
}

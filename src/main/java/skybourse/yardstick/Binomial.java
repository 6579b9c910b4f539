package skybourse.yardstick;

/** Probabilities of how many of some independent trials succeed. */
final class Binomial {

    private Binomial() {}

    /** Returns double[trials + 1]; no rounding below zero, and exact where {@code p} is 0 or 1. */
    static double[] of(int trials, double p) {
        double[] probability = new double[trials + 1];
        probability[0] = 1;
        for (int n = 1; n <= trials; n++) {
            for (int k = n; k > 0; k--) {
                probability[k] = (1 - p) * probability[k] + p * probability[k - 1];
            }
            probability[0] *= 1 - p;
        }
        return probability;
    }
}

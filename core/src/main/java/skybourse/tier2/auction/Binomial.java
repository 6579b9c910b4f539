package skybourse.tier2.auction;

/** Computes the probabilities of binomial distributions. */
public final class Binomial {

    private Binomial() {}

    /**
     * Returns the probability of each number of successes, {@code double[trials + 1]}; exact if {@code p} is 0 or 1.
     *
     * @param trials number of independent trials, at least 0
     * @param p probability of success in each, in [0, 1]
     */
    public static double[] of(int trials, double p) {
        double[] probability = new double[trials + 1];
        // The probability of no success would underflow for p near 1, so failures are counted instead.
        boolean mirrored = p > 0.5;
        double rare = mirrored ? 1 - p : p;
        double next = Math.pow(1 - rare, trials);
        for (int k = 0; k <= trials; k++) {
            probability[mirrored ? trials - k : k] = next;
            next *= (trials - k) / (k + 1.0) * (rare / (1 - rare));
        }
        return probability;
    }
}

package skybourse.learning.networks;

import java.util.random.RandomGenerator;

/** Softmax over the legal actions of one row at a time. Sums are in column order. */
public final class Softmax {

    private Softmax() {}

    /**
     * Computes the probabilities of one row. Without a legal action all of them are zero.
     *
     * @param preferences one row per state
     * @param row row of {@code preferences}
     * @param legal {@code boolean[states * actions]}
     * @param legalRow row of the same state in {@code legal}
     * @param probabilities written: {@code float[actions]}, 0 for illegal actions
     * @param logarithms written: natural logarithms of the probabilities, 0 for illegal actions
     */
    public static void row(
            Matrix preferences, int row, boolean[] legal, int legalRow, float[] probabilities, float[] logarithms) {
        int actions = preferences.columns();
        int mask = legalRow * actions;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < actions; i++) {
            if (legal[mask + i]) {
                largest = Math.max(largest, preferences.get(row, i));
            }
        }
        float sum = 0;
        for (int i = 0; i < actions; i++) {
            logarithms[i] = legal[mask + i] ? preferences.get(row, i) - largest : 0;
            probabilities[i] = legal[mask + i] ? FloatExponential.exp(logarithms[i]) : 0;
            sum += probabilities[i];
        }
        float log = (float) StrictMath.log(sum);
        for (int i = 0; i < actions; i++) {
            if (legal[mask + i]) {
                probabilities[i] /= sum;
                logarithms[i] -= log;
            }
        }
    }

    /** Samples an action with the given probabilities. Returns -1 if no probability is greater than zero, for example if all are NaN. */
    public static int draw(RandomGenerator random, float[] probabilities) {
        float left = random.nextFloat();
        int last = -1;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                last = i;
                left -= probabilities[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}

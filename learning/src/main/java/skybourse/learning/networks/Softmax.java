package skybourse.learning.networks;

import java.util.random.RandomGenerator;

/** Probabilities from preferences, illegal actions left out; one row at a time, sums in column order. */
public final class Softmax {

    private Softmax() {}

    /**
     * Works out one row; without a legal action all probabilities are zero.
     *
     * @param preferences one row per state
     * @param legal {@code boolean[states * actions]}
     * @param legalRow the row's place in {@code legal}
     * @param probabilities receives {@code float[actions]}
     * @param logarithms receives their natural logarithms, 0 where illegal
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
            probabilities[i] = legal[mask + i] ? Exponential.exp(logarithms[i]) : 0;
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

    /** Draws an action, never one of probability zero; -1 if no probability is above zero, as when they are NaN. */
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

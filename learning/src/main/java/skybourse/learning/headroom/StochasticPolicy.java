package skybourse.learning.headroom;

import java.util.Arrays;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;

/**
 * Randomized clock policy. In each state it samples its step from a distribution that depends only on the state. {@link #stepTicks} returns one
 * sample; calls with the same state return the same step.
 */
public interface StochasticPolicy extends ClockPolicy {

    /** Returns the distribution of the step in a state. */
    StepDistribution chances(ClockState state);

    /**
     * Distribution of a step.
     *
     * @param ticks {@code long[n]}, the steps
     * @param probabilities {@code double[n]}, each at least 0; their sum is 1 within 1e-9
     */
    record StepDistribution(long[] ticks, double[] probabilities) {

        private static final double SUM = 1e-9;

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if the lengths differ, a probability is negative or NaN, or their sum is not 1 within 1e-9
         */
        public StepDistribution {
            double sum = 0;
            boolean negative = false;
            for (double probability : probabilities) {
                sum += probability;
                negative |= !(probability >= 0);
            }
            if (ticks.length != probabilities.length || negative || !(Math.abs(sum - 1) <= SUM)) {
                throw new IllegalArgumentException("probabilities must be one for each of " + ticks.length
                        + " steps, not negative, with sum 1: " + Arrays.toString(probabilities));
            }
        }

        /** Returns the distribution in which one step has probability 1. */
        public static StepDistribution certain(long ticks) {
            return new StepDistribution(new long[] {ticks}, new double[] {1});
        }

        /** Returns the step at a level in [0, 1) of the cumulative distribution. */
        public long at(double level) {
            double left = level;
            int last = 0;
            for (int i = 0; i < ticks.length; i++) {
                last = probabilities[i] > 0 ? i : last;
                left -= probabilities[i];
                if (left < 0) {
                    break;
                }
            }
            return ticks[last];
        }

        private boolean isSame(StepDistribution other) {
            return Arrays.equals(ticks, other.ticks) && Arrays.equals(probabilities, other.probabilities);
        }

        /** Throws if the distribution of a repeated call differs from this one. */
        void requireSame(StepDistribution again, ClockPolicy policy, ClockState state) {
            if (!isSame(again)) {
                throw new IllegalArgumentException("answer of " + policy.name()
                        + " must be the same each time it is asked in a state: " + this + ", then " + again + " in "
                        + state);
            }
        }

        @Override
        public String toString() {
            return probabilities.length == 1
                    ? "a step of " + ticks[0]
                    : "steps of " + Arrays.toString(ticks) + " with probabilities " + Arrays.toString(probabilities);
        }
    }
}

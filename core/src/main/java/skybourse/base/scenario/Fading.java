package skybourse.base.scenario;

import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;

/** Small-scale fading: a random factor on the power gain of a link, of mean 1, constant over the round. */
public sealed interface Fading {

    /**
     * Samples the factor of one link.
     *
     * @param random source of randomness
     * @return at least 0, of mean 1
     */
    double powerGain(RandomGenerator random);

    /** No fading: the factor is 1, without randomness. */
    record None() implements Fading {
        @Override
        public double powerGain(RandomGenerator random) {
            return 1;
        }
    }

    /** Rayleigh fading: many paths, none dominant. The factor has the exponential distribution. */
    record Rayleigh() implements Fading {
        @Override
        public double powerGain(RandomGenerator random) {
            return random.nextExponential();
        }
    }

    /**
     * Rician fading: one dominant path and many weaker ones.
     *
     * @param dominantToRest {@code K}: power of the dominant path over the power of all others, as a ratio, not in dB; at least 0
     */
    record Rician(double dominantToRest) implements Fading {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if {@code dominantToRest} is negative or not finite
         */
        public Rician {
            Checks.nonNegative(dominantToRest, "dominantToRest");
        }

        @Override
        public double powerGain(RandomGenerator random) {
            double steady = Math.sqrt(dominantToRest / (dominantToRest + 1));
            double spread = Math.sqrt(0.5 / (dominantToRest + 1));
            double inPhase = steady + spread * random.nextGaussian();
            double quadrature = spread * random.nextGaussian();
            return inPhase * inPhase + quadrature * quadrature;
        }
    }
}

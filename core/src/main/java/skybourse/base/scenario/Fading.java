package skybourse.base.scenario;

import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;

/** Small-scale fading: a factor on the power gain of a link, of mean 1, constant over the round. */
public sealed interface Fading {

    /**
     * Draws the factor of one link.
     *
     * @param random the chance it draws from
     * @return not negative, of mean 1
     */
    double powerGain(RandomGenerator random);

    /** No fading: the factor is 1 and nothing is drawn. */
    record None() implements Fading {
        @Override
        public double powerGain(RandomGenerator random) {
            return 1;
        }
    }

    /** Many paths and none that stands out: the factor is exponential. */
    record Rayleigh() implements Fading {
        @Override
        public double powerGain(RandomGenerator random) {
            return random.nextExponential();
        }
    }

    /**
     * One path that stands out from many.
     *
     * @param dominantToRest {@code K}: power of that path over the power of all others, as a ratio, not in dB
     */
    record Rician(double dominantToRest) implements Fading {

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

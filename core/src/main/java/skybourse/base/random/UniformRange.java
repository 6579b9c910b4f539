package skybourse.base.random;

import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;

/**
 * Uniform distribution on an interval.
 *
 * @param low the lower bound, finite
 * @param high the upper bound, finite; equal to {@code low} for a constant
 */
public record UniformRange(double low, double high) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a bound is not finite or {@code high} is below {@code low}
     */
    public UniformRange {
        Checks.finite(low, "low");
        Checks.finite(high, "high");
        Checks.within(high, low, Double.MAX_VALUE, "high");
    }

    /**
     * Samples a value. Calls {@code random} exactly once, even if both bounds are equal.
     *
     * @param random source of randomness
     */
    public double draw(RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }

    /** Returns the mean. */
    public double mean() {
        return 0.5 * (low + high);
    }
}

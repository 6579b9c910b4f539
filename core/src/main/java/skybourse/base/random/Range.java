package skybourse.base.random;

import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;

/**
 * A uniform distribution.
 *
 * @param low the least value
 * @param high the greatest value; equal to {@code low} for a constant
 */
public record Range(double low, double high) {

    public Range {
        Checks.finite(low, "low");
        Checks.finite(high, "high");
        Checks.within(high, low, Double.MAX_VALUE, "high");
    }

    /**
     * Draws a value; one draw from {@code random}, whatever the bounds.
     *
     * @param random the chance it draws from
     */
    public double draw(RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }

    /** Returns the mean. */
    public double mean() {
        return 0.5 * (low + high);
    }
}

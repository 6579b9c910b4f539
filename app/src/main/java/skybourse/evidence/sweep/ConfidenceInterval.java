package skybourse.evidence.sweep;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Mean with its 95 % confidence interval (Student's t over repetitions).
 *
 * @param count number of repetitions; if it is 0, all other components are NaN
 * @param mean the mean
 * @param low lower bound; equal to the mean for a single repetition
 * @param high upper bound; equal to the mean for a single repetition
 * @param deviation sample standard deviation; 0 for a single repetition
 */
public record ConfidenceInterval(int count, double mean, double low, double high, double deviation) {

    private static final double UPPER_TAIL = 0.975;

    /** Returns the interval over repetitions. NaN values are left out. */
    public static ConfidenceInterval of(double[] repetitions) {
        double[] values =
                Arrays.stream(repetitions).filter(value -> !Double.isNaN(value)).toArray();
        int count = values.length;
        if (count == 0) {
            return new ConfidenceInterval(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = Arrays.stream(values).sum() / count;
        if (count == 1) {
            return new ConfidenceInterval(1, mean, mean, mean, 0);
        }
        double deviation = deviation(values, mean);
        double half = halfWidth(count, deviation);
        return new ConfidenceInterval(count, mean, mean - half, mean + half, deviation);
    }

    private static double halfWidth(int count, double deviation) {
        return deviation == 0
                ? 0
                : new TDistribution(count - 1).inverseCumulativeProbability(UPPER_TAIL) * deviation / Math.sqrt(count);
    }

    private static double deviation(double[] values, double mean) {
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** Returns the interval of all values times a factor, which must not be negative. */
    public ConfidenceInterval times(double factor) {
        return new ConfidenceInterval(count, factor * mean, factor * low, factor * high, factor * deviation);
    }

    /** Returns the same mean with bounds limited to the range of possible values, such as [0, 1]. The mean remains inside. */
    public ConfidenceInterval cut(double least, double most) {
        return new ConfidenceInterval(
                count, mean, Math.min(mean, Math.max(least, low)), Math.max(mean, Math.min(most, high)), deviation);
    }
}

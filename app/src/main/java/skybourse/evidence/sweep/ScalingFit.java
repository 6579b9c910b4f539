package skybourse.evidence.sweep;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/** Estimates the exponent with which one quantity grows with another. */
public final class ScalingFit {

    private static final double UPPER_TAIL = 0.975;

    private ScalingFit() {}

    /**
     * Returns the exponent with which {@code y} grows with {@code x}: the slope of log y over log x by least squares, with its 95 % confidence
     * interval. The component {@code deviation} is the standard error of the slope. For fewer than three points, the count is 0.
     *
     * @param x values above 0
     * @param y values above 0, one for each {@code x}
     */
    public static ConfidenceInterval power(double[] x, double[] y) {
        if (x.length < 3) {
            return ConfidenceInterval.of(new double[0]);
        }
        double meanX = meanLog(x);
        double meanY = meanLog(y);
        double square = 0;
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            square += (Math.log(x[i]) - meanX) * (Math.log(x[i]) - meanX);
            product += (Math.log(x[i]) - meanX) * (Math.log(y[i]) - meanY);
        }
        double slope = product / square;
        double rest = 0;
        for (int i = 0; i < x.length; i++) {
            double off = Math.log(y[i]) - meanY - slope * (Math.log(x[i]) - meanX);
            rest += off * off;
        }
        int freedom = x.length - 2;
        double deviation = Math.sqrt(rest / freedom / square);
        double half = new TDistribution(freedom).inverseCumulativeProbability(UPPER_TAIL) * deviation;
        return new ConfidenceInterval(x.length, slope, slope - half, slope + half, deviation);
    }

    private static double meanLog(double[] values) {
        return Arrays.stream(values).map(Math::log).average().orElseThrow();
    }
}

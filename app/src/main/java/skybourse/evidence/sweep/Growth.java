package skybourse.evidence.sweep;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/** How something grows with something else. */
public final class Growth {

    private static final double UPPER_TAIL = 0.975;

    private Growth() {}

    /**
     * Returns the power with which {@code y} grows with {@code x}: the slope of its logarithm on that of {@code x} with its 95 % interval, of
     * points whose two are numbers above 0; none of fewer than three.
     */
    public static Interval power(double[] x, double[] y) {
        if (x.length < 3) {
            return Interval.of(new double[0]);
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
        return new Interval(x.length, slope, slope - half, slope + half, deviation);
    }

    private static double meanLog(double[] values) {
        return Arrays.stream(values).map(Math::log).average().orElseThrow();
    }
}

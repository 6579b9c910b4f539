package skybourse.venue;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import skybourse.base.numeric.Normal95;

/** Ratio of two sums over markets, with its 95 % interval. Rounds of one market are not independent; markets are. */
record Shares(double[] parts, double[] wholes) {

    Shares(int markets) {
        this(new double[markets], new double[markets]);
    }

    void add(int market, double part, double whole) {
        parts[market] += part;
        wholes[market] += whole;
    }

    double share() {
        return sum(parts) / sum(wholes);
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    /** Returns half of the 95 % interval of the share. */
    double halfWidth() {
        double share = share();
        double squares = IntStream.range(0, parts.length)
                .mapToDouble(i -> Math.pow(parts[i] - share * wholes[i], 2))
                .sum();
        return Normal95.Z * Math.sqrt(squares) / sum(wholes);
    }

    /** Returns the share with half of its 95 % interval, in percent. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f +- %.3f %%", 100 * share(), 100 * halfWidth());
    }
}

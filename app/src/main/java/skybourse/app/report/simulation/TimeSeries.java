package skybourse.app.report.simulation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Time series of one quantity. Stores the mean of each bin of slots, and statistics over all slots. Slots without a finite value do not count, except
 * in {@link #last()}.
 */
final class TimeSeries {

    private static final MathContext SHOWN = new MathContext(4);

    private final SlotBins stretches;
    private final double[] sums;
    private final int[] counts;
    private double sum;
    private long count;
    private double least = Double.NaN;
    private double most = Double.NaN;
    private double last = Double.NaN;

    TimeSeries(SlotBins stretches) {
        this.stretches = stretches;
        sums = new double[stretches.count()];
        counts = new int[stretches.count()];
    }

    /** Adds the value of a slot. */
    void add(long slot, double value) {
        last = value;
        if (Double.isFinite(value)) {
            sums[stretches.of(slot)] += value;
            counts[stretches.of(slot)]++;
            sum += value;
            count++;
            least = count == 1 ? value : Math.min(least, value);
            most = count == 1 ? value : Math.max(most, value);
        }
    }

    /** Returns the mean of each bin, rounded to four digits; null without a value. */
    List<@Nullable Double> points() {
        List<@Nullable Double> points = new ArrayList<>(sums.length);
        for (int i = 0; i < sums.length; i++) {
            points.add(counts[i] == 0 ? null : shown(sums[i] / counts[i]));
        }
        return points;
    }

    /** Returns for each bin the mean of this series divided by the mean of another series; null if there is no finite quotient. */
    List<@Nullable Double> over(TimeSeries other) {
        List<@Nullable Double> points = new ArrayList<>(sums.length);
        for (int i = 0; i < sums.length; i++) {
            double share = mean(i, i + 1) / other.mean(i, i + 1);
            points.add(Double.isFinite(share) ? shown(share) : null);
        }
        return points;
    }

    /**
     * Returns for each bin the growth per slot, times a factor; null if it has no value. The growth is the difference between the means of a bin and
     * of the previous bin, divided by the number {@code n} of slots in a bin. The first bin is compared with the value 0 at half of {@code n + 1}
     * slots before the middle of that bin.
     */
    List<@Nullable Double> increments(double factor) {
        List<@Nullable Double> points = new ArrayList<>(sums.length);
        for (int i = 0; i < sums.length; i++) {
            double more = i == 0
                    ? mean(0, 1) / ((stretches.each() + 1) / 2.0)
                    : (mean(i, i + 1) - mean(i - 1, i)) / stretches.each();
            points.add(Double.isNaN(more) ? null : shown(factor * more));
        }
        return points;
    }

    /** Returns the sum over the bins {@code [from, to)}. */
    double sum(int from, int to) {
        return Arrays.stream(sums, from, to).sum();
    }

    /** Returns the mean over the bins {@code [from, to)}; NaN without a value. */
    double mean(int from, int to) {
        return sum(from, to) / Arrays.stream(counts, from, to).sum();
    }

    static double shown(double value) {
        return BigDecimal.valueOf(value).round(SHOWN).doubleValue();
    }

    double sum() {
        return sum;
    }

    double mean() {
        return count == 0 ? Double.NaN : sum / count;
    }

    double least() {
        return least;
    }

    double most() {
        return most;
    }

    /** Returns the value that was added last, even if it is not finite; NaN without a value. */
    double last() {
        return last;
    }

    boolean isMeasured() {
        return count > 0;
    }

    /** Returns whether at least two slots have different values. */
    boolean changes() {
        return least < most;
    }
}

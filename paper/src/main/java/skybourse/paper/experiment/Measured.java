package skybourse.paper.experiment;

import skybourse.evidence.sweep.Interval;

/**
 * One number that was measured.
 *
 * @param name what it is, such as {@code solves that rest within 8 iterations}; empty where nothing was measured
 * @param value with its 95 % interval over seeds; a single value where there is none
 * @param unit behind the number, such as {@code %} or {@code ticks}; empty for a plain number
 */
public record Measured(String name, Interval value, String unit) {

    private static final double PERCENT = 100;

    /** Returns what stands where nothing was measured. */
    public static Measured none() {
        return new Measured("", Interval.of(new double[0]), "");
    }

    /** Returns a share of all in percent, its interval cut at 0 and 100. */
    static Interval share(Interval share) {
        return percent(share.cut(0, 1));
    }

    /** Returns a ratio in percent. */
    static Interval percent(Interval ratio) {
        return ratio.times(PERCENT);
    }

    /** Returns a single value. */
    static Interval only(double value) {
        return Interval.of(new double[] {value});
    }
}

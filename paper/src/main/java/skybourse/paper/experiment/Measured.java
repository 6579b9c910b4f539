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

    /** Returns what stands where nothing was measured. */
    public static Measured none() {
        return new Measured("", Interval.of(new double[0]), "");
    }
}

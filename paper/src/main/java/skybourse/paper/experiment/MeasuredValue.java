package skybourse.paper.experiment;

import skybourse.evidence.sweep.ConfidenceInterval;

/**
 * Measured number.
 *
 * @param name name of the quantity, such as {@code solves that converge within 8 iterations}; empty if nothing was measured
 * @param value mean with its 95 % confidence interval over seeds; without repetitions, the single value
 * @param unit unit, such as {@code %} or {@code ticks}; empty for a plain number
 */
public record MeasuredValue(String name, ConfidenceInterval value, String unit) {

    /** Returns the placeholder for a number that was not measured. */
    public static MeasuredValue none() {
        return new MeasuredValue("", ConfidenceInterval.of(new double[0]), "");
    }
}

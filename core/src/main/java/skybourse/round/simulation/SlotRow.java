package skybourse.round.simulation;

/**
 * What was measured of one slot.
 *
 * @param slot its number
 * @param values by the place of the {@link Metric}; NaN where there is no number
 */
public record SlotRow(long slot, double[] values) {

    /** Returns one number. */
    public double of(Metric metric) {
        return values[metric.place()];
    }
}

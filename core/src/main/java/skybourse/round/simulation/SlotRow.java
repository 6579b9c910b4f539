package skybourse.round.simulation;

import skybourse.round.ledger.LedgerDigest;

/**
 * What was measured of one slot.
 *
 * @param slot its number
 * @param values by the place of the {@link Metric}; NaN where there is no number
 * @param ledger of every payment of the slot
 */
public record SlotRow(long slot, double[] values, LedgerDigest ledger) {

    /** Returns one number. */
    public double of(Metric metric) {
        return values[metric.place()];
    }
}

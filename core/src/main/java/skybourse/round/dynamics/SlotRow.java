package skybourse.round.dynamics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import skybourse.round.ledger.LedgerDigest;

/**
 * Measured values of one slot. Immutable: arrays are copied on the way in and out.
 *
 * @param slot number of the slot
 * @param values {@code double[]} by {@link Metric#place()}; NaN if a value does not exist
 * @param ledger digest of all payments of the slot
 */
public record SlotRow(long slot, double[] values, LedgerDigest ledger) {

    public SlotRow {
        values = values.clone();
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    /** Returns one value. */
    public double of(Metric metric) {
        return values[metric.place()];
    }

    /** Returns this row with one value replaced. */
    public SlotRow with(Metric metric, double value) {
        double[] others = values();
        others[metric.place()] = value;
        return new SlotRow(slot, others, ledger);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SlotRow row
                && slot == row.slot
                && Arrays.equals(values, row.values)
                && ledger.equals(row.ledger);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(slot) + Arrays.hashCode(values);
    }
}

package skybourse.round.dynamics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import skybourse.round.ledger.LedgerDigest;

/**
 * What was measured of one slot. A value: its array is copied on the way in and out.
 *
 * @param slot its number
 * @param values by the place of the {@link Metric}; NaN where there is no number
 * @param ledger of every payment of the slot
 */
public record SlotRow(long slot, double[] values, LedgerDigest ledger) {

    public SlotRow {
        values = values.clone();
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    /** Returns one number. */
    public double of(Metric metric) {
        return values[metric.place()];
    }

    /** Returns the same row with one other number. */
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

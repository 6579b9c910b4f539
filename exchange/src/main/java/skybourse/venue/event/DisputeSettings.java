package skybourse.venue.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;

/**
 * Settings for pieces that cannot be done, and for disputes.
 *
 * @param undoableShare share of the time from the sale to the due time, in [0, 1], within which a worker may report that a piece cannot be done
 * @param feeShare share of the bill, in [0, 1], that the house keeps if the buyer confirms that a piece cannot be done
 * @param errorRate assumed share of wrong rulings, in [0, 1); the stake of an agent that disputes is chosen so that wrong rulings do not make
 *     disputes profitable
 * @param rulingSeconds time limit of a ruling, at least 0
 * @param paysUnruled whether a disputed result is paid if there is no ruling, and its stake goes to the worker; otherwise all money is returned.
 *     If a piece that was reported undoable is disputed, all money is returned without a ruling in both cases
 */
@RecordBuilder
public record DisputeSettings(
        double undoableShare, double feeShare, double errorRate, double rulingSeconds, boolean paysUnruled)
        implements DisputeSettingsBuilder.With {

    /**
     * Standard settings (ours): half of the time for reports, a fee of 1 %, 5 % wrong rulings, one day for a ruling, and payment of results without a
     * ruling.
     */
    public static final DisputeSettings STANDARD = new DisputeSettings(0.5, 0.01, 0.05, 86_400, true);

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public DisputeSettings {
        Checks.within(undoableShare, 0, 1, "undoableShare");
        Checks.within(feeShare, 0, 1, "feeShare");
        Checks.within(errorRate, 0, Math.nextDown(1.0), "errorRate");
        Checks.nonNegative(rulingSeconds, "rulingSeconds");
    }

    /**
     * Returns the stake of an agent that disputes a piece. It is {@code e / (1 - e)} of bill and bonds, with the error rate {@code e}, in ledger
     * units, rounded up.
     */
    public long stakeUnits(Piece.Money money) {
        double atStake = (double) money.billUnits() + money.bondUnits() + money.lotBondUnits();
        return (long) Math.ceil(errorRate / (1 - errorRate) * atStake);
    }

    /** Returns the share of a bill that the house keeps, in ledger units, rounded down. */
    public long feeUnits(long bill) {
        return (long) Math.floor(feeShare * bill);
    }

    /** Returns the last time at which a piece may be reported undoable, in milliseconds of the market's clock. */
    public long undoableDueMillis(Piece piece) {
        return piece.soldAt() + (long) Math.floor(undoableShare * (piece.dueMillis() - piece.soldAt()));
    }
}

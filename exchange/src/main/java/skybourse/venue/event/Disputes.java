package skybourse.venue.event;

import skybourse.base.numeric.Checks;

/**
 * Settings for pieces that cannot be done, and for disputes.
 *
 * @param undoableShare until when a worker may say that a piece cannot be done: this share of the time from the sale until it is due, in [0, 1]
 * @param feeShare what the house keeps of the bill of a piece that the buyer confirms cannot be done, in [0, 1]
 * @param errorRate share of the operator's rulings that are wrong, in [0, 1): an agent that disputes stakes so much that it gains nothing by that
 * @param rulingSeconds how long a dispute waits for a ruling; then all money goes back
 */
public record Disputes(double undoableShare, double feeShare, double errorRate, double rulingSeconds) {

    /** Half of the time, one per cent, one ruling in twenty wrong, a day. Ours. */
    public static final Disputes STANDARD = new Disputes(0.5, 0.01, 0.05, 86_400);

    public Disputes {
        Checks.within(undoableShare, 0, 1, "undoableShare");
        Checks.within(feeShare, 0, 1, "feeShare");
        Checks.within(errorRate, 0, Math.nextDown(1.0), "errorRate");
        Checks.nonNegative(rulingSeconds, "rulingSeconds");
    }

    /** Returns what an agent stakes that disputes a piece: {@code e / (1 - e)} of bill and bonds, in ledger units, rounded up. */
    public long stakeUnits(Piece.Money money) {
        double atStake = (double) money.billUnits() + money.bondUnits() + money.lotBondUnits();
        return (long) Math.ceil(errorRate / (1 - errorRate) * atStake);
    }

    /** Returns what the house keeps of a bill, in ledger units, rounded down. */
    public long feeUnits(long bill) {
        return (long) Math.floor(feeShare * bill);
    }

    /** Returns the last millisecond at which a piece may be said not to be doable. */
    public long undoableDueMillis(Piece piece) {
        return piece.soldAt() + (long) Math.floor(undoableShare * (piece.dueMillis() - piece.soldAt()));
    }
}

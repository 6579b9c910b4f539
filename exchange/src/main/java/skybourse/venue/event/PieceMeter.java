package skybourse.venue.event;

import skybourse.tier2.rule.ProcurementAuction;

/**
 * Numbers from which the bill of a piece in an inference market is computed.
 *
 * @param paymentUnits payment of the seller if all its lots of the round are used in full, ledger units
 * @param soldVolume volume of all lots that the seller sold in the round
 * @param reservedVolume reserved volume of the piece
 * @param usedVolume billed volume of the piece; 0 before there is a result
 */
public record PieceMeter(long paymentUnits, long soldVolume, long reservedVolume, long usedVolume) {

    /** Returns the bill of the used volume, ledger units. */
    public long billUnits() {
        return ProcurementAuction.billUnits(paymentUnits, usedVolume, soldVolume);
    }

    /** Returns the largest possible bill, ledger units. It is held in escrow until the piece ends. */
    public long escrowUnits() {
        return ProcurementAuction.billUnits(paymentUnits, reservedVolume, soldVolume);
    }

    /** Returns these numbers with a used volume. */
    public PieceMeter used(long volume) {
        return new PieceMeter(paymentUnits, soldVolume, reservedVolume, volume);
    }
}

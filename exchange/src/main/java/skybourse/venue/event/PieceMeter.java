package skybourse.venue.event;

import java.math.BigInteger;
import skybourse.tier2.rule.ProcurementAuction;

/**
 * Numbers from which the bill of a piece in an inference market is computed.
 *
 * @param paymentUnits payment of the seller if all its lots of the round are used in full, ledger units
 * @param soldVolume volume of all lots that the seller sold in the round
 * @param capShare share of these lots that is paid the price cap, in [0, 1]
 * @param reservedVolume reserved volume of the piece
 * @param answers measured answers
 */
public record PieceMeter(long paymentUnits, long soldVolume, double capShare, long reservedVolume, Answers answers) {

    /**
     * Measured answers of a piece.
     *
     * @param usedVolume used volume of the answered requests, on which the bill is based
     * @param unservedVolume reserved volume of the requests without an answer
     */
    public record Answers(long usedVolume, long unservedVolume) {

        /** Before there is a result. */
        public static final Answers NONE = new Answers(0, 0);
    }

    /** Returns the bill of the used volume, ledger units. */
    public long billUnits() {
        return ProcurementAuction.billUnits(paymentUnits, answers.usedVolume(), soldVolume);
    }

    /** Returns the bill if the penalty is waived, ledger units. Unserved volume is billed with {@code leastShare}, and at least the least volume of a lot. */
    public long waivedBillUnits(InferenceProduct product) {
        long unserved = (long) Math.ceil(product.leastShare() * answers.unservedVolume());
        long billed = Math.max(answers.usedVolume() + unserved, Math.min(product.leastVolume(), reservedVolume));
        return ProcurementAuction.billUnits(paymentUnits, billed, soldVolume);
    }

    /** Returns the largest possible bill, ledger units. It is held in escrow until the piece ends. */
    public long escrowUnits() {
        return ProcurementAuction.billUnits(paymentUnits, reservedVolume, soldVolume);
    }

    /**
     * Returns the part of a bond that is charged for requests without an answer, ledger units: in proportion to their reserved volume, rounded up.
     *
     * @param bond bond of the piece, ledger units
     */
    public long penaltyUnits(long bond) {
        BigInteger[] parts = BigInteger.valueOf(bond)
                .multiply(BigInteger.valueOf(answers.unservedVolume()))
                .divideAndRemainder(BigInteger.valueOf(reservedVolume));
        return parts[0].longValueExact() + parts[1].signum();
    }

    /** Returns these numbers with measured answers. */
    public PieceMeter measured(Answers measured) {
        return new PieceMeter(paymentUnits, soldVolume, capShare, reservedVolume, measured);
    }
}

package skybourse.venue.event;

import skybourse.round.ledger.Ledger;

/**
 * A payment between accounts of a market, and what it is for.
 *
 * @param from account that pays
 * @param to account that is paid
 * @param units whole ledger units, not negative
 * @param reason why
 * @param of id of the piece that it is for, or reference of a payment from or to outside; empty for what is held for lots
 */
public record Movement(String from, String to, long units, Reason reason, String of) {

    /** Why money moves in a market. */
    public enum Reason {
        /** A buyer's bill, or what a leader pays for a lot, waits in escrow. */
        HELD(Ledger.Reason.HELD),
        /** A leader is paid. */
        BILL(Ledger.Reason.BILL),
        /** What leaders paid for a lot. */
        LOT_BOUGHT(Ledger.Reason.LOT_BOUGHT),
        /** An aerial agent is paid. */
        LOT_SOLD(Ledger.Reason.LOT_SOLD),
        /** The bill of work that nobody does goes back. */
        REFUND(Ledger.Reason.REFUND),
        /** What waited in escrow goes back. */
        RETURNED(Ledger.Reason.RETURNED),
        /** An agent pays for work that it sold and did not do. */
        PENALTY(Ledger.Reason.PENALTY),
        /** The house keeps a share of the bill of a piece that could not be done. */
        FEE(Ledger.Reason.BILL),
        /** An agent disputed and lost. */
        STAKE(Ledger.Reason.PENALTY),
        /** Money comes in from outside. */
        ISSUED(Ledger.Reason.ISSUED),
        /** Money leaves the market. */
        REDEEMED(Ledger.Reason.REDEEMED);

        private final Ledger.Reason posted;

        Reason(Ledger.Reason posted) {
            this.posted = posted;
        }

        /** Returns the reason under which it is posted to accounts. */
        public Ledger.Reason posted() {
            return posted;
        }
    }

    @Override
    public String toString() {
        return units + " from " + from + " to " + to + " (" + reason + (of.isEmpty() ? ")" : ", " + of + ")");
    }
}

package skybourse.venue.event;

import skybourse.round.ledger.Ledger;

/**
 * Payment between accounts of a market with its purpose.
 *
 * @param from account of the payer
 * @param to account of the payee
 * @param units ledger units, at least 0; not checked
 * @param reason reason of the payment
 * @param of id of the piece, or reference of a payment from or to outside; empty for amounts held for lots
 */
public record MarketPayment(String from, String to, long units, Reason reason, String of) {

    /** Reason of a payment in a market. */
    public enum Reason {
        /** A buyer's bill, or a leader's payment for a lot, is moved to escrow. */
        HELD(Ledger.Reason.HELD),
        /** A leader is paid. */
        BILL(Ledger.Reason.BILL),
        /** The payment of leaders for a lot is transferred to the house. */
        LOT_BOUGHT(Ledger.Reason.LOT_BOUGHT),
        /** An aerial agent is paid. */
        LOT_SOLD(Ledger.Reason.LOT_SOLD),
        /** The bill of work that no worker does is refunded. */
        REFUND(Ledger.Reason.REFUND),
        /** A payment is returned from escrow to its payer. */
        RETURNED(Ledger.Reason.RETURNED),
        /** An agent pays a penalty for work that it sold and did not do. */
        PENALTY(Ledger.Reason.PENALTY),
        /** The house keeps a share of the bill of a piece that could not be done. */
        FEE(Ledger.Reason.BILL),
        /** An agent loses its stake in a dispute. */
        STAKE(Ledger.Reason.PENALTY),
        /** Money enters the market from outside. */
        ISSUED(Ledger.Reason.ISSUED),
        /** Money leaves the market. */
        REDEEMED(Ledger.Reason.REDEEMED);

        private final Ledger.Reason posted;

        Reason(Ledger.Reason posted) {
            this.posted = posted;
        }

        /** Returns the reason under which the payment is posted to accounts. */
        public Ledger.Reason posted() {
            return posted;
        }
    }

    @Override
    public String toString() {
        return units + " from " + from + " to " + to + " (" + reason + (of.isEmpty() ? ")" : ", " + of + ")");
    }
}

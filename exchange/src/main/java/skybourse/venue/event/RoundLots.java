package skybourse.venue.event;

/**
 * Lots demanded and sold in one round of an inference market.
 *
 * @param round number of the round
 * @param demandLots number of demanded lots
 * @param lots number of lots sold
 * @param paymentUnits payment for all sold lots if they are used in full, ledger units
 * @param lotsAtCap number of sold lots that are paid the price cap, because no other offer below the cap replaces them
 */
public record RoundLots(long round, int demandLots, int lots, long paymentUnits, int lotsAtCap) {

    /** Returns the summary of a round. */
    public static RoundLots of(MarketEvent.LotsSold sold) {
        int lots = 0;
        int atCap = 0;
        long payment = 0;
        for (var purchase : sold.purchases()) {
            lots += purchase.lots();
            atCap += purchase.lotsAtCap();
            payment = Math.addExact(payment, purchase.paymentTicks());
        }
        return new RoundLots(sold.round(), sold.demandLots(), lots, payment, atCap);
    }
}

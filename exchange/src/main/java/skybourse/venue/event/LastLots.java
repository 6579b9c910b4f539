package skybourse.venue.event;

/**
 * Summary of the last round of an inference market that was sold.
 *
 * @param round number of the round
 * @param demandLots number of lots on demand
 * @param lots number of lots sold
 * @param paymentUnits payment for all sold lots if they are used in full, ledger units
 * @param lotsAtCap number of sold lots that are paid the price cap, because no other offer below the cap replaces them
 */
public record LastLots(long round, int demandLots, int lots, long paymentUnits, int lotsAtCap) {

    /** Returns the summary of a round. */
    public static LastLots of(MarketEvent.LotsSold sold) {
        int lots = 0;
        int atCap = 0;
        long payment = 0;
        for (var purchase : sold.purchases()) {
            lots += purchase.lots();
            atCap += purchase.lotsAtCap();
            payment = Math.addExact(payment, purchase.paymentTicks());
        }
        return new LastLots(sold.round(), sold.demandLots(), lots, payment, atCap);
    }
}

package skybourse.tier2.auction;

/**
 * Numbers of announcements and messages of an auction.
 *
 * @param announcements number of announcements; 0 for a rule without clocks
 * @param messages number of messages: for each announcement one to each participant that waits on the announced side, and one from each
 *     that accepts or leaves; for a rule without clocks one per participant
 */
public record Communication(int announcements, long messages) {

    /** Returns the communication of a sealed-bid auction: one message from each participant. */
    public static Communication ofSealedBids(OrderBook book) {
        return new Communication(0, book.participants().size());
    }
}

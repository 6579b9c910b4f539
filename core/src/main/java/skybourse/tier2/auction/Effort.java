package skybourse.tier2.auction;

/**
 * What an auction cost in talk.
 *
 * @param announcements clock stops announced; 0 for a rule without clocks
 * @param messages one to each participant still waiting on the announced side and one from each that accepts; a rule without
 *     clocks counts one per participant
 */
public record Effort(int announcements, long messages) {

    /** Returns one message from each participant: sealed orders. */
    public static Effort sealed(OrderBook book) {
        return new Effort(0, book.participants().size());
    }
}

package skybourse.tier2.auction;

/** A way to clear a market; the outcome depends on the book and the lots alone. */
public interface AuctionRule {

    /** Returns a short name, such as {@code mcafee}. */
    String name();

    /** Returns what the rule declares about itself. */
    RuleTraits traits();

    /**
     * Clears one market.
     *
     * @param book the orders
     * @param ties who comes first among equals
     * @return trades that nobody loses by at the limits given, or the reason why there are none
     */
    AuctionOutcome clear(OrderBook book, TieOrder ties);
}

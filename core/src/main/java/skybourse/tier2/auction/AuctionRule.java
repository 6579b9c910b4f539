package skybourse.tier2.auction;

import java.util.Locale;

/** A way to clear a market; the outcome depends on the book and the lots alone. */
public interface AuctionRule {

    /** Returns a short name, such as {@code mcafee}. */
    String name();

    /** Returns what the rule declares about itself. */
    RuleTraits traits();

    /** Returns which reports of a trader can lead to different results. */
    default Sensitivity sensitivity() {
        return Sensitivity.ANY_REPORT;
    }

    /**
     * Clears one market.
     *
     * @param book the orders
     * @param ties who comes first among equals
     * @return trades that nobody loses by at the limits given, or the reason why there are none
     * @throws IllegalArgumentException as {@link #check} does
     */
    AuctionOutcome clear(OrderBook book, TieOrder ties);

    /**
     * Checks that the rule takes a market.
     *
     * @throws IllegalArgumentException when a participant has more lots than {@link RuleTraits#mostLots}
     */
    default void check(OrderBook book) {
        int most = traits().mostLots();
        book.orders().filter(order -> order.lot() > most).findFirst().ifPresent(order -> {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s must have at most %d lot(s) under %s: %d",
                    order.participant(),
                    most,
                    name(),
                    book.ordersOf(order.participant()).size()));
        });
    }
}

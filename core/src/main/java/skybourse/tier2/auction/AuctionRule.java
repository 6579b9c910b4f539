package skybourse.tier2.auction;

import java.util.Locale;

/** Auction mechanism. The outcome is a function of the order book and the tie order. */
public interface AuctionRule {

    /** Returns the short name, for example {@code mcafee}. */
    String name();

    /** Returns the declared properties of the rule. */
    RuleTraits traits();

    /** Returns the class of reports by which one trader can obtain different results. The default is {@link OutcomeChangingReports#ANY_REPORT}. */
    default OutcomeChangingReports sensitivity() {
        return OutcomeChangingReports.ANY_REPORT;
    }

    /**
     * Clears one market.
     *
     * @param book the orders
     * @param ties order of equal orders
     * @return trades in which no participant loses if its reported limit prices are true, or the reason for no trade
     * @throws IllegalArgumentException if {@link #check} rejects the market
     */
    AuctionOutcome clear(OrderBook book, TieOrder ties);

    /**
     * Checks that the rule accepts a market.
     *
     * @throws IllegalArgumentException if a participant has more lots than {@link RuleTraits#mostLots}
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

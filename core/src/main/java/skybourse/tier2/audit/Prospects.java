package skybourse.tier2.audit;

import java.util.List;
import skybourse.tier2.auction.OrderBook;

/** What reports lead to under one rule. */
interface Prospects {

    /** Returns what a trader expects when everyone, the trader too, reports what the book says. */
    Prospect of(OrderBook book, String trader);

    /**
     * Returns what a trader expects of every report of a class that can make a difference. Reports that trade nothing may be left
     * out.
     */
    List<Prospect> reports(OrderBook book, String trader, Lies lies);

    /** Returns the most traders whose reports are looked at in seconds. */
    int mostTraders();

    /** Tells whether ties are given, instead of prospects being expected over them. */
    boolean givenTies();
}

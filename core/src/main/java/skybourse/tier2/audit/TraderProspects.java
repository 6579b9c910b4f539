package skybourse.tier2.audit;

import java.util.List;
import skybourse.tier2.auction.OrderBook;

/** Computes the prospects of traders under one rule. */
interface TraderProspects {

    /** Returns the prospect of a trader if all traders, including itself, report the orders of a book. */
    Prospect of(OrderBook book, String trader);

    /**
     * Returns the prospects of a trader for all reports of a class that can change its result. Reports without a trade may be left out.
     */
    List<Prospect> reports(OrderBook book, String trader, MisreportClass misreportClass);

    /** Returns the largest number of traders for which the search takes seconds. */
    int mostTraders();

    /** Returns whether prospects are for a given tie order instead of random ties. */
    boolean givenTies();
}

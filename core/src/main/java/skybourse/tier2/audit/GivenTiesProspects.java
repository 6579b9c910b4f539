package skybourse.tier2.audit;

import java.util.List;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.OutcomeChangingReports;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * Prospects under any rule if the tie order is fixed and the trader knows it. If no misreport is profitable then, none is profitable before
 * ties are drawn.
 *
 * <p>A trader that knows the tie order can use it. The gains are therefore upper bounds of the expected gains over ties.
 *
 * @param rule the rule
 * @param ties the tie order
 * @param lowTicks lowest report that is tried
 * @param highTicks highest report that is tried
 */
record GivenTiesProspects(AuctionRule rule, TieOrder ties, long lowTicks, long highTicks) implements TraderProspects {

    /** Returns whether reports determine only the number of lots that accept a price. If so, one report per number of lots is sufficient. */
    boolean takesPrice() {
        return rule.sensitivity() == OutcomeChangingReports.ACCEPTANCE;
    }

    /** Small, because the auction is cleared for each report of each trader. */
    @Override
    public int mostTraders() {
        return takesPrice() ? 250 : 20;
    }

    @Override
    public boolean givenTies() {
        return true;
    }

    @Override
    public Prospect of(OrderBook book, String trader) {
        List<Order> own = book.ordersOf(trader);
        AuctionOutcome outcome = rule.clear(book, ties);
        int lots = outcome.lotsOf(trader);
        if (lots == 0) {
            return Prospect.NO_TRADE;
        }
        long value = 2 * book.signedValueTicks(trader, lots);
        long money = outcome.utilityHalfTicks(trader, book) - value;
        long clock = own.getFirst().side() == Side.BUYERS ? value : -value;
        return new Prospect(List.of(), List.of(new Prospect.Result(Rational.of(1), lots, money, clock)));
    }

    @Override
    public List<Prospect> reports(OrderBook book, String trader, MisreportClass misreportClass) {
        if (takesPrice()) {
            boolean buys = book.ordersOf(trader).getFirst().side() == Side.BUYERS;
            long mostEager = buys ? highTicks : lowTicks;
            return SealedProspects.reports(this, book, trader, MisreportClass.ONE_PRICE, List.of(mostEager));
        }
        boolean critical = rule.sensitivity() == OutcomeChangingReports.OTHERS_LIMITS
                && (misreportClass == MisreportClass.ONE_PRICE
                        || book.ordersOf(trader).size() == 1);
        List<Long> ticks = SealedProspects.ticks(book.without(trader), lowTicks, highTicks, critical);
        return SealedProspects.reports(this, book, trader, misreportClass, ticks);
    }
}

package skybourse.tier2.audit;

import java.util.List;
import skybourse.base.numeric.Fraction;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Sensitivity;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/**
 * Prospects under any other rule, given the ties: what each report brings when the trader knew how every tie falls. A rule
 * that leaves nothing to gain then leaves nothing to gain before they fall.
 *
 * <p>Right as an upper bound of what a lie gains, for any rule at all. Wrong as the gain itself: who knows the ties can use them.
 *
 * @param lowTicks the lowest report looked at
 * @param highTicks the highest
 */
record GivenTiesProspects(AuctionRule rule, TieOrder ties, long lowTicks, long highTicks) implements Prospects {

    /** Tells whether reports only decide how many lots accept a price: offering them at the most eager report is then enough. */
    boolean takesPrice() {
        return rule.sensitivity() == Sensitivity.ACCEPTANCE;
    }

    /** Every report of every trader is cleared. */
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
        return new Prospect(List.of(), List.of(new Prospect.Result(Fraction.of(1), lots, money, clock)));
    }

    @Override
    public List<Prospect> reports(OrderBook book, String trader, Lies lies) {
        if (takesPrice()) {
            boolean buys = book.ordersOf(trader).getFirst().side() == Side.BUYERS;
            long mostEager = buys ? highTicks : lowTicks;
            return SealedProspects.reports(this, book, trader, Lies.ONE_PRICE, List.of(mostEager));
        }
        boolean critical = rule.sensitivity() == Sensitivity.OTHERS_LIMITS
                && (lies == Lies.ONE_PRICE || book.ordersOf(trader).size() == 1);
        List<Long> ticks = SealedProspects.ticks(book.without(trader), lowTicks, highTicks, critical);
        return SealedProspects.reports(this, book, trader, lies, ticks);
    }
}

package skybourse.tier2.auction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import skybourse.tier2.auction.AuctionOutcome.Cleared;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;

/** How rules turn two ordered lists of lots into trades. */
public final class Pairing {

    private Pairing() {}

    /** Pairs the i-th buyer with the i-th seller, all at the same two prices. */
    public static List<Trade> paired(
            List<Order> buyers, List<Order> sellers, long buyerHalfTicks, long sellerHalfTicks) {
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < buyers.size(); i++) {
            trades.add(new Trade((Bid) buyers.get(i), (Ask) sellers.get(i), buyerHalfTicks, sellerHalfTicks));
        }
        return trades;
    }

    /** Leaves out one seller's entry drawn by lot: its last one, so that its cheapest lots trade. */
    public static List<Order> withoutOne(List<Order> sellers, TieOrder ties) {
        String drawn = sellers.stream()
                .min(Comparator.<Order>comparingLong(ties::drawKey)
                        .thenComparing(Order::participant)
                        .thenComparingInt(Order::lot))
                .orElseThrow()
                .participant();
        Order out = sellers.stream()
                .filter(order -> order.participant().equals(drawn))
                .max(Comparator.comparingInt(Order::lot))
                .orElseThrow();
        return sellers.stream().filter(order -> !order.equals(out)).toList();
    }

    /**
     * Returns the trades or, where there are none, why.
     *
     * @param trades perhaps none
     * @param matched how many pairs the rule matched before it gave any up
     * @param effort what it took
     */
    public static AuctionOutcome outcome(List<Trade> trades, int matched, Effort effort) {
        if (!trades.isEmpty()) {
            return new Cleared(trades, effort);
        }
        return new NoTrade(
                matched == 0 ? new NoTradeReason.NobodyMatched() : new NoTradeReason.MatchGivenUp(matched), effort);
    }
}

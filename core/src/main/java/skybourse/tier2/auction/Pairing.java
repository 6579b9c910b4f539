package skybourse.tier2.auction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import skybourse.tier2.auction.AuctionOutcome.Cleared;
import skybourse.tier2.auction.AuctionOutcome.NoTrade;

/** Conversion of sorted lots to trades, shared by the auction rules. */
public final class Pairing {

    private Pairing() {}

    /**
     * Pairs the i-th bid with the i-th ask. All pairs trade at the same two prices.
     *
     * @param buyers bids
     * @param sellers asks, at least as many as {@code buyers}
     * @param buyerHalfTicks price of each buyer
     * @param sellerHalfTicks price of each seller
     */
    public static List<Trade> pair(List<Order> buyers, List<Order> sellers, long buyerHalfTicks, long sellerHalfTicks) {
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < buyers.size(); i++) {
            trades.add(new Trade((Bid) buyers.get(i), (Ask) sellers.get(i), buyerHalfTicks, sellerHalfTicks));
        }
        return trades;
    }

    /**
     * Returns the asks without one: a lottery draws an ask, and the last lot of its seller is left out, so that the seller's cheapest lots
     * trade.
     *
     * @param sellers at least one ask
     * @param ties source of the lottery, {@link TieOrder#drawKey}
     */
    public static List<Order> withoutRandomSeller(List<Order> sellers, TieOrder ties) {
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
     * Returns the outcome of some trades, or the reason for no trade.
     *
     * @param trades trades; may be empty
     * @param matched number of pairs that the rule matched before it omitted any
     * @param communication communication of the auction
     */
    public static AuctionOutcome outcome(List<Trade> trades, int matched, Communication communication) {
        if (!trades.isEmpty()) {
            return new Cleared(trades, communication);
        }
        return new NoTrade(
                matched == 0 ? new NoTradeReason.NobodyMatched() : new NoTradeReason.MatchGivenUp(matched),
                communication);
    }
}

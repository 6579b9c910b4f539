package skybourse.auction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import skybourse.auction.AuctionOutcome.Cleared;
import skybourse.auction.AuctionOutcome.NoTrade;

/** What the two queues of a Double Dutch auction become: who trades and at which price. */
public enum Clearing {
    /** All matched pairs, at the middle of the last pair's stops. */
    MIDPOINT {
        @Override
        AuctionOutcome clear(List<Acceptance> buyers, List<Acceptance> sellers, TieOrder ties, Effort effort) {
            int pairs = Math.min(buyers.size(), sellers.size());
            if (pairs == 0) {
                return outcome(0, List.of(), effort);
            }
            long price =
                    buyers.get(pairs - 1).stopTicks() + sellers.get(pairs - 1).stopTicks();
            return outcome(
                    pairs,
                    paired(orders(buyers.subList(0, pairs)), orders(sellers.subList(0, pairs)), price, price),
                    effort);
        }
    },

    /** All but the last matched pair; buyers pay its buyer's stop, sellers get its seller's stop. */
    TRADE_REDUCTION {
        @Override
        AuctionOutcome clear(List<Acceptance> buyers, List<Acceptance> sellers, TieOrder ties, Effort effort) {
            int pairs = Math.min(buyers.size(), sellers.size());
            if (pairs == 0) {
                return outcome(0, List.of(), effort);
            }
            long buyerPrice = 2 * buyers.get(pairs - 1).stopTicks();
            long sellerPrice = 2 * sellers.get(pairs - 1).stopTicks();
            List<Order> keptBuyers = orders(buyers.subList(0, pairs - 1));
            List<Order> keptSellers = orders(sellers.subList(0, pairs - 1));
            return outcome(pairs, paired(keptBuyers, keptSellers, buyerPrice, sellerPrice), effort);
        }
    },

    /**
     * With a longer sellers' queue the stop of its first unmatched entry is everyone's price; else the last matched buyer's
     * stop is, and that buyer and one seller drawn by lot are left out.
     */
    STRONGLY_BALANCED_REDUCTION {
        @Override
        AuctionOutcome clear(List<Acceptance> buyers, List<Acceptance> sellers, TieOrder ties, Effort effort) {
            int pairs = Math.min(buyers.size(), sellers.size());
            if (pairs == 0) {
                return outcome(0, List.of(), effort);
            }
            if (sellers.size() > pairs) {
                long price = 2 * sellers.get(pairs).stopTicks();
                List<Order> keptBuyers = orders(buyers.subList(0, pairs));
                return outcome(pairs, paired(keptBuyers, orders(sellers.subList(0, pairs)), price, price), effort);
            }
            long price = 2 * buyers.get(pairs - 1).stopTicks();
            List<Order> keptBuyers = orders(buyers.subList(0, pairs - 1));
            return outcome(pairs, paired(keptBuyers, withoutOne(orders(sellers), ties), price, price), effort);
        }
    };

    abstract AuctionOutcome clear(List<Acceptance> buyers, List<Acceptance> sellers, TieOrder ties, Effort effort);

    private static AuctionOutcome outcome(int matched, List<Trade> trades, Effort effort) {
        if (!trades.isEmpty()) {
            return new Cleared(trades, effort);
        }
        return new NoTrade(
                matched == 0 ? new NoTradeReason.NobodyMatched() : new NoTradeReason.MatchGivenUp(matched), effort);
    }

    private static List<Order> orders(List<Acceptance> queue) {
        return queue.stream().map(Acceptance::order).toList();
    }

    /** Pairs the i-th buyer with the i-th seller, all at the same two prices. */
    static List<Trade> paired(List<Order> buyers, List<Order> sellers, long buyerHalfTicks, long sellerHalfTicks) {
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < buyers.size(); i++) {
            trades.add(new Trade((Bid) buyers.get(i), (Ask) sellers.get(i), buyerHalfTicks, sellerHalfTicks));
        }
        return trades;
    }

    /** Leaves out one seller's entry drawn by lot: its last one, so that its cheapest lots trade. */
    static List<Order> withoutOne(List<Order> sellers, TieOrder ties) {
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
}

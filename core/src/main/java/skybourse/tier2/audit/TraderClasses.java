package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.DoubleDutch;

/**
 * Classes of traders with the same choices. An audit examines one representative of each class.
 *
 * @param book the examined market, which may lack traders far from the margin
 * @param prospects prospects in the examined market
 * @param representatives representative in the examined market, by trader of the complete market
 */
record TraderClasses(OrderBook book, TraderProspects prospects, Map<String, String> representatives) {

    // The examined market keeps this number of ranks on each side of the last efficient pair. One misreport shifts the
    // pair by at most two ranks.
    private static final int MARGIN = 4;

    TraderClasses {
        assert book.participants().containsAll(representatives.values()) : "a representative is in the market";
    }

    /** Returns classes of one trader each. */
    static TraderClasses each(OrderBook book, TraderProspects prospects) {
        return new TraderClasses(
                book, prospects, book.participants().stream().collect(Collectors.toMap(id -> id, id -> id)));
    }

    /**
     * Returns classes for a clock auction. With one lot per trader, traders of one side with the same limit price have the same choices. An equal
     * stop is not sufficient, because another report may change the later stops, and with them the stops of the other traders.
     */
    static TraderClasses ofClocks(OrderBook book, DoubleDutch rule) {
        TraderProspects prospects = new ClockProspects(rule);
        if (!unitDemand(book)) {
            return each(book, prospects);
        }
        Map<String, String> representatives = new HashMap<>();
        for (Side side : Side.values()) {
            Map<Long, String> byLimit = new HashMap<>();
            for (Order order : book.orders(side)) {
                String first = byLimit.computeIfAbsent(order.limitTicks(), _ -> order.participant());
                representatives.put(order.participant(), first);
            }
        }
        return new TraderClasses(book, prospects, representatives);
    }

    /**
     * Returns classes for a rule that sorts sealed orders. With one lot per trader only orders near the last efficient pair matter. The
     * examined market omits all traders with much worse limit prices, and equal numbers of buyers and sellers with much better ones.
     */
    static TraderClasses ofSealed(OrderBook book, AuctionRule rule, long lowTicks, long highTicks) {
        if (!unitDemand(book)) {
            return each(book, new SealedProspects(rule, lowTicks, highTicks, 0));
        }
        List<Order> bids = sorted(book, Side.BUYERS);
        List<Order> asks = sorted(book, Side.SELLERS);
        int pairs = 0;
        while (pairs < Math.min(bids.size(), asks.size())
                && bids.get(pairs).limitTicks() >= asks.get(pairs).limitTicks()) {
            pairs++;
        }
        int rank = Math.max(0, pairs - MARGIN);
        // One trader with a much better limit price stays in the market. It represents the traders that are left out.
        int dropped = rank == 0 ? 0 : Math.max(0, Math.min(moreEager(bids, rank), moreEager(asks, rank)) - 1);
        Map<String, String> representatives = new HashMap<>();
        List<Order> core = new ArrayList<>(core(bids, dropped, pairs, representatives));
        core.addAll(core(asks, dropped, pairs, representatives));
        return new TraderClasses(
                OrderBook.of(core), new SealedProspects(rule, lowTicks, highTicks, dropped), representatives);
    }

    private static List<Order> core(List<Order> side, int dropped, int pairs, Map<String, String> representatives) {
        int last = Math.min(side.size() - 1, pairs + MARGIN);
        while (last + 1 < side.size()
                && side.get(last + 1).limitTicks() == side.get(last).limitTicks()) {
            last++;
        }
        List<Order> core = side.isEmpty() ? side : side.subList(dropped, last + 1);
        for (int i = 0; i < side.size(); i++) {
            Order same = side.get(Math.clamp(i, dropped, last));
            representatives.put(side.get(i).participant(), same.participant());
        }
        return core;
    }

    private static int moreEager(List<Order> sorted, int rank) {
        long limit = sorted.get(rank).limitTicks();
        return (int) sorted.subList(0, rank).stream()
                .filter(order -> order.limitTicks() != limit)
                .count();
    }

    private static List<Order> sorted(OrderBook book, Side side) {
        Comparator<Order> rising = Comparator.comparingLong(Order::limitTicks);
        return book.orders(side).stream()
                .sorted(side == Side.BUYERS ? rising.reversed() : rising)
                .toList();
    }

    static boolean unitDemand(OrderBook book) {
        return book.orders().allMatch(order -> order.lot() == 1);
    }
}

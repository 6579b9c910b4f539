package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.rule.StronglyBalancedAuction;

/**
 * Exact prospects under a rule that sorts sealed orders and whose price depends on limit prices near the last pair. Ties are lots at the
 * same limit price. The rule omits at most one seller by lottery. For rules that assign traders to random groups use
 * {@link GivenTiesProspects}.
 *
 * <p>The trades change only at limit prices of other orders. Between two neighbouring limit prices the probability of trade is constant and
 * the price is linear in the report. The best report is therefore at a limit price, or one tick above or below it. The tie order matters
 * only by the number of other lots that come before the trader's.
 *
 * @param rule the rule
 * @param lowTicks lowest report that is tried
 * @param highTicks highest report that is tried
 * @param dropped number of the best lots of each side that were removed from the market
 */
record SealedProspects(AuctionRule rule, long lowTicks, long highTicks, int dropped) implements TraderProspects {

    /**
     * Tie order in which the trader comes after the traders of the set {@code before}, and all other traders come after it. The lottery
     * selects the trader if {@code drawn} is true.
     */
    private record Place(String trader, Set<String> before, boolean drawn) implements TieOrder {
        @Override
        public long key(String participant) {
            return before.contains(participant) ? 0 : participant.equals(trader) ? 1 : 2;
        }

        @Override
        public long drawKey(Order order) {
            return order.participant().equals(trader) ? (drawn ? 0 : 2) : 1;
        }
    }

    @Override
    public int mostTraders() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean givenTies() {
        return false;
    }

    @Override
    public Prospect of(OrderBook book, String trader) {
        List<Order> own = book.ordersOf(trader);
        if (own.isEmpty()) {
            return Prospect.NO_TRADE;
        }
        AuctionOutcome luckiest = clear(book, trader, Set.of());
        int lots = luckiest.lotsOf(trader);
        if (lots == 0) {
            return Prospect.NO_TRADE;
        }
        for (long limit : new TreeSet<>(own.stream().map(Order::limitTicks).toList())) {
            List<String> tied = tied(book, own.getFirst(), limit);
            if (!tied.isEmpty() && clear(book, trader, new HashSet<>(tied)).lotsOf(trader) != lots) {
                return drawn(book, own, tied, limit);
            }
        }
        List<Prospect.Result> results = new ArrayList<>();
        boolean mayBeLeftOut =
                rule instanceof StronglyBalancedAuction && own.getFirst().side() == Side.SELLERS;
        AuctionOutcome leftOut = mayBeLeftOut ? rule.clear(book, new Place(trader, Set.of(), true)) : luckiest;
        if (leftOut.lotsOf(trader) == lots) {
            add(results, Rational.of(1), luckiest, own);
        } else {
            int entries = luckiest.trades().size() + 1 + dropped;
            add(results, Rational.of(entries - lots, entries), luckiest, own);
            add(results, Rational.of(lots, entries), leftOut, own);
        }
        return new Prospect(List.of(), results);
    }

    private Prospect drawn(OrderBook book, List<Order> own, List<String> tied, long limit) {
        int[] lots = tied.stream()
                .mapToInt(other -> (int) book.ordersOf(other).stream()
                        .filter(order -> order.limitTicks() == limit)
                        .count())
                .toArray();
        List<Prospect.Result> results = new ArrayList<>();
        for (TieLottery.Draw draw : TieLottery.draws(lots)) {
            Set<String> first = new HashSet<>();
            draw.first().stream().forEach(i -> first.add(tied.get(i)));
            add(results, draw.chance(), clear(book, own.getFirst().participant(), first), own);
        }
        return new Prospect(List.of(), results);
    }

    private AuctionOutcome clear(OrderBook book, String trader, Set<String> first) {
        return rule.clear(book, new Place(trader, first, false));
    }

    private static List<String> tied(OrderBook book, Order own, long limit) {
        return book.orders(own.side()).stream()
                .filter(order ->
                        order.limitTicks() == limit && !order.participant().equals(own.participant()))
                .map(Order::participant)
                .distinct()
                .toList();
    }

    private static void add(List<Prospect.Result> results, Rational chance, AuctionOutcome outcome, List<Order> own) {
        String trader = own.getFirst().participant();
        int lots = outcome.lotsOf(trader);
        if (lots == 0) {
            return;
        }
        OrderBook alone = OrderBook.of(own);
        long value = 2 * alone.signedValueTicks(trader, lots);
        long clock = own.getFirst().side() == Side.BUYERS ? value : -value;
        results.add(new Prospect.Result(chance, lots, outcome.utilityHalfTicks(trader, alone) - value, clock));
    }

    @Override
    public List<Prospect> reports(OrderBook book, String trader, MisreportClass misreportClass) {
        // If each lot has its own price, the slope of the price may also change where a limit price is the mean of two
        // others. The critical ticks do not contain these points.
        boolean critical = misreportClass == MisreportClass.ONE_PRICE
                || book.ordersOf(trader).size() == 1;
        return reports(this, book, trader, misreportClass, ticks(book.without(trader), lowTicks, highTicks, critical));
    }

    /** Returns the prospects of all reports that consist of the given ticks, which must be in ascending order. */
    static List<Prospect> reports(
            TraderProspects prospects, OrderBook book, String trader, MisreportClass misreportClass, List<Long> ticks) {
        List<Order> own = book.ordersOf(trader);
        boolean buys = own.getFirst().side() == Side.BUYERS;
        return Prospect.reports(misreportClass, buys ? ticks.reversed() : ticks, own.size()).stream()
                .map(report -> {
                    OrderBook reported = book.with(trader, BestMisreport.orders(own.getFirst(), report));
                    return new Prospect(report, prospects.of(reported, trader).results());
                })
                .toList();
    }

    /** Returns all ticks of a range, or only those of {@link #criticalTicks}, in ascending order. */
    static List<Long> ticks(OrderBook others, long lowTicks, long highTicks, boolean critical) {
        return critical
                ? List.copyOf(criticalTicks(others, lowTicks, highTicks))
                : LongStream.rangeClosed(lowTicks, highTicks).boxed().toList();
    }

    /** Returns the ticks of a range that are limit prices of the others, or one tick above or below one, and both ends of the range. */
    static SortedSet<Long> criticalTicks(OrderBook others, long lowTicks, long highTicks) {
        SortedSet<Long> ticks = new TreeSet<>(List.of(lowTicks, highTicks));
        others.orders().forEach(order -> {
            for (long near = order.limitTicks() - 1; near <= order.limitTicks() + 1; near++) {
                if (near >= lowTicks && near <= highTicks) {
                    ticks.add(near);
                }
            }
        });
        return ticks;
    }
}

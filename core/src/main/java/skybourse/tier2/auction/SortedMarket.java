package skybourse.tier2.auction;

import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A book sorted by eagerness, as every rule without clocks starts: the first {@link #pairs} lots of both sides are the
 * efficient trades, those with bid at or above ask.
 *
 * @param bids from the highest, equals as the ties say
 * @param asks from the lowest, equals as the ties say
 * @param pairs how many of each the efficient trades are
 */
public record SortedMarket(List<Order> bids, List<Order> asks, int pairs) {

    /** Sorts a book. */
    public static SortedMarket of(OrderBook book, TieOrder ties) {
        return of(ranked(Side.BUYERS, book, ties), ranked(Side.SELLERS, book, ties));
    }

    /** Sorted lists in, efficient number of pairs out. */
    public static SortedMarket of(List<Order> bids, List<Order> asks) {
        int pairs = 0;
        while (pairs < Math.min(bids.size(), asks.size())
                && bids.get(pairs).limitTicks() >= asks.get(pairs).limitTicks()) {
            pairs++;
        }
        return new SortedMarket(bids, asks, pairs);
    }

    /** Clears a book by a rule that needs an efficient pair; where there is none nobody trades. */
    public static AuctionOutcome cleared(
            OrderBook book, TieOrder ties, BiFunction<SortedMarket, Effort, AuctionOutcome> rule) {
        SortedMarket market = of(book, ties);
        Effort effort = Effort.sealed(book);
        return market.pairs == 0 ? market.trade(0, 0, 0, effort) : rule.apply(market, effort);
    }

    private static List<Order> ranked(Side side, OrderBook book, TieOrder ties) {
        Comparator<Order> rising = Comparator.comparingLong(Order::limitTicks);
        return ties.inOrder(book.orders(side)).stream()
                .sorted(side == Side.BUYERS ? rising.reversed() : rising)
                .toList();
    }

    /** Returns the limit of the bid at an index from 0; below every price where there is none. */
    public long bid(int index) {
        return index < bids.size() ? bids.get(index).limitTicks() : -Order.MAX_TICKS;
    }

    /** Returns the limit of the ask at an index from 0; above every price where there is none. */
    public long ask(int index) {
        return index < asks.size() ? asks.get(index).limitTicks() : Order.MAX_TICKS;
    }

    /** Returns the lowest price at which supply meets demand. */
    public long lowestEquilibriumTicks() {
        return Math.max(pairs == 0 ? -Order.MAX_TICKS : ask(pairs - 1), bid(pairs));
    }

    /** Returns the highest price at which supply meets demand. */
    public long highestEquilibriumTicks() {
        return Math.min(pairs == 0 ? Order.MAX_TICKS : bid(pairs - 1), ask(pairs));
    }

    /**
     * Trades the first lots of both sides at two prices.
     *
     * @param count of each side; none is the ending without a trade
     * @param effort what it took, as {@link #cleared} hands it over
     */
    public AuctionOutcome trade(int count, long buyerHalfTicks, long sellerHalfTicks, Effort effort) {
        return Pairing.outcome(
                Pairing.paired(bids.subList(0, count), asks.subList(0, count), buyerHalfTicks, sellerHalfTicks),
                pairs,
                effort);
    }
}

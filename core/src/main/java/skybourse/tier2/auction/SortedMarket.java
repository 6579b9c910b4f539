package skybourse.tier2.auction;

import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Order book sorted by limit price. The efficient trades are the first {@code pairs} lots of both sides, which are the pairs whose bid is
 * at or above the ask.
 *
 * @param bids in descending order, equal ones by the tie order
 * @param asks in ascending order, equal ones by the tie order
 * @param pairs number of efficient trades
 */
public record SortedMarket(List<Order> bids, List<Order> asks, int pairs) {

    /** Sorts an order book. */
    public static SortedMarket of(OrderBook book, TieOrder ties) {
        return of(ranked(Side.BUYERS, book, ties), ranked(Side.SELLERS, book, ties));
    }

    /**
     * Returns the market of sorted orders. Counts its efficient trades.
     *
     * @param bids in descending order
     * @param asks in ascending order
     */
    public static SortedMarket of(List<Order> bids, List<Order> asks) {
        int pairs = 0;
        while (pairs < Math.min(bids.size(), asks.size())
                && bids.get(pairs).limitTicks() >= asks.get(pairs).limitTicks()) {
            pairs++;
        }
        return new SortedMarket(bids, asks, pairs);
    }

    /**
     * Clears an order book by a rule that needs at least one efficient pair. If there is no such pair, {@code rule} is not called and the
     * outcome has no trade.
     *
     * @param rule maps the sorted market, and the communication of a sealed-bid auction, to the outcome
     */
    public static AuctionOutcome clear(
            OrderBook book, TieOrder ties, BiFunction<SortedMarket, Communication, AuctionOutcome> rule) {
        SortedMarket market = of(book, ties);
        Communication communication = Communication.ofSealedBids(book);
        return market.pairs == 0 ? market.trade(0, 0, 0, communication) : rule.apply(market, communication);
    }

    private static List<Order> ranked(Side side, OrderBook book, TieOrder ties) {
        Comparator<Order> rising = Comparator.comparingLong(Order::limitTicks);
        return ties.inOrder(book.orders(side)).stream()
                .sorted(side == Side.BUYERS ? rising.reversed() : rising)
                .toList();
    }

    /** Returns the limit price of the bid at an index from 0; {@code -Order.MAX_TICKS} beyond the last bid. */
    public long bid(int index) {
        return index < bids.size() ? bids.get(index).limitTicks() : -Order.MAX_TICKS;
    }

    /** Returns the limit price of the ask at an index from 0; {@code Order.MAX_TICKS} beyond the last ask. */
    public long ask(int index) {
        return index < asks.size() ? asks.get(index).limitTicks() : Order.MAX_TICKS;
    }

    /** Returns the lowest price at which supply equals demand. */
    public long lowestEquilibriumTicks() {
        return Math.max(pairs == 0 ? -Order.MAX_TICKS : ask(pairs - 1), bid(pairs));
    }

    /** Returns the highest price at which supply equals demand. */
    public long highestEquilibriumTicks() {
        return Math.min(pairs == 0 ? Order.MAX_TICKS : bid(pairs - 1), ask(pairs));
    }

    /**
     * Trades the first lots of both sides at two prices.
     *
     * @param count number of lots of each side; 0 for an outcome without trade
     * @param buyerHalfTicks price of each buyer
     * @param sellerHalfTicks price of each seller
     * @param communication communication of the auction
     */
    public AuctionOutcome trade(int count, long buyerHalfTicks, long sellerHalfTicks, Communication communication) {
        return Pairing.outcome(
                Pairing.pair(bids.subList(0, count), asks.subList(0, count), buyerHalfTicks, sellerHalfTicks),
                pairs,
                communication);
    }
}

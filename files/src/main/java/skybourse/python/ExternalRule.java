package skybourse.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.NoTradeReason;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.clock.Auctioneer;
import skybourse.tier2.spi.AuctionSettings;
import skybourse.tier2.spi.RuleProvider;

/**
 * Auction rule for sealed orders that calls an external function to determine the trades. The function receives the lots of both sides, best limit
 * prices first, and returns a list of trades. {@link #clear(OrderBook, TieOrder)} throws {@link IllegalArgumentException} for an order that does not
 * exist, a lot that trades twice, or a price beyond a limit price.
 *
 * @param name short name in lower case, words joined by dashes; not blank
 * @param traits declared properties
 * @param clearing the function
 */
public record ExternalRule(String name, RuleTraits traits, Clearing clearing) implements AuctionRule {

    private static final int NUMBERS = 4;

    /** External function that clears a market. */
    @FunctionalInterface
    public interface Clearing {

        /**
         * Returns the trades of a market.
         *
         * @param bidTicks limit prices of the bids in descending order; equal limit prices are in tie order
         * @param buyers ids of the buyers, by bid
         * @param askTicks limit prices of the asks in ascending order; equal limit prices are in tie order
         * @param sellers ids of the sellers, by ask
         * @return four numbers per trade: the index of the bid, the index of the ask, the price of the buyer in half ticks, and the price of the
         *     seller in half ticks
         */
        long[] clear(long[] bidTicks, String[] buyers, long[] askTicks, String[] sellers);
    }

    /** @throws IllegalArgumentException if {@code name} is blank */
    public ExternalRule {
        Checks.notBlank(name, "name");
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        check(book);
        SortedMarket market = SortedMarket.of(book, ties);
        long[] listed = clearing.clear(
                limits(market.bids()), names(market.bids()), limits(market.asks()), names(market.asks()));
        if (listed.length % NUMBERS != 0) {
            throw new IllegalArgumentException("trades must have four numbers each: " + listed.length + " in all");
        }
        List<Trade> trades = new ArrayList<>();
        Set<Order> traded = new HashSet<>();
        for (int i = 0; i < listed.length; i += NUMBERS) {
            String at = "trades[" + i / NUMBERS + "]";
            Order bid = order(market.bids(), listed[i], at + ".bid", traded);
            Order ask = order(market.asks(), listed[i + 1], at + ".ask", traded);
            trades.add(trade(at, (Bid) bid, (Ask) ask, listed[i + 2], listed[i + 3]));
        }
        var communication = new Communication(0, book.participants().size());
        return trades.isEmpty()
                ? new AuctionOutcome.NoTrade(new NoTradeReason.NobodyMatched(), communication)
                : new AuctionOutcome.Cleared(trades, communication);
    }

    private static long[] limits(List<Order> orders) {
        return orders.stream().mapToLong(Order::limitTicks).toArray();
    }

    private static String[] names(List<Order> orders) {
        return orders.stream().map(Order::participant).toArray(String[]::new);
    }

    private static Order order(List<Order> orders, long place, String name, Set<Order> traded) {
        if (place < 0 || place >= orders.size()) {
            throw new IllegalArgumentException(name + " must be in [0, " + (orders.size() - 1) + "]: " + place);
        }
        Order order = orders.get((int) place);
        if (!traded.add(order)) {
            throw new IllegalArgumentException(name + " must trade once: " + order.label());
        }
        return order;
    }

    private static Trade trade(String at, Bid bid, Ask ask, long buyerHalfTicks, long sellerHalfTicks) {
        if (buyerHalfTicks > 2 * bid.limitTicks()) {
            throw new IllegalArgumentException(at + ".buyerPrice must be at most the bid, " + bid.limitTicks() + ": "
                    + AuctionOutcome.ticks(buyerHalfTicks));
        }
        if (sellerHalfTicks < 2 * ask.limitTicks()) {
            throw new IllegalArgumentException(at + ".sellerPrice must be at least the ask, " + ask.limitTicks() + ": "
                    + AuctionOutcome.ticks(sellerHalfTicks));
        }
        return new Trade(bid, ask, buyerHalfTicks, sellerHalfTicks);
    }

    /** Returns a provider of the rule, which ignores settings and policy. */
    public RuleProvider provider() {
        return new Provider(this);
    }

    private record Provider(ExternalRule made) implements RuleProvider {
        @Override
        public String name() {
            return made.name();
        }

        @Override
        public String title() {
            return made.name();
        }

        @Override
        public AuctionRule rule(AuctionSettings settings, Auctioneer policy) {
            return made;
        }
    }
}

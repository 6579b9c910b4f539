package skybourse.tier2.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import skybourse.base.numeric.LargestRemainder;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Communication;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.OutcomeChangingReports;
import skybourse.tier2.auction.Pairing;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.SortedMarket;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;

/**
 * Vickrey auction for sellers, with verified bids of buyers. Sellers receive Vickrey-Clarke-Groves payments, and the buyers' valuations
 * are read from a ledger. The efficient pairs trade. Each seller receives the amount that its lots add to the others' gains, as under
 * {@link Vickrey}. The buyers share this sum in proportion to the value that they receive, by largest remainder; equal remainders follow
 * the tie order.
 *
 * <p>Efficient, strongly budget-balanced, and dominant-strategy truthful for sellers, if bids follow from records such as bills and
 * agreed penalties. Do not use it for bids that buyers report themselves: they could shift payments to others.
 *
 * <p>No buyer pays more than its value, because the sellers' total payment is at most the value of all traded lots. The reason is that a
 * seller's absence costs the others at most the least valued lots that they would lose.
 *
 * <p>Source: sellers' payments by Clarke (1971) and Groves (1973). Ours: the buyers' shares.
 */
public record SellerVickrey() implements AuctionRule {

    /** Name on a command line and in files. */
    public static final String NAME = "seller-vcg";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public OutcomeChangingReports sensitivity() {
        return OutcomeChangingReports.SORTED_ORDERS;
    }

    @Override
    public RuleTraits traits() {
        return RuleTraits.of(RuleTraits.Budget.STRONG, "nothing")
                .truthful(
                        RuleTraits.Truthful.SELLERS,
                        RuleTraits.Sense.DOMINANT,
                        "bids are read from books, and no seller earns by lots that it cannot deliver");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a bid is negative; no bid from a ledger is
     */
    @Override
    public void check(OrderBook book) {
        book.orders(Side.BUYERS).stream()
                .filter(order -> order.limitTicks() < 0)
                .findFirst()
                .ifPresent(order -> {
                    throw new IllegalArgumentException(
                            "limitTicks of " + order.participant() + " must not be negative: " + order.limitTicks());
                });
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        check(book);
        SortedMarket market = SortedMarket.of(book, ties);
        List<Order> bids = market.bids().subList(0, market.pairs());
        Map<String, List<Long>> prices = new HashMap<>();
        long[] paid = market.asks().subList(0, market.pairs()).stream()
                .mapToLong(ask -> 2 * Vickrey.price(ask, market, prices))
                .toArray();
        long[] shares = shares(Arrays.stream(paid).reduce(0, Math::addExact), bids, ties);
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            trades.add(new Trade((Bid) bids.get(i), (Ask) market.asks().get(i), shares[i], paid[i]));
        }
        return Pairing.outcome(trades, market.pairs(), new Communication(0, sellers(book)));
    }

    /** Returns the number of sellers. Only sellers send messages. */
    private static long sellers(OrderBook book) {
        return book.orders(Side.SELLERS).stream()
                .filter(order -> order.lot() == 1)
                .count();
    }

    /** Returns the buyer's payment for each lot. The total is divided among the buyers, and each buyer's share among its lots. */
    private static long[] shares(long halfTicks, List<Order> bids, TieOrder ties) {
        Map<String, List<Integer>> lots = new LinkedHashMap<>();
        List<Order> first = bids.stream().filter(bid -> bid.lot() == 1).toList();
        ties.inOrder(first).forEach(bid -> lots.put(bid.participant(), new ArrayList<>()));
        for (int i = 0; i < bids.size(); i++) {
            lots.computeIfAbsent(bids.get(i).participant(), _ -> new ArrayList<>())
                    .add(i);
        }
        List<long[]> values = lots.values().stream()
                .map(own ->
                        own.stream().mapToLong(i -> bids.get(i).limitTicks()).toArray())
                .toList();
        long[] bills = LargestRemainder.split(
                halfTicks,
                values.stream().mapToLong(own -> Arrays.stream(own).sum()).toArray());
        long[] shares = new long[bids.size()];
        int participant = 0;
        for (List<Integer> own : lots.values()) {
            long[] parts = LargestRemainder.split(bills[participant], values.get(participant));
            for (int lot = 0; lot < parts.length; lot++) {
                shares[own.get(lot)] = parts[lot];
            }
            participant++;
        }
        return shares;
    }
}

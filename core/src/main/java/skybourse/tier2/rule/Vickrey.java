package skybourse.tier2.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * Vickrey-Clarke-Groves mechanism. The efficient pairs trade. Each buyer pays the amount by which its lots reduce the others' gains. Each
 * seller receives the amount that its lots add to the others' gains.
 *
 * <p>Efficient, and dominant-strategy truthful for any number of lots. The house pays the difference, which is never negative.
 *
 * <p>Papers: Vickrey, Journal of Finance 16 (1961); Clarke, Public Choice 11 (1971); Groves, Econometrica 41 (1973). A participant's
 * payment is the sum of the amounts by which each further lot changes the others' gains. Each trade therefore has prices of its own.
 */
public record Vickrey() implements AuctionRule {

    @Override
    public String name() {
        return "vcg";
    }

    @Override
    public OutcomeChangingReports sensitivity() {
        return OutcomeChangingReports.SORTED_ORDERS;
    }

    @Override
    public RuleTraits traits() {
        return RuleTraits.of(RuleTraits.Budget.DEFICIT, "nothing")
                .truthful(RuleTraits.Truthful.ANY_LOTS, RuleTraits.Sense.DOMINANT, "none");
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        SortedMarket market = SortedMarket.of(book, ties);
        Map<String, List<Long>> prices = new HashMap<>();
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < market.pairs(); i++) {
            Bid bid = (Bid) market.bids().get(i);
            Ask ask = (Ask) market.asks().get(i);
            trades.add(new Trade(bid, ask, 2 * price(bid, market, prices), 2 * price(ask, market, prices)));
        }
        return Pairing.outcome(trades, market.pairs(), Communication.ofSealedBids(book));
    }

    /** Returns the price of a traded lot, in ticks; {@code prices} is a cache by participant. */
    static long price(Order order, SortedMarket market, Map<String, List<Long>> prices) {
        return prices.computeIfAbsent(order.participant(), id -> prices(id, order.side(), market))
                .get(order.lot() - 1);
    }

    /** Returns a price for each traded lot of a participant: the loss that a buyer's lot causes the others, or the gain that a seller's lot gives them. */
    private static List<Long> prices(String participant, Side side, SortedMarket market) {
        SortedMarket others = SortedMarket.of(without(participant, market.bids()), without(participant, market.asks()));
        List<Order> traded = side == Side.BUYERS ? market.bids() : market.asks();
        long lots = traded.subList(0, market.pairs()).stream()
                .filter(order -> order.participant().equals(participant))
                .count();
        List<Long> prices = new ArrayList<>();
        // Number of efficient pairs in the market without the participant.
        int pairs = others.pairs();
        for (int lot = 0; lot < lots; lot++) {
            // A buyer's next lot either comes from the first seller that is still unmatched, or displaces the buyer of
            // the last pair. A seller's next lot either goes to the first unmatched buyer, or displaces the seller of
            // the last pair.
            long fresh = side == Side.BUYERS ? others.ask(pairs + lot) : others.bid(pairs + lot);
            if (pairs == 0) {
                prices.add(fresh);
                continue;
            }
            long displaced = side == Side.BUYERS ? others.bid(pairs - 1) : others.ask(pairs - 1);
            boolean takesFresh = side == Side.BUYERS ? fresh <= displaced : fresh >= displaced;
            prices.add(takesFresh ? fresh : displaced);
            pairs -= takesFresh ? 0 : 1;
        }
        return prices;
    }

    private static List<Order> without(String participant, List<Order> orders) {
        return orders.stream()
                .filter(order -> !order.participant().equals(participant))
                .toList();
    }
}

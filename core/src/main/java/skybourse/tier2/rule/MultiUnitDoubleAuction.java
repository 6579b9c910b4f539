package skybourse.tier2.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
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
 * MUDA, a truthful double auction for any number of lots. Traders are split by lottery into two halves. Each half trades at the
 * midpoint of the other half's equilibrium prices, and the tie order decides which lots of the longer side trade.
 *
 * <p>Dominant-strategy truthful and strongly budget-balanced. In thin markets the rule loses many trades. A half without buyers or without
 * sellers sets no price, and a half with few orders sets an inaccurate price.
 *
 * <p>Paper: Segal-Halevi, Hassidim and Aumann, "MUDA: a truthful multi-unit double-auction mechanism", AAAI (2018), the lottery
 * variant. Differs: each side is dealt into halves whose sizes differ by at most one, instead of a coin toss for each trader.
 */
public record MultiUnitDoubleAuction() implements AuctionRule {

    @Override
    public String name() {
        return "muda";
    }

    @Override
    public OutcomeChangingReports sensitivity() {
        return OutcomeChangingReports.ACCEPTANCE;
    }

    @Override
    public RuleTraits traits() {
        return RuleTraits.of(RuleTraits.Budget.STRONG, "much in thin markets, all with one trader on a side")
                .truthful(RuleTraits.Truthful.ANY_LOTS, RuleTraits.Sense.DOMINANT, "none");
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        OrderBook left = half(book, ties, 0);
        OrderBook right = half(book, ties, 1);
        List<Trade> trades = new ArrayList<>(trades(left, right, ties));
        trades.addAll(trades(right, left, ties));
        return Pairing.outcome(trades, 0, Communication.ofSealedBids(book));
    }

    /** Returns the trades of one half at the midpoint of the other half's equilibrium prices. There is no trade if these prices are unbounded. */
    private static List<Trade> trades(OrderBook half, OrderBook other, TieOrder ties) {
        SortedMarket market = SortedMarket.of(other, ties);
        if (market.bids().isEmpty() || market.asks().isEmpty()) {
            return List.of();
        }
        long price = market.lowestEquilibriumTicks() + market.highestEquilibriumTicks();
        return PostedPrice.serve(half, ties, price);
    }

    private static OrderBook half(OrderBook book, TieOrder ties, int which) {
        List<Order> orders = new ArrayList<>();
        for (Side side : Side.values()) {
            List<Order> dealt = book.orders(side).stream()
                    .filter(order -> order.lot() == 1)
                    .sorted(Comparator.comparingLong(ties::drawKey).thenComparing(Order::participant))
                    .toList();
            for (int i = which; i < dealt.size(); i += 2) {
                orders.addAll(book.ordersOf(dealt.get(i).participant()));
            }
        }
        return OrderBook.of(orders);
    }
}

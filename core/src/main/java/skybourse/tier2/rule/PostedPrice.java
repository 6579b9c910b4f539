package skybourse.tier2.rule;

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
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;

/**
 * Auction rule with a posted price: one price for all, fixed before any order. Traders that accept it trade; the tie order decides which
 * lots of the longer side trade.
 *
 * <p>Dominant-strategy truthful for any number of lots, and strongly budget-balanced. The rule needs a suitable price. If the price is far
 * from the equilibrium price, little or nothing is traded.
 *
 * @param priceTicks the price
 */
public record PostedPrice(long priceTicks) implements AuctionRule {

    /** @throws IllegalArgumentException if {@code priceTicks} is not in {@code [-Order.MAX_TICKS, Order.MAX_TICKS]} */
    public PostedPrice {
        Order.checkTicks(priceTicks, "priceTicks");
    }

    @Override
    public String name() {
        return "posted-price";
    }

    @Override
    public OutcomeChangingReports sensitivity() {
        return OutcomeChangingReports.ACCEPTANCE;
    }

    @Override
    public RuleTraits traits() {
        return RuleTraits.of(RuleTraits.Budget.STRONG, "what its price misses")
                .truthful(
                        RuleTraits.Truthful.ANY_LOTS, RuleTraits.Sense.DOMINANT, "the price is fixed before any order")
                .withPrior();
    }

    @Override
    public AuctionOutcome clear(OrderBook book, TieOrder ties) {
        long price = 2 * priceTicks;
        List<Trade> trades = serve(book, ties, price);
        long answers = book.orders()
                .filter(order -> order.lot() == 1 && order.accepts(priceTicks))
                .count();
        Communication communication = new Communication(1, book.participants().size() + answers);
        return Pairing.outcome(trades, 0, communication);
    }

    /** Pairs the lots that accept a price, in tie order on both sides, until all lots of the shorter side are paired. */
    static List<Trade> serve(OrderBook book, TieOrder ties, long priceHalfTicks) {
        List<Order> buyers = accepting(Side.BUYERS, book, ties, priceHalfTicks);
        List<Order> sellers = accepting(Side.SELLERS, book, ties, priceHalfTicks);
        int count = Math.min(buyers.size(), sellers.size());
        return Pairing.pair(buyers.subList(0, count), sellers.subList(0, count), priceHalfTicks, priceHalfTicks);
    }

    private static List<Order> accepting(Side side, OrderBook book, TieOrder ties, long priceHalfTicks) {
        // A limit price in whole ticks accepts a half-tick price exactly if it accepts that price rounded to the harder
        // whole tick.
        long ticks = side == Side.BUYERS ? Math.ceilDiv(priceHalfTicks, 2) : Math.floorDiv(priceHalfTicks, 2);
        return ties.inOrder(
                book.orders(side).stream().filter(order -> order.accepts(ticks)).toList());
    }
}

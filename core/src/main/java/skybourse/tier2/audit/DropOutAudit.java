package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.dropout.DropOutAuction;
import skybourse.tier2.clock.fast.FixedStepKernel;

/**
 * Largest gain of each trader by any report in a drop-out auction with one lot per trader, given the tie order. A report determines only
 * whether its trader is active when the clocks meet. One auction per trader, in which that trader never leaves, is therefore sufficient.
 * The cost is O(n^2) for n traders, plus the announcements.
 */
final class DropOutAudit {

    private final DropOutAuction rule;
    // Both lists are in tie order.
    private final List<Order> bids;
    private final List<Order> asks;
    private final long[] bidTicks;
    private final long[] askTicks;

    private DropOutAudit(DropOutAuction rule, OrderBook truth, TieOrder ties) {
        this.rule = rule;
        bids = ties.inOrder(truth.orders(Side.BUYERS));
        asks = ties.inOrder(truth.orders(Side.SELLERS));
        bidTicks = bids.stream().mapToLong(Order::limitTicks).toArray();
        askTicks = asks.stream().mapToLong(Order::limitTicks).toArray();
    }

    /** Returns whether a market can be audited: one lot per trader, and a policy that does not read the reports of traders that left. */
    static boolean supports(DropOutAuction rule, OrderBook truth) {
        return TraderClasses.unitDemand(truth) && !rule.policy().dependsOnLeavers();
    }

    /** Returns the best report of each trader, in the order of {@code truth.participants()}. */
    static List<BestMisreport> search(DropOutAuction rule, OrderBook truth, TieOrder ties) {
        DropOutAudit audit = new DropOutAudit(rule, truth, ties);
        Map<String, BestMisreport> best = new HashMap<>();
        for (BestMisreport one : audit.search()) {
            best.put(one.trader(), one);
        }
        return truth.participants().stream().map(best::get).toList();
    }

    private List<BestMisreport> search() {
        FixedStepKernel.Result honest = rule.count(bidTicks, askTicks);
        List<BestMisreport> all = new ArrayList<>();
        search(all, honest, bids, bidTicks, rule.buyersStartTicks() + 1);
        search(all, honest, asks, askTicks, rule.sellersStartTicks() - 1);
        return all;
    }

    private void search(
            List<BestMisreport> all, FixedStepKernel.Result honest, List<Order> side, long[] ticks, long staysInTicks) {
        for (int i = 0; i < ticks.length; i++) {
            long limit = ticks[i];
            long truthful = utility(honest, side.get(i), ticks, i, limit);
            ticks[i] = staysInTicks;
            long lying = utility(rule.count(bidTicks, askTicks), side.get(i), ticks, i, limit);
            ticks[i] = limit;
            Order own = side.get(i);
            List<Order> report = lying > Math.max(0, truthful)
                    ? List.of(own.withLimit(staysInTicks))
                    : truthful < 0 ? List.of() : List.of(own);
            all.add(new BestMisreport(
                    own.participant(),
                    report,
                    Rational.of(truthful),
                    Rational.of(Math.max(0, Math.max(truthful, lying)))));
        }
    }

    /**
     * Returns the utility of a trader with a true limit price, in half ticks. It trades if it accepts the price and fewer traders before it
     * do so than there are trades.
     */
    private static long utility(FixedStepKernel.Result result, Order own, long[] ticks, int trader, long limit) {
        long price = result.buyerPriceHalfTicks() / 2;
        boolean buys = own.side() == Side.BUYERS;
        int before = 0;
        for (int i = 0; i < trader; i++) {
            before += accepts(buys, ticks[i], price) ? 1 : 0;
        }
        if (before >= result.trades() || !accepts(buys, ticks[trader], price)) {
            return 0;
        }
        return 2 * (buys ? limit - price : price - limit);
    }

    private static boolean accepts(boolean buys, long limit, long price) {
        return buys ? limit >= price : limit <= price;
    }
}

package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;

/**
 * Best report of one trader, given the others' reports. Utilities are at the trader's true values, as expectations over ties unless
 * the search has fixed ties.
 *
 * @param trader id of the trader
 * @param report best orders; the true ones if none is better, empty for staying away
 * @param truthfulHalfTicks utility by truthful reporting
 * @param bestHalfTicks utility by the best report
 */
public record BestMisreport(String trader, List<Order> report, Rational truthfulHalfTicks, Rational bestHalfTicks) {

    public BestMisreport {
        report = List.copyOf(report);
        assert bestHalfTicks.signum() >= 0 : "everyone may stay away";
        assert bestHalfTicks.compareTo(truthfulHalfTicks) >= 0 : "truthful reports are among the candidates";
    }

    /** Returns the gain of the best report over truthful reporting, at least 0, in half ticks. */
    public Rational gainHalfTicks() {
        return bestHalfTicks.minus(truthfulHalfTicks);
    }

    /** Returns whether the misreport is profitable. */
    public boolean gains() {
        return bestHalfTicks.compareTo(truthfulHalfTicks) > 0;
    }

    /** Returns the order book in which this trader misreports and all others report truthfully. */
    public OrderBook reported(OrderBook truth) {
        return truth.with(trader, report);
    }

    /** Returns a description of the report, for example {@code reports 7}. */
    public String text() {
        if (report.isEmpty()) {
            return "stays away";
        }
        List<Long> limits = report.stream().map(Order::limitTicks).toList();
        if (limits.stream().distinct().count() > 1) {
            return "reports " + limits.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + " for its lots";
        }
        return "reports " + limits.getFirst() + (limits.size() == 1 ? "" : " for each of " + limits.size() + " lots");
    }

    /** Returns the best of the truthful report, the other reports, and not taking part. */
    static BestMisreport best(List<Order> own, Prospect truth, List<Prospect> reports) {
        Rational truthful = truth.utilityHalfTicks(own);
        Rational best = truthful;
        List<Order> report = own;
        if (truthful.signum() < 0) {
            best = Rational.ZERO;
            report = List.of();
        }
        for (Prospect prospect : reports) {
            Rational other = prospect.utilityHalfTicks(own);
            if (other.compareTo(best) > 0) {
                best = other;
                report = orders(own.getFirst(), prospect.reportTicks());
            }
        }
        return new BestMisreport(own.getFirst().participant(), report, truthful, best);
    }

    /** Returns orders of the same participant and side, one lot per limit price. */
    static List<Order> orders(Order like, List<Long> limitTicks) {
        List<Order> orders = new ArrayList<>();
        for (long limit : limitTicks) {
            int lot = orders.size() + 1;
            orders.add(
                    like.side() == Side.BUYERS
                            ? new Bid(like.participant(), lot, limit)
                            : new Ask(like.participant(), lot, limit));
        }
        return orders;
    }
}

package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import skybourse.base.numeric.Fraction;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;

/**
 * The best a trader can do given what all others report, expected over how ties fall, at its true values.
 *
 * @param trader whose report
 * @param report the best orders; the truth where nothing is better, empty for staying away
 * @param truthfulHalfTicks what the truth brings
 * @param bestHalfTicks what the best report brings
 */
public record Misreport(String trader, List<Order> report, Fraction truthfulHalfTicks, Fraction bestHalfTicks) {

    public Misreport {
        report = List.copyOf(report);
        assert bestHalfTicks.signum() >= 0 : "everyone may stay away";
        assert bestHalfTicks.compareTo(truthfulHalfTicks) >= 0 : "truthful reports are among the candidates";
    }

    /** Returns what the best report brings more than the truth, at least 0, in half ticks. */
    public Fraction gainHalfTicks() {
        return bestHalfTicks.minus(truthfulHalfTicks);
    }

    /** Tells whether the truth is not best. */
    public boolean gains() {
        return bestHalfTicks.compareTo(truthfulHalfTicks) > 0;
    }

    /** Returns the market as it is when this trader misreports and all others tell the truth. */
    public OrderBook reported(OrderBook truth) {
        return truth.with(trader, report);
    }

    /** Returns the report in words, such as {@code reports 7}. */
    public String words() {
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

    /** Chooses the best of the truth, the reports and staying away. */
    static Misreport best(List<Order> own, Prospect truth, List<Prospect> reports) {
        Fraction truthful = truth.utilityHalfTicks(own);
        Fraction best = truthful;
        List<Order> report = own;
        if (truthful.signum() < 0) {
            best = Fraction.ZERO;
            report = List.of();
        }
        for (Prospect prospect : reports) {
            Fraction other = prospect.utilityHalfTicks(own);
            if (other.compareTo(best) > 0) {
                best = other;
                report = orders(own.getFirst(), prospect.reportTicks());
            }
        }
        return new Misreport(own.getFirst().participant(), report, truthful, best);
    }

    /** Returns orders of the same participant on the same side, a lot for each limit. */
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

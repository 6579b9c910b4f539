package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
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
        assert bestHalfTicks.compareTo(truthfulHalfTicks) >= 0 : "everyone may tell the truth";
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
        String lots = report.size() == 1 ? "" : " for each of " + report.size() + " lots";
        return "reports " + report.getFirst().limitTicks() + lots;
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
                report = orders(own.getFirst(), prospect.reportTicks(), prospect.lots());
            }
        }
        return new Misreport(own.getFirst().participant(), report, truthful, best);
    }

    /** Returns one price for a number of lots of the same participant on the same side. */
    static List<Order> orders(Order like, long limitTicks, int lots) {
        List<Order> orders = new ArrayList<>();
        for (int lot = 1; lot <= lots; lot++) {
            orders.add(
                    like.side() == Side.BUYERS
                            ? new Bid(like.participant(), lot, limitTicks)
                            : new Ask(like.participant(), lot, limitTicks));
        }
        return orders;
    }
}

package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;

/**
 * Probability distribution of the results of one report, before ties are drawn.
 *
 * @param reportTicks reported limit price of each lot, the most eager first; empty for the trader's own orders
 * @param results possible results that include a trade, with their probabilities; no trade has the remaining probability
 */
record Prospect(List<Long> reportTicks, List<Result> results) {

    static final Prospect NO_TRADE = new Prospect(List.of(), List.of());

    /**
     * Possible result of a trader.
     *
     * @param chance probability, in (0, 1]
     * @param lots number of traded lots, at least 1
     * @param moneyHalfTicks money received; negative if paid
     * @param clockHalfTicks twice the sum of the stops (or reports) at which the traded lots were accepted
     */
    record Result(Rational chance, int lots, long moneyHalfTicks, long clockHalfTicks) {}

    Prospect {
        reportTicks = List.copyOf(reportTicks);
        results = List.copyOf(results);
        assert results.stream().allMatch(result -> result.chance().signum() > 0 && result.lots() > 0) : results;
        assert results.stream()
                                .map(Result::chance)
                                .reduce(Rational.ZERO, Rational::plus)
                                .compareTo(Rational.of(1))
                        <= 0
                : "chances sum to at most 1";
    }

    /**
     * Returns all reports of a class of misreports.
     *
     * @param misreportClass the class
     * @param ticks limit prices to choose from, the most eager first: descending for a buyer, ascending for a seller
     * @param lots largest number of offered lots
     */
    static List<List<Long>> reports(MisreportClass misreportClass, List<Long> ticks, int lots) {
        List<List<Long>> reports = new ArrayList<>();
        if (misreportClass == MisreportClass.ONE_PRICE) {
            ticks.forEach(limit -> {
                for (int offered = 1; offered <= lots; offered++) {
                    reports.add(Collections.nCopies(offered, limit));
                }
            });
        } else {
            addLonger(reports, List.of(), ticks, lots);
        }
        return reports;
    }

    private static void addLonger(List<List<Long>> reports, List<Long> begun, List<Long> ticks, int more) {
        for (int i = 0; i < (more == 0 ? 0 : ticks.size()); i++) {
            List<Long> longer = new ArrayList<>(begun);
            longer.add(ticks.get(i));
            reports.add(longer);
            addLonger(reports, longer, ticks.subList(i, ticks.size()), more - 1);
        }
    }

    /** Returns the expected utility of a trader with these true orders, in half ticks. */
    Rational utilityHalfTicks(List<Order> truth) {
        Rational sum = Rational.ZERO;
        for (Result result : results) {
            long value = 0;
            for (Order order : truth.subList(0, result.lots())) {
                value += order.side() == Side.BUYERS ? 2 * order.limitTicks() : -2 * order.limitTicks();
            }
            sum = sum.plus(result.chance().times(Rational.of(value + result.moneyHalfTicks())));
        }
        return sum;
    }

    /** Returns the expected difference between accepted clock and price, in half ticks: clock minus price for a buyer, price minus clock for a seller. */
    Rational clockUtilityHalfTicks(Side side) {
        Rational sum = Rational.ZERO;
        for (Result result : results) {
            long clock = side == Side.BUYERS ? result.clockHalfTicks() : -result.clockHalfTicks();
            sum = sum.plus(result.chance().times(Rational.of(clock + result.moneyHalfTicks())));
        }
        return sum;
    }
}

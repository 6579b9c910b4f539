package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import skybourse.base.numeric.Rational;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.OutcomeChangingReports;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.dropout.DropOutAuction;

/**
 * Exact search for each trader's best report under a rule.
 *
 * <p>A report offers one lot up to all of a trader's lots, each at any tick of a range; a trader may also stay away. If there are too many
 * such reports, only those with one price for all offered lots are searched ({@link #misreportClass}). Offers of more lots than a trader
 * has are not searched. Utility is at true values, an expectation over ties unless ties are fixed, and an exact fraction. Methods:
 * <ul>
 * <li>Double Dutch with a fixed step and one lot per trader: {@link FixedStepAudit} examines all traders at once.
 * <li>Other Double Dutch auctions: the auction is continued from each announcement that some of the trader's lots could accept.
 * <li>Rules of {@link OutcomeChangingReports#SORTED_ORDERS} (McAfee, SBBA, k-double, VCG of both sides or of sellers, optimum): if all lots have one
 * price, only limit prices of the others and the ticks beside them are tried, because no other report can change an outcome. Otherwise all
 * ticks are tried.
 * <li>Drop-out clocks with one lot per trader, if the policy does not read the reports of traders that left: one auction is run for each
 * trader. Ties are fixed and known, which is a stricter test.
 * <li>Rules of {@link OutcomeChangingReports#ACCEPTANCE} (posted price, MUDA, drop-out clocks): one report is tried for each number of lots. Ties are
 * fixed and known.
 * <li>Rules of {@link OutcomeChangingReports#OTHERS_LIMITS} (refining clocks): the same reports as for sorted orders are tried. Ties are fixed and known.
 * <li>Other rules, including those of plug-ins and from Python: all ticks are tried. Ties are fixed and known.
 * </ul>
 *
 * @param rule the rule
 * @param lowTicks lowest report; at least one tick below each value and start clock
 * @param highTicks highest report; at least one tick above each value and start clock
 * @param ties tie order, used if ties are fixed
 */
public record MisreportSearch(AuctionRule rule, long lowTicks, long highTicks, TieOrder ties) {

    /** Largest total number of reports in a market for which each lot of a report has its own price. Otherwise all lots of a report have one price. */
    private static final double MOST_REPORTS = 1e5;

    /** Largest number of reports of all traders under a rule that is cleared for each report. A rule in Python takes about a minute for this number. */
    private static final double MOST_CLEARINGS = 1e6;

    /** Returns the search over reports from one tick below the sellers' start clock to one tick above the buyers' start clock. */
    public static MisreportSearch between(
            AuctionRule rule, long sellersStartTicks, long buyersStartTicks, TieOrder ties) {
        return new MisreportSearch(rule, sellersStartTicks - 1, buyersStartTicks + 1, ties);
    }

    /**
     * Returns the best report of each trader that reports its limit prices, by id in ascending order.
     *
     * @throws IllegalArgumentException if each report needs a clearing of its own and there are more than a million
     */
    public List<BestMisreport> search(OrderBook truth) {
        requireFew(truth);
        if (rule instanceof DoubleDutch clocks && isFixedStep(truth)) {
            return fixedStep(clocks, truth);
        }
        if (rule instanceof DropOutAuction clocks && DropOutAudit.supports(clocks, truth)) {
            return DropOutAudit.search(clocks, truth, ties);
        }
        TraderClasses classes = classes(truth);
        MisreportClass misreportClass = misreportClass(truth);
        Map<String, Prospect> honest = new HashMap<>();
        Map<String, List<Prospect>> reports = new HashMap<>();
        List<BestMisreport> best = new ArrayList<>();
        for (String trader : asked(truth)) {
            String same = classes.representatives().getOrDefault(trader, trader);
            best.add(BestMisreport.best(
                    truth.ordersOf(trader),
                    honest.computeIfAbsent(same, id -> classes.prospects().of(classes.book(), id)),
                    reports.computeIfAbsent(
                            same, id -> classes.prospects().reports(classes.book(), id, misreportClass))));
        }
        return best;
    }

    private void requireFew(OrderBook truth) {
        double clearings = (highTicks - lowTicks + 1.0) * truth.orders().count();
        boolean clearsAll = rule.sensitivity() == OutcomeChangingReports.ANY_REPORT && !(rule instanceof DoubleDutch);
        if (clearsAll && clearings > MOST_CLEARINGS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "highTicks - lowTicks must be at most %.0f for %d orders under %s, whose every report is tried: %d",
                    MOST_CLEARINGS / truth.orders().count() - 1,
                    truth.orders().count(),
                    rule.name(),
                    highTicks - lowTicks));
        }
    }

    /** Returns the class of misreports that is tried in a market. */
    public MisreportClass misreportClass(OrderBook truth) {
        boolean takesPrice = prospects() instanceof GivenTiesProspects given && given.takesPrice();
        double prices = highTicks - lowTicks + 1.0;
        double reports = asked(truth).stream()
                .mapToDouble(trader -> Math.pow(prices, truth.ordersOf(trader).size()))
                .sum();
        return takesPrice || TraderClasses.unitDemand(truth) || reports <= MOST_REPORTS
                ? MisreportClass.PRICE_PER_LOT
                : MisreportClass.ONE_PRICE;
    }

    private List<String> asked(OrderBook truth) {
        return truth.participants().stream()
                .filter(id -> rule.traits().asks(truth.ordersOf(id).getFirst().side()))
                .toList();
    }

    /** Returns the prospect of a trader if all traders report the orders of a book. */
    Prospect prospect(OrderBook reported, String trader) {
        return prospects().of(reported, trader);
    }

    /** Returns whether ties are fixed in this search. Otherwise utilities are expectations over ties. */
    public boolean givenTies() {
        return prospects().givenTies();
    }

    /** Returns whether a market is small enough for a search within seconds. */
    public boolean supports(OrderBook truth) {
        return isFixedStep(truth)
                || (rule instanceof DropOutAuction clocks && DropOutAudit.supports(clocks, truth))
                || truth.participants().size() <= prospects().mostTraders();
    }

    private boolean isFixedStep(OrderBook truth) {
        return rule instanceof DoubleDutch clocks && FixedStepAudit.supports(clocks) && TraderClasses.unitDemand(truth);
    }

    private TraderProspects prospects() {
        if (rule instanceof DoubleDutch clocks) {
            return new ClockProspects(clocks);
        }
        return rule.sensitivity() == OutcomeChangingReports.SORTED_ORDERS
                ? new SealedProspects(rule, lowTicks, highTicks, 0)
                : new GivenTiesProspects(rule, ties, lowTicks, highTicks);
    }

    private TraderClasses classes(OrderBook truth) {
        return switch (prospects()) {
            case ClockProspects clocks -> TraderClasses.ofClocks(truth, clocks.rule());
            case SealedProspects _ -> TraderClasses.ofSealed(truth, rule, lowTicks, highTicks);
            case TraderProspects other -> TraderClasses.each(truth, other);
        };
    }

    private static List<BestMisreport> fixedStep(DoubleDutch rule, OrderBook truth) {
        List<Order> bids = truth.orders(Side.BUYERS);
        List<Order> asks = truth.orders(Side.SELLERS);
        FixedStepMisreportGains gains = new FixedStepAudit(rule).audit(limits(bids), limits(asks));
        Map<String, BestMisreport> best = new HashMap<>();
        add(best, bids, gains.buyers());
        add(best, asks, gains.sellers());
        return truth.participants().stream().map(best::get).toList();
    }

    private static long[] limits(List<Order> orders) {
        return orders.stream().mapToLong(Order::limitTicks).toArray();
    }

    private static void add(Map<String, BestMisreport> best, List<Order> orders, FixedStepMisreportGains.OfSide gains) {
        for (int i = 0; i < orders.size(); i++) {
            Order own = orders.get(i);
            long report = gains.bestReportTicks(i);
            List<Order> orderOrNone = report == ReportOutcomes.STAYS_AWAY ? List.of() : List.of(own.withLimit(report));
            Rational truthful = gains.truthfulHalfTicks(i);
            best.put(
                    own.participant(),
                    new BestMisreport(own.participant(), orderOrNone, truthful, gains.bestHalfTicks(i)));
        }
    }
}

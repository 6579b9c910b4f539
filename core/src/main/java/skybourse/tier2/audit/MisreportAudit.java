package skybourse.tier2.audit;

import java.util.Comparator;
import java.util.List;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClockAuction;
import skybourse.tier2.rule.EfficientTrade;

/**
 * Audit of a rule in one market: the outcome of truthful reports, and each trader's best report.
 *
 * @param truth true limit prices and lots
 * @param outcome outcome of the rule if all report truthfully
 * @param efficient outcome of {@link EfficientTrade}
 * @param misreports best report of each trader that reports its limit prices; empty if none was searched
 * @param misreportClass class of the misreports that were tried
 * @param startTooNarrow whether a limit price lies beyond the start clock of its side; false for a rule without clocks
 */
public record MisreportAudit(
        OrderBook truth,
        AuctionOutcome outcome,
        AuctionOutcome efficient,
        List<BestMisreport> misreports,
        MisreportClass misreportClass,
        boolean startTooNarrow) {

    public MisreportAudit {
        misreports = List.copyOf(misreports);
        assert misreports.isEmpty() || misreportClass != MisreportClass.NONE : "what was searched has a class";
        assert misreports.size() <= truth.participants().size() : "nobody is searched twice";
        assert outcome.welfareTicks(truth) <= efficient.welfareTicks(truth) : "nothing is better than the optimum";
    }

    /**
     * Audits one market.
     *
     * @throws IllegalArgumentException if {@link MisreportSearch#search} rejects the market
     */
    public static MisreportAudit of(MisreportSearch search, OrderBook truth) {
        return of(search.rule(), search.ties(), truth, search.search(truth), search.misreportClass(truth));
    }

    /** Audits one market without a search for misreports, for markets too large to search. */
    public static MisreportAudit withoutMisreports(AuctionRule rule, TieOrder ties, OrderBook truth) {
        return of(rule, ties, truth, List.of(), MisreportClass.NONE);
    }

    private static MisreportAudit of(
            AuctionRule rule,
            TieOrder ties,
            OrderBook truth,
            List<BestMisreport> misreports,
            MisreportClass misreportClass) {
        boolean narrow = rule instanceof ClockAuction clocks && truth.orders().anyMatch(order -> beyond(clocks, order));
        return new MisreportAudit(
                truth,
                rule.clear(truth, ties),
                new EfficientTrade().clear(truth, ties),
                misreports,
                misreportClass,
                narrow);
    }

    private static boolean beyond(ClockAuction clocks, Order order) {
        return order.side() == Side.BUYERS
                ? order.limitTicks() > clocks.buyersStartTicks()
                : order.limitTicks() < clocks.sellersStartTicks();
    }

    /** Returns the largest loss of a truthful trader, in half ticks; 0 if none has a loss. */
    public long worstLossHalfTicks() {
        return truth.participants().stream()
                .mapToLong(trader -> Math.max(0, -outcome.utilityHalfTicks(trader, truth)))
                .max()
                .orElse(0);
    }

    /**
     * Returns the misreport with the largest gain; of several, the first trader's.
     *
     * @throws java.util.NoSuchElementException if no misreports were searched
     */
    public BestMisreport worst() {
        return misreports.stream()
                .sorted(Comparator.comparing(BestMisreport::gainHalfTicks).reversed())
                .findFirst()
                .orElseThrow();
    }

    /** Returns the number of traders with a profitable misreport. */
    public long gainers() {
        return misreports.stream().filter(BestMisreport::gains).count();
    }

    /** Returns the realized gains from trade divided by the largest attainable ones, at most 1; 1 if no gain is attainable. */
    public double efficiency() {
        long optimum = efficient.welfareTicks(truth);
        return optimum == 0 ? 1 : (double) outcome.welfareTicks(truth) / optimum;
    }

    /** Returns the optimum's number of trades minus the rule's; negative if the rule makes more. */
    public int tradesLost() {
        return efficient.trades().size() - outcome.trades().size();
    }
}

package skybourse.tier2.audit;

import java.util.Comparator;
import java.util.List;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClockRule;
import skybourse.tier2.rule.EfficientTrade;

/**
 * What holds of a rule in one market when everyone tells the truth, and what each trader could gain by not doing so.
 *
 * @param truth the market
 * @param outcome what the rule does with it
 * @param efficient what would be best for all together
 * @param misreports the best report of each trader who is asked; empty where none was looked for
 * @param lies which lies the misreports are the best of
 * @param startTooNarrow whether some limit lies beyond its side's start clock
 */
public record MarketAudit(
        OrderBook truth,
        AuctionOutcome outcome,
        AuctionOutcome efficient,
        List<Misreport> misreports,
        Lies lies,
        boolean startTooNarrow) {

    public MarketAudit {
        misreports = List.copyOf(misreports);
        assert misreports.isEmpty() || lies != Lies.NONE : "what was searched has a class";
        assert misreports.size() <= truth.participants().size() : "nobody is searched twice";
        assert outcome.welfareTicks(truth) <= efficient.welfareTicks(truth) : "nothing is better than the optimum";
    }

    /** Audits one market. */
    public static MarketAudit of(MisreportSearch search, OrderBook truth) {
        return of(search.rule(), search.ties(), truth, search.search(truth), search.lies(truth));
    }

    /** Audits everything but misreports, for markets too large to search. */
    public static MarketAudit withoutMisreports(AuctionRule rule, TieOrder ties, OrderBook truth) {
        return of(rule, ties, truth, List.of(), Lies.NONE);
    }

    private static MarketAudit of(
            AuctionRule rule, TieOrder ties, OrderBook truth, List<Misreport> misreports, Lies lies) {
        boolean narrow = rule instanceof ClockRule clocks && truth.orders().anyMatch(order -> beyond(clocks, order));
        return new MarketAudit(
                truth, rule.clear(truth, ties), new EfficientTrade().clear(truth, ties), misreports, lies, narrow);
    }

    private static boolean beyond(ClockRule clocks, Order order) {
        return order.side() == Side.BUYERS
                ? order.limitTicks() > clocks.buyersStartTicks()
                : order.limitTicks() < clocks.sellersStartTicks();
    }

    /** Returns the largest loss of any trader, in half ticks; 0 where nobody loses. */
    public long worstLossHalfTicks() {
        return truth.participants().stream()
                .mapToLong(trader -> Math.max(0, -outcome.utilityHalfTicks(trader, truth)))
                .max()
                .orElse(0);
    }

    /** Returns the largest of the best misreports' gains; of several equal ones the first trader's. */
    public Misreport worst() {
        return misreports.stream()
                .sorted(Comparator.comparing(Misreport::gainHalfTicks).reversed())
                .findFirst()
                .orElseThrow();
    }

    /** Returns how many traders gain by some misreport. */
    public long gainers() {
        return misreports.stream().filter(Misreport::gains).count();
    }

    /** Returns welfare over the optimum, in [0, 1]; 1 where there is nothing to gain. */
    public double efficiency() {
        long optimum = efficient.welfareTicks(truth);
        return optimum == 0 ? 1 : (double) outcome.welfareTicks(truth) / optimum;
    }

    /** Returns how many trades fewer than the optimum makes; below zero where the rule makes more. */
    public int tradesLost() {
        return efficient.trades().size() - outcome.trades().size();
    }
}

package skybourse.tier2.audit;

import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.fast.ClockStopGrid;
import skybourse.tier2.clock.fast.FixedStepAuction;
import skybourse.tier2.clock.fast.TraderCountsByStop;

/**
 * Exact largest gain by misreporting of each trader of a unit-demand Double Dutch auction with a fixed step.
 *
 * <p>A report only decides the stop at which the trader accepts. If a trader moves from one stop to another, the numbers of traders that
 * have accepted change by one between the two stops, and the ranks of the stops with traders change by at most one. The market after a move
 * is therefore played in O(log stops). Traders with the same choices form one class: those that share a stop near the end, those that
 * accept later or never, and those that accept long before the end. The last ones form two classes, because it matters whether a trader is
 * alone at its level.
 *
 * <p>Let there be n traders, s stops, and w stops near the end of the queues. Only moves at these w stops matter. The cost is at most O(n +
 * s + w^2 log s + n w). Playing each report of each trader would cost O(n^2 s) or more. With many traders per stop, w is small.
 */
public final class FixedStepAudit {

    // The window extends the range that a move can reach by this number of levels with traders on each side.
    private static final int MARGIN = 4;
    // A window starts at stop 0 unless at least this number of levels with traders precede it.
    private static final int LEAST_EARLY = 3;

    private final ClockStopGrid buyersGrid;
    private final ClockStopGrid sellersGrid;
    private final TurnOrder turns;
    private final ClearingRule clearing;
    private final boolean windowed;

    /**
     * Creates the audit of a rule.
     *
     * @param rule a rule with a {@link FixedStep} policy, start clocks that are not crossed, and fewer than {@link
     *     DoubleDutch#MOST_STEPS} steps
     * @throws IllegalArgumentException if {@link #supports} is false
     */
    public FixedStepAudit(DoubleDutch rule) {
        this(rule, true);
    }

    /** Creates an audit. With {@code windowed = false} it tries each stop for each class; tests of the window use this. */
    FixedStepAudit(DoubleDutch rule, boolean windowed) {
        if (!(rule.policy() instanceof FixedStep policy)) {
            throw new IllegalArgumentException(
                    "policy must be a fixed step: " + rule.policy().name());
        }
        long gap = rule.buyersStartTicks() - rule.sellersStartTicks();
        if (!supports(rule)) {
            throw new IllegalArgumentException("gap between the start clocks must be from 0 to below "
                    + DoubleDutch.MOST_STEPS + " steps: " + gap + " ticks");
        }
        int whole = (int) (gap / policy.ticks());
        long cut = gap % policy.ticks();
        buyersGrid = new ClockStopGrid(Side.BUYERS, rule.buyersStartTicks(), policy.ticks(), whole, cut);
        sellersGrid = new ClockStopGrid(Side.SELLERS, rule.sellersStartTicks(), policy.ticks(), whole, cut);
        turns = rule.turns();
        clearing = rule.clearing();
        this.windowed = windowed;
    }

    /** Returns whether this audit accepts a rule. */
    public static boolean supports(DoubleDutch rule) {
        long gap = rule.buyersStartTicks() - rule.sellersStartTicks();
        return rule.policy() instanceof FixedStep policy && gap >= 0 && gap / policy.ticks() < DoubleDutch.MOST_STEPS;
    }

    /**
     * Audits one market. The market must have one lot per trader.
     *
     * @param bidTicks each buyer's valuation
     * @param askTicks each seller's cost
     */
    public FixedStepMisreportGains audit(long[] bidTicks, long[] askTicks) {
        TraderCountsByStop buyers = new TraderCountsByStop(buyersGrid, bidTicks);
        TraderCountsByStop sellers = new TraderCountsByStop(sellersGrid, askTicks);
        FixedStepAuction auction = new FixedStepAuction(buyers, sellers, turns, clearing);
        return new FixedStepMisreportGains(search(auction, buyers, bidTicks), search(auction, sellers, askTicks));
    }

    private FixedStepMisreportGains.OfSide search(FixedStepAuction auction, TraderCountsByStop side, long[] limits) {
        auction.play();
        ClockStopWindow window = window(auction, side);
        ReportOutcomes[] classes = new ReportOutcomes[side.grid().never() + 1];
        FixedStepMisreportGains.OfSide gains = new FixedStepMisreportGains.OfSide(limits.length);
        for (int trader = 0; trader < limits.length; trader++) {
            int stop = side.stopOfTrader(trader);
            int representative = window.representative(stop);
            if (classes[representative] == null) {
                classes[representative] = choices(auction, side, representative, window);
            }
            classes[representative].best(gains, trader, limits[trader], report -> window.replay(report, stop));
        }
        return gains;
    }

    /** Returns the outcomes of all reports that can change the result of the traders of one class. */
    private static ReportOutcomes choices(
            FixedStepAuction auction, TraderCountsByStop side, int stop, ClockStopWindow window) {
        ReportOutcomes choices = new ReportOutcomes(side.grid());
        auction.play();
        choices.setTruth(auction, auction.chance(side.side(), stop));
        for (int report : window.reports(stop)) {
            side.move(stop, report);
            auction.play();
            if (auction.chance(side.side(), report)) {
                choices.add(auction, report);
            }
            side.reset();
        }
        return choices;
    }

    private ClockStopWindow window(FixedStepAuction auction, TraderCountsByStop side) {
        int levels = side.grid().wholeSteps();
        if (!windowed) {
            return new ClockStopWindow(side, 0, side.grid().never());
        }
        int highest = Math.min(levels, TraderCountsByStop.levelOf(auction.endStop(side.side())));
        int lowest = Math.min(highest, side.levelOfEntry(Math.max(1, auction.pairs() - 2)));
        int rank = side.rankOf(lowest) - MARGIN;
        int first = rank <= LEAST_EARLY ? 0 : side.levelOfRank(rank);
        int last = side.levelOfRank(side.rankOf(highest) + MARGIN);
        return new ClockStopWindow(side, first, Math.min(2 * last, side.grid().never()));
    }
}

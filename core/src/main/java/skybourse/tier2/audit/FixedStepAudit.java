package skybourse.tier2.audit;

import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.fast.StopAuction;
import skybourse.tier2.clock.fast.StopGrid;
import skybourse.tier2.clock.fast.StopSide;

/**
 * What every trader of a unit-demand Double Dutch auction with a fixed step could gain by any report, exactly and at once.
 *
 * <p>A report only decides at which stop the trader accepts. With the trader moved from its stop to another, counts by stop
 * change by one between the two and the ranks of the stops in use by at most one, so {@link StopAuction} plays the moved
 * market in O(log stops). Traders who accept long before the end, who never accept, or who share a stop have the same
 * choices: they are one class. With n traders, s stops and w stops near the end of the queues, where alone a move
 * matters, that is O(n + s + w^2 log s + n w) at worst, against O(n^2 s) and more for playing every report of every trader;
 * many traders to a stop make w a handful.
 */
public final class FixedStepAudit {

    private static final int MARGIN = 4; // levels in use kept on both sides of what one move can reach
    private static final int LEAST_EARLY = 3; // levels in use before the window, or the window starts at the first stop

    private final StopGrid buyersGrid;
    private final StopGrid sellersGrid;
    private final Turns turns;
    private final Clearing clearing;
    private final boolean windowed;

    /**
     * Prepares the audit of one auction.
     *
     * @param rule must have a {@link FixedStep} policy, clocks that do not start crossed, and fewer than {@link DoubleDutch#MOST_STEPS} steps
     */
    public FixedStepAudit(DoubleDutch rule) {
        this(rule, true);
    }

    /** {@code windowed = false} tries every stop with every class, to check the window against. */
    FixedStepAudit(DoubleDutch rule, boolean windowed) {
        if (!(rule.policy() instanceof FixedStep policy)) {
            throw new IllegalArgumentException(
                    "policy must be a fixed step: " + rule.policy().name());
        }
        long gap = rule.buyersStartTicks() - rule.sellersStartTicks();
        if (!suits(rule)) {
            throw new IllegalArgumentException("gap between the start clocks must be from 0 to below "
                    + DoubleDutch.MOST_STEPS + " steps: " + gap + " ticks");
        }
        int whole = (int) (gap / policy.ticks());
        long cut = gap % policy.ticks();
        buyersGrid = new StopGrid(Side.BUYERS, rule.buyersStartTicks(), policy.ticks(), whole, cut);
        sellersGrid = new StopGrid(Side.SELLERS, rule.sellersStartTicks(), policy.ticks(), whole, cut);
        turns = rule.turns();
        clearing = rule.clearing();
        this.windowed = windowed;
    }

    /** Tells whether this audit can take a rule. */
    public static boolean suits(DoubleDutch rule) {
        long gap = rule.buyersStartTicks() - rule.sellersStartTicks();
        return rule.policy() instanceof FixedStep policy && gap >= 0 && gap / policy.ticks() < DoubleDutch.MOST_STEPS;
    }

    /**
     * Audits one market.
     *
     * @param bidTicks what each buyer's lot is worth to it
     * @param askTicks what each seller's lot costs it
     */
    public FixedStepGains audit(long[] bidTicks, long[] askTicks) {
        StopSide buyers = new StopSide(buyersGrid, bidTicks);
        StopSide sellers = new StopSide(sellersGrid, askTicks);
        StopAuction auction = new StopAuction(buyers, sellers, turns, clearing);
        return new FixedStepGains(search(auction, buyers, bidTicks), search(auction, sellers, askTicks));
    }

    private FixedStepGains.OfSide search(StopAuction auction, StopSide side, long[] limits) {
        auction.play();
        StopWindow window = window(auction, side);
        Choices[] classes = new Choices[side.grid().never() + 1];
        FixedStepGains.OfSide gains = new FixedStepGains.OfSide(limits.length);
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

    /** Plays every report that can make a difference to the traders of one class. */
    private static Choices choices(StopAuction auction, StopSide side, int stop, StopWindow window) {
        Choices choices = new Choices(side.grid());
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

    private StopWindow window(StopAuction auction, StopSide side) {
        int levels = side.grid().wholeSteps();
        if (!windowed) {
            return new StopWindow(side, 0, side.grid().never());
        }
        int highest = Math.min(levels, StopSide.levelOf(auction.endStop(side.side())));
        int lowest = Math.min(highest, side.levelOfEntry(Math.max(1, auction.pairs() - 2)));
        int rank = side.rankOf(lowest) - MARGIN;
        int first = rank <= LEAST_EARLY ? 0 : side.levelOfRank(rank);
        int last = side.levelOfRank(side.rankOf(highest) + MARGIN);
        return new StopWindow(side, first, Math.min(2 * last, side.grid().never()));
    }
}

package skybourse.tier2.clock.dropout;

import java.util.stream.LongStream;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.clock.StepSet;

/**
 * A market of independent traders with one lot each under drop-out clocks, and the best of all policies there.
 *
 * <p>Not for several lots or for traders that are not independent: there, the reports of traders that leave would help a policy.
 *
 * @param traders how many there are, and their laws
 * @param lowTicks where the buyers' clock starts, at least 0
 * @param highTicks where the sellers' clock starts, above {@code lowTicks}, by 2^14 at most
 */
public record DropOutMarket(MarketComponent traders, long lowTicks, long highTicks) {

    private static final long MOST_TICKS = 1 << 14;

    public DropOutMarket {
        Checks.nonNegative((double) lowTicks, "lowTicks");
        Checks.within(highTicks - lowTicks, 1, MOST_TICKS, "highTicks - lowTicks");
    }

    /**
     * Returns the best of all policies for a reward; what leavers say would not help it.
     *
     * @param steps which moves it may make
     */
    public BayesMoves best(DropOutReward reward, StepSet steps) {
        return new BayesMoves(new DropOutPrior.Known(traders), lowTicks, highTicks, reward, steps);
    }

    /** Returns every number of ticks as a step. */
    public StepSet anySteps() {
        return StepSet.of(LongStream.rangeClosed(1, highTicks - lowTicks).toArray());
    }
}

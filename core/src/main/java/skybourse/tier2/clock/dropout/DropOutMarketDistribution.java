package skybourse.tier2.clock.dropout;

import java.util.stream.LongStream;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.clock.StepSet;

/**
 * Distribution of markets for a drop-out auction, with one lot per trader and independent limit prices, for which the Bayes-optimal policy
 * is known.
 *
 * <p>With several lots per trader, or dependent limit prices, the reports of traders that leave would help a policy.
 *
 * @param traders numbers of traders and distributions of their limit prices
 * @param lowTicks start of the buyers' clock, at least 0
 * @param highTicks start of the sellers' clock; the gap to {@code lowTicks} is in [1, 2^14]
 */
public record DropOutMarketDistribution(UnitDemandMarketDistribution traders, long lowTicks, long highTicks) {

    private static final long MOST_TICKS = 1 << 14;

    /** @throws IllegalArgumentException if {@code lowTicks} or the gap between the clocks is out of its range */
    public DropOutMarketDistribution {
        Checks.nonNegative((double) lowTicks, "lowTicks");
        Checks.within(highTicks - lowTicks, 1, MOST_TICKS, "highTicks - lowTicks");
    }

    /**
     * Returns the Bayes-optimal policy for a reward. Reports of traders that leave would not improve it.
     *
     * @param reward reward of the policy
     * @param steps allowed moves
     */
    public BayesDropOutPolicy optimalPolicy(DropOutReward reward, StepSet steps) {
        return new BayesDropOutPolicy(new DropOutPrior.Known(traders), lowTicks, highTicks, reward, steps);
    }

    /** Returns all steps from 1 to the gap between the start clocks. */
    public StepSet anySteps() {
        return StepSet.of(LongStream.rangeClosed(1, highTicks - lowTicks).toArray());
    }
}

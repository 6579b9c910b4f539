package skybourse.learning.headroom;

import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.UnitDemandMarketDistribution;

/**
 * Units in which gains and messages are measured in rewards. With these units, one setting of weights fits every market.
 *
 * @param welfareTicks expected clairvoyant welfare, above 0
 * @param messages expected number of messages of the smallest fixed step, above 0
 */
public record RewardScale(double welfareTicks, double messages) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is not finite or not above 0
     */
    public RewardScale {
        Checks.positive(welfareTicks, "welfareTicks");
        Checks.positive(messages, "messages");
    }

    /**
     * Returns the exact scale of a distribution of markets.
     *
     * @throws IllegalArgumentException if the gap exceeds 1,000 ticks or a side 255 traders
     */
    public static RewardScale exact(ClockMarketDistribution market) {
        Checks.within((double) market.gapTicks(), 1, 1_000, "gapTicks");
        Checks.within(Math.max(market.mostBuyers(), market.mostSellers()), 1, 255, "traders a side");
        double welfare = 0;
        double messages = 0;
        for (UnitDemandMarketDistribution component : market.components()) {
            welfare += component.clairvoyantWelfareTicks();
            messages += FixedStepMessages.expected(market, component);
        }
        int count = market.components().size();
        return new RewardScale(welfare / count, messages / count);
    }
}

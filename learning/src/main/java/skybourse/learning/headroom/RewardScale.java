package skybourse.learning.headroom;

import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.MarketComponent;

/**
 * What rewards are measured in, so that one setting of weights fits every market.
 *
 * @param welfareTicks the expected clairvoyant welfare, above zero
 * @param messages the expected messages of the smallest fixed step, above zero
 */
public record RewardScale(double welfareTicks, double messages) {

    public RewardScale {
        Checks.positive(welfareTicks, "welfareTicks");
        Checks.positive(messages, "messages");
    }

    /**
     * Returns the exact scale of a market whose limits have known distributions;
     * for gaps up to 1,000 ticks and 255 traders a side.
     */
    public static RewardScale exact(ClockMarket market) {
        Checks.within((double) market.gapTicks(), 1, 1_000, "gapTicks");
        Checks.within(Math.max(market.mostBuyers(), market.mostSellers()), 1, 255, "traders a side");
        double welfare = 0;
        double messages = 0;
        for (MarketComponent component : market.components()) {
            welfare += component.clairvoyantWelfareTicks();
            messages += FixedStepMessages.expected(market, component);
        }
        int count = market.components().size();
        return new RewardScale(welfare / count, messages / count);
    }
}

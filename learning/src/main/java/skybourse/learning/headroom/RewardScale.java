package skybourse.learning.headroom;

import java.util.List;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.fast.ClearingKernel;

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

    /**
     * Returns the scale of a sample of markets, for distributions known only by drawing.
     *
     * @param markets at least one
     * @param buyersStartTicks where the buyers' clock starts
     * @param sellersStartTicks where the sellers' clock starts
     * @param smallestStepTicks the smallest step of the set
     */
    public static RewardScale sampled(
            List<MarketDraw> markets, long buyersStartTicks, long sellersStartTicks, long smallestStepTicks) {
        var kernel = new ClearingKernel(new DoubleDutch(
                buyersStartTicks,
                sellersStartTicks,
                Turns.ALTERNATE,
                Clearing.MIDPOINT,
                new FixedStep(smallestStepTicks)));
        long welfare = 0;
        long messages = 0;
        for (MarketDraw market : markets) {
            welfare += market.clairvoyantWelfareTicks();
            messages +=
                    kernel.clear(market.bidTicks(), market.askTicks()).effort().messages();
        }
        return new RewardScale((double) welfare / markets.size(), (double) messages / markets.size());
    }
}

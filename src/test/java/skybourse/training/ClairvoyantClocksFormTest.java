package skybourse.training;

import java.util.Map;
import skybourse.clock.DoubleDutchFormContract;
import skybourse.clock.FixedStep;
import skybourse.clock.StepSet;
import skybourse.clock.Turns;
import skybourse.yardstick.ClockReward;
import skybourse.yardstick.RewardScale;
import skybourse.yardstick.RewardWeights;

/** Left without a choice of steps, the auctioneer that knows every limit holds the auction itself. */
class ClairvoyantClocksFormTest implements DoubleDutchFormContract {

    @Override
    public boolean supports(Case auction) {
        return auction.fixedStep() && auction.gapTicks() > 0 && auction.rule().turns() == Turns.SHORTER;
    }

    @Override
    public Map<String, Object> facts(Case auction) {
        return Map.of(
                "messages", -value(auction, new RewardWeights(0, 0, 1)),
                "regret", -value(auction, new RewardWeights(0, 1, 0)));
    }

    private static long value(Case auction, RewardWeights weights) {
        AuctionMarket market = new AuctionMarket(
                auction.book(),
                auction.rule().buyersStartTicks(),
                auction.rule().sellersStartTicks());
        ActionSet step = new ActionSet(StepSet.of(((FixedStep) auction.rule().policy()).ticks()), market.gapTicks());
        return (long) ClairvoyantClocks.value(market, step, new ClockReward(weights, new RewardScale(1, 1)));
    }
}

package skybourse.learning.training;

import java.util.Map;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.RewardScale;
import skybourse.learning.headroom.RewardWeights;
import skybourse.tier2.clock.DoubleDutchFormContract;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.Turns;

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

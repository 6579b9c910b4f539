package skybourse.learning.training;

import java.util.List;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.headroom.RewardWeights;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.StepSet;

/** Markets for tests. */
final class SmallMarkets {

    /** The narrow market of the specification: 3 buyers about 12, 2 sellers about 8. */
    static final ClockMarket NARROW = new ClockMarket(
            "narrow",
            List.of(new MarketComponent(
                    3, ValueDistribution.normal(12, 1.5, 1, 30), 2, ValueDistribution.normal(8, 1.5, 1, 30))),
            30,
            0,
            StepSet.of(1, 2, 3, 5, 8, 13),
            RewardWeights.standard());

    /** Sizes from 1 x 1 to 12 x 17, values beyond the start clocks, ties everywhere. */
    static final ClockMarket WILD = new ClockMarket(
            "wild",
            List.of(
                    component(1, 1, 3, 20),
                    component(5, 3, 0, 40),
                    component(12, 17, 10, 16),
                    component(4, 9, -5, 45),
                    component(9, 2, 18, 22)),
            37,
            -2,
            StepSet.of(1, 2, 3, 5, 8, 13, 21, 34),
            new RewardWeights(1, 0.3, 0.4));

    private static MarketComponent component(int buyers, int sellers, long low, long high) {
        ValueDistribution limits = ValueDistribution.uniform(low, high);
        return new MarketComponent(buyers, limits, sellers, limits);
    }

    /** The same with another gap than the steps are made for. */
    static AuctionProblem scaled(ClockMarket market, long trainingGap) {
        AuctionProblem problem = AuctionProblem.of(market);
        return new AuctionProblem(
                problem.source(),
                problem.turns(),
                new ActionSet(market.steps(), trainingGap),
                problem.form(),
                problem.reward(),
                TrainingReward.PLAIN,
                0);
    }

    private SmallMarkets() {}
}

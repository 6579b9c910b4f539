package skybourse.learning.auctions;

import java.util.List;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.ClockMarketDistributionBuilder;
import skybourse.learning.headroom.RewardWeights;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.StepSet;

/** Markets for tests. */
public final class SmallMarkets {

    /** The narrow market of the specification: 3 buyers about 12, 2 sellers about 8. */
    public static final ClockMarketDistribution NARROW = ClockMarketDistributionBuilder.builder()
            .name("narrow")
            .components(List.of(new UnitDemandMarketDistribution(
                    3, ValueDistribution.normal(12, 1.5, 1, 30), 2, ValueDistribution.normal(8, 1.5, 1, 30))))
            .buyersStartTicks(30)
            .sellersStartTicks(0)
            .steps(StepSet.of(1, 2, 3, 5, 8, 13))
            .weights(RewardWeights.standard())
            .build();

    /** Sizes from 1 x 1 to 12 x 17, values beyond the start clocks, ties everywhere. */
    public static final ClockMarketDistribution WILD = ClockMarketDistributionBuilder.builder()
            .name("wild")
            .components(List.of(
                    component(1, 1, 3, 20),
                    component(5, 3, 0, 40),
                    component(12, 17, 10, 16),
                    component(4, 9, -5, 45),
                    component(9, 2, 18, 22)))
            .buyersStartTicks(37)
            .sellersStartTicks(-2)
            .steps(StepSet.of(1, 2, 3, 5, 8, 13, 21, 34))
            .weights(new RewardWeights(1, 0.3, 0.4))
            .build();

    private static UnitDemandMarketDistribution component(int buyers, int sellers, long low, long high) {
        ValueDistribution limits = ValueDistribution.uniform(low, high);
        return new UnitDemandMarketDistribution(buyers, limits, sellers, limits);
    }

    /** Returns the problem with another gap than its steps are made for. */
    static AuctionProblem scaled(ClockMarketDistribution market, long trainingGap) {
        AuctionProblem problem = AuctionProblem.of(market);
        return problem.withActions(new ActionSet(market.steps(), trainingGap))
                .withTraining(TrainingReward.PLAIN)
                .withStateNoise(0);
    }

    private SmallMarkets() {}
}

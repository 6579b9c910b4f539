package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.auctions.SmallMarkets;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.clock.FixedStep;

class TrainedRangeTest {

    private static ScenarioMarkets both;

    @BeforeAll
    static void make() {
        ScenarioMarkets.Pool large = ScenarioMarkets.pool(scenario(20, 2, 3, 3), "training-tasks", 6, TaskRunner.CALLER)
                .orElseThrow();
        ScenarioMarkets.Pool small = ScenarioMarkets.pool(scenario(12, 1, 2, 2), "training-tasks", 6, TaskRunner.CALLER)
                .orElseThrow();
        both = new ScenarioMarkets(List.of(large, small));
    }

    private static Scenario scenario(int wireless, int mobile, int fixed, int aerial) {
        return ScenarioSampler.standard(new ScenarioSampler.Counts(wireless, mobile, fixed, aerial))
                .sample("drawn", 1);
    }

    /** The range equals that of the single markets, and contains the gap of each auction. */
    @Test
    void rangeCoversAllMarketsAndHasBestFixedStep() {
        TrainedRange range = TrainedRange.of(both.problem());
        assertThat(range.mostBuyerLots()).isEqualTo(both.mostBuyerLots());
        assertThat(range.mostSellerLots()).isEqualTo(both.mostSellerLots());
        double best = Double.NEGATIVE_INFINITY;
        long step = 0;
        for (long ticks : new long[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 16, 18, 21, 23, 26, 30, 34, 38, 42, 48, 54, 61, 68
        }) {
            double sum = 0;
            for (ScenarioMarkets.Pool pool : both.pools()) {
                var reward = new ClockReward(both.problem().reward().weights(), pool.scale());
                for (AuctionMarket market : pool.markets()) {
                    long scaled = both.problem().actions().on(ticks, market.gapTicks());
                    sum += reward.total(market.course(new FixedStep(scaled)), market.book())
                            / pool.markets().size();
                }
            }
            step = sum > best ? ticks : step;
            best = Math.max(best, sum);
        }
        assertThat(range.elsewhereTicks()).isEqualTo(step);
        for (ScenarioMarkets.Pool pool : both.pools()) {
            for (AuctionMarket market : pool.markets()) {
                assertThat(range.leastGapTicks()).isLessThanOrEqualTo(market.gapTicks());
                assertThat(range.mostGapTicks()).isGreaterThanOrEqualTo(market.gapTicks());
            }
        }
        assertThat(TrainedRange.of(AuctionProblem.of(SmallMarkets.NARROW))).isEqualTo(TrainedRange.ANY);
    }
}

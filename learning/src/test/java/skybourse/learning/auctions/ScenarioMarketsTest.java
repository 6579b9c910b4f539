package skybourse.learning.auctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.learning.environment.EnvironmentStepResult;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;

class ScenarioMarketsTest {

    private static Scenario reference;
    private static ScenarioMarkets.Pool large;
    private static ScenarioMarkets.Pool small;
    private static ScenarioMarkets both;

    @BeforeAll
    static void make() {
        reference = scenario(20, 2, 3, 3);
        large = ScenarioMarkets.pool(reference, "training-tasks", 6, TaskRunner.CALLER)
                .orElseThrow();
        small = ScenarioMarkets.pool(scenario(12, 1, 2, 2), "training-tasks", 6, TaskRunner.CALLER)
                .orElseThrow();
        both = new ScenarioMarkets(List.of(large, small));
    }

    private static Scenario scenario(int wireless, int mobile, int fixed, int aerial) {
        return ScenarioSampler.standard(new ScenarioSampler.Counts(wireless, mobile, fixed, aerial))
                .sample("drawn", 1);
    }

    @Test
    void seedsSelectMarketsOfEveryScenarioWithTheirScale() {
        assertThat(large.scale().welfareTicks()).isGreaterThan(small.scale().welfareTicks());
        long fromLarge = IntStream.range(0, 1_000)
                .filter(seed -> large.markets().contains(both.market(seed)))
                .peek(seed -> assertThat(both.scale(seed)).contains(large.scale()))
                .count();
        assertThat(fromLarge).isBetween(440L, 560L);
        assertThat(both.market(7)).isSameAs(both.market(7));
        assertThat(both.mostBuyerLots())
                .isEqualTo(large.markets().stream()
                        .mapToInt(market -> market.book()
                                .orders(skybourse.tier2.auction.Side.BUYERS)
                                .size())
                        .max()
                        .orElseThrow());
    }

    @Test
    void returnOfEpisodeEqualsScaledAuctionReward() {
        var environment = new AuctionEnvironment(both.problem());
        for (long seed = 0; seed < 8; seed++) {
            environment.reset(seed);
            double earned = 0;
            boolean over = false;
            while (!over) {
                EnvironmentStepResult at = environment.step(0);
                over = at instanceof EnvironmentStepResult.Terminated;
                earned += at instanceof EnvironmentStepResult.Terminated last
                        ? last.reward()
                        : ((EnvironmentStepResult.Mid) at).reward();
            }
            AuctionMarket market = both.market(seed);
            var smallest = new FixedStep(ActionSet.fine().smallest(market.gapTicks()));
            AuctionTranscript transcript = new DoubleDutch(
                            market.buyersStartTicks(),
                            market.sellersStartTicks(),
                            ScenarioMarkets.TURNS,
                            ClearingRule.MIDPOINT,
                            smallest)
                    .course(market.book(), new TieOrder.ById());
            var reward = new ClockReward(
                    both.problem().reward().weights(), both.scale(seed).orElseThrow());
            assertThat(earned).isCloseTo(reward.total(transcript, market.book()), within(1e-9));
        }
    }

    @Test
    void purposeDeterminesTheTasks() {
        List<AuctionMarket> again = ScenarioMarkets.pool(reference, "training-tasks", 2, TaskRunner.CALLER)
                .orElseThrow()
                .markets();
        assertThat(again).isEqualTo(large.markets().subList(0, 2));
        assertThat(ScenarioMarkets.pool(reference, "judging-tasks", 2, TaskRunner.CALLER)
                        .orElseThrow()
                        .markets())
                .doesNotContainAnyElementsOf(large.markets());
    }
}

package skybourse.learning.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.fast.FixedStepKernel;
import skybourse.tier2.rule.EfficientTrade;

class RewardScaleTest {

    private static final TieOrder TIES = new TieOrder.ById();

    @Test
    void exactScaleEqualsSumOverAllLimits() {
        Cases.forAll(TinyMarkets::random, market -> {
            double[] sums = new double[2];
            var rule = market.rule(new FixedStep(market.steps().ticks().getFirst()));
            TinyMarkets.forEach(market.components().getFirst(), (draw, probability) -> {
                OrderBook book = draw.book();
                sums[0] += probability * new EfficientTrade().clear(book, TIES).welfareTicks(book);
                sums[1] += probability * rule.clear(book, TIES).effort().messages();
            });
            if (sums[0] > 1e-9) {
                RewardScale scale = RewardScale.exact(market);
                assertThat(scale.welfareTicks()).isCloseTo(sums[0], within(1e-12));
                assertThat(scale.messages()).isCloseTo(sums[1], within(1e-12));
            }
        });
    }

    @Test
    void sampleIsCloseToExactScaleOfMixture() {
        var low = new UnitDemandMarketDistribution(
                5, ValueDistribution.normal(20, 3, 1, 50), 3, ValueDistribution.normal(14, 3, 1, 50));
        var high = new UnitDemandMarketDistribution(
                4, ValueDistribution.uniform(20, 50), 2, ValueDistribution.uniform(20, 50));
        var market = ClockMarketDistributionBuilder.builder()
                .name("mix")
                .components(List.of(low, high))
                .buyersStartTicks(50)
                .sellersStartTicks(0)
                .steps(StepSet.forGap(50))
                .weights(RewardWeights.standard())
                .build();
        var random = new RandomStreams(7).stream("scale", 0);
        List<SampledMarket> draws =
                Stream.generate(() -> market.draw(random)).limit(20_000).toList();
        RewardScale exact = RewardScale.exact(market);
        var kernel = new FixedStepKernel(
                new DoubleDutch(50, 0, TurnOrder.ALTERNATE, ClearingRule.MIDPOINT, new FixedStep(1)));
        double welfare = draws.stream()
                .mapToLong(SampledMarket::clairvoyantWelfareTicks)
                .average()
                .orElseThrow();
        double messages = draws.stream()
                .mapToLong(draw ->
                        kernel.clear(draw.bidTicks(), draw.askTicks()).effort().messages())
                .average()
                .orElseThrow();
        assertThat(welfare / exact.welfareTicks()).isCloseTo(1, within(0.02));
        assertThat(messages / exact.messages()).isCloseTo(1, within(0.02));
    }
}

package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import skybourse.learning.auctions.SmallMarkets;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.RandomStep;

class TrainedModelComparisonTest {

    private static final int MARKETS = 40;
    private static final long SEED = 5;
    private static final TrainedModel MODEL = SmallModels.untrained("dqn", Map.of());

    /** A study whose clock advances by one microsecond at each read. */
    private final TrainedModelComparison study =
            new TrainedModelComparison(MODEL, SmallMarkets.NARROW, SEED, MARKETS, 1, microseconds());

    private static LongSupplier microseconds() {
        AtomicLong reads = new AtomicLong();
        return () -> 1_000 * reads.incrementAndGet();
    }

    private static List<SampledMarket> draws() {
        return SampledValue.markets(SmallMarkets.NARROW, SEED, "evaluation-markets", MARKETS);
    }

    @Test
    void policiesAreModelVariantsAndRequestedBaselines() {
        List<String> own = List.of(MODEL.sampledPolicy().name(), MODEL.steady().name());
        assertThat(own).doesNotHaveDuplicates();
        assertThat(names(TrainedModelComparison.Rivals.NONE)).isEqualTo(own);
        assertThat(names(TrainedModelComparison.Rivals.FIXED))
                .startsWith(own.toArray(String[]::new))
                .endsWith("fixed-1", "fixed-2", "fixed-3", "fixed-5", "fixed-8", "fixed-13")
                .hasSize(8);
        assertThat(names(TrainedModelComparison.Rivals.ALL)).hasSize(12).doesNotHaveDuplicates();
    }

    private List<String> names(TrainedModelComparison.Rivals rivals) {
        return study.policies(rivals).stream().map(ClockPolicy::name).toList();
    }

    @Test
    void policiesShareMarketsAndDecisionsAreTimed() {
        var reward = ClockReward.of(SmallMarkets.NARROW);
        for (ClockPolicy policy : List.of(new FixedStep(2), new GreedyStep(), MODEL.steady())) {
            TrainedModelComparison.Row row = study.play(policy);
            assertThat(row.value()).isEqualTo(SampledValue.of(SmallMarkets.NARROW, reward, policy, draws()));
            assertThat(row.decisionMicros()).isCloseTo(1, within(1e-12));
            assertThat(row.exact()).as("a program of one state is not solved").isEmpty();
        }
        TrainedModelComparison.Row random = study.play(new RandomStep(SEED, 0));
        assertThat(random.value())
                .isEqualTo(SampledValue.of(SmallMarkets.NARROW, reward, draws(), index -> new RandomStep(SEED, index)));
        assertThat(random.decisionMicros()).isZero();
    }

    @Test
    void noPolicyBeatsTheClairvoyantBound() {
        TrainedModelComparison.Bound bound = study.clairvoyant();
        assertThat(bound.markets()).isEqualTo(MARKETS);
        assertThat(study.policies(TrainedModelComparison.Rivals.ALL))
                .allSatisfy(policy ->
                        assertThat(study.play(policy).value().reward()).isLessThanOrEqualTo(bound.reward() + 1e-12));
        assertThat(study.headroom().exact()).isFalse();
    }
}

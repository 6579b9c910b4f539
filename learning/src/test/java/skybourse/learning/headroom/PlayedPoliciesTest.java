package skybourse.learning.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.DoubleDutchRun;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;

class PlayedPoliciesTest {

    /** The trader with the better limit price comes first: ties that lose the least welfare. */
    private record EagerFirst(OrderBook book) implements TieOrder {
        @Override
        public long key(String participant) {
            Order order = book.ordersOf(participant).getFirst();
            return order.side() == Side.BUYERS ? -order.limitTicks() : order.limitTicks();
        }

        @Override
        public long drawKey(Order order) {
            return 0;
        }
    }

    private record Case(ClockMarketDistribution market, SampledMarket draw) {}

    @Test
    void sampledValueIsCloseToExactValue() {
        ClockMarketDistribution market = BenchmarkMarkets.named("normal-3x2").orElseThrow();
        ClockReward reward = ClockReward.of(market);
        List<SampledMarket> draws = SampledValue.markets(market, 1, "evaluation-markets", 20_000);
        for (ClockPolicy policy : List.of(new FixedStep(2), new GreedyStep(), new CountOptimalPolicy(market, reward))) {
            SampledValue sampled = SampledValue.of(market, reward, policy, draws);
            double exact = PolicyValue.exact(market, reward, policy, 1_000_000).orElseThrow();
            assertThat(sampled.reward()).isCloseTo(exact, within(2 * sampled.halfWidth()));
        }
    }

    @Test
    void clairvoyantScheduleIsBestWithFavourableTies() {
        Cases.forAll(
                (random, size) -> {
                    ClockMarketDistribution market = TinyMarkets.random(random, size);
                    return new Case(market, market.draw(random));
                },
                drawn -> {
                    var reward = new ClockReward(drawn.market.weights(), new RewardScale(4, 9));
                    OrderBook book = drawn.draw.book();
                    DoubleDutchRun run = drawn.market.rule(new FixedStep(1)).start(book, new EagerFirst(book));
                    double best = bestSchedule(drawn.market, reward, run, book);
                    assertThat(ClairvoyantSteps.value(drawn.market, reward, drawn.draw))
                            .isCloseTo(best, within(1e-12));
                });
    }

    private static double bestSchedule(
            ClockMarketDistribution market, ClockReward reward, DoubleDutchRun run, OrderBook book) {
        if (run.nextSide().isEmpty()) {
            return reward.welfare((double) run.outcome().welfareTicks(book));
        }
        long gap = run.state().largestStepTicks();
        LongStream steps = run.policyIsAsked()
                ? market.steps().ticks().stream().mapToLong(step -> Math.min(step, gap))
                : LongStream.of(0);
        return steps.mapToDouble(step -> {
                    DoubleDutchRun next = run.copy();
                    double now = reward.announcement(next.announce(step).orElseThrow());
                    return now + bestSchedule(market, reward, next, book);
                })
                .max()
                .orElseThrow();
    }

    @Test
    void bayesOptimalIsBetweenBestFoundAndClairvoyant() {
        ClockMarketDistribution market = BenchmarkMarkets.named("narrow-3x2").orElseThrow();
        Headroom exact = new HeadroomStudy(1, 100, 100, 100, 1_000_000).of(market);
        Headroom bracket = new HeadroomStudy(1, 2_000, 20_000, 2_000, 1).of(market);
        assertThat(exact.exact()).isTrue();
        assertThat(bracket.exact()).isFalse();
        assertThat(bracket.fixed().name()).isEqualTo(exact.fixed().name());
        assertThat(bracket.found().reward() - bracket.found().halfWidth())
                .isLessThan(exact.ceiling().reward());
        assertThat(bracket.ceiling().reward() + bracket.ceiling().halfWidth())
                .isGreaterThan(exact.ceiling().reward());
        assertThat(exact.share(exact.fixed().reward())).isZero();
        assertThat(exact.share(exact.ceiling().reward())).isEqualTo(1);
        assertThat(exact.share(exact.found().reward())).isBetween(0.5, 1.0);
    }

    @Test
    void refusesIllegalStepsAndLimitsStates() {
        ClockMarketDistribution market = BenchmarkMarkets.named("normal-3x2").orElseThrow();
        ClockPolicy still = new ClockPolicy() {
            @Override
            public String name() {
                return "still";
            }

            @Override
            public long stepTicks(ClockState state) {
                return 0;
            }
        };
        assertThatThrownBy(() -> PolicyValue.exact(market, still, 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("step of still must be in");
        assertThat(PolicyValue.exact(market, new FixedStep(1), 10)).isEmpty();
        assertThat(BayesOptimalPolicy.solve(market, 10)).isEmpty();
    }
}

package skybourse.learning.headroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.learning.headroom.StochasticPolicy.StepDistribution;
import skybourse.testing.Cases;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.DoubleDutchRun;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.StepSet;

class StochasticPolicyTest {

    private static final long MANY = 10_000_000;
    private static final TieOrder TIES = new TieOrder.Lottery(3, 0);

    /** Random probabilities for the legal steps of each state; some are 0. */
    private record Uneven(StepSet choices, long seed) implements StochasticPolicy {
        @Override
        public String name() {
            return "uneven";
        }

        @Override
        public StepDistribution chances(ClockState state) {
            RandomGenerator random = new RandomStreams(seed).stream("state", state.hashCode());
            long gap = state.largestStepTicks();
            long[] ticks = new long[choices.legal(gap)];
            Arrays.setAll(ticks, action -> choices.stepTicks(action, gap));
            double[] chances = random.doubles(ticks.length)
                    .map(chance -> chance < 0.3 ? 0 : chance)
                    .toArray();
            chances[0] += 0.1;
            double sum = Arrays.stream(chances).sum();
            return new StepDistribution(
                    ticks, Arrays.stream(chances).map(chance -> chance / sum).toArray());
        }

        @Override
        public long stepTicks(ClockState state) {
            return chances(state).at(0);
        }
    }

    private record Case(ClockMarketDistribution market, StochasticPolicy policy) {}

    @Test
    void valueEqualsMeanRewardOverLimitsAndSteps() {
        Cases.forAll(
                (random, size) -> {
                    ClockMarketDistribution market = TinyMarkets.random(random, size);
                    return new Case(market, new Uneven(market.steps(), random.nextLong()));
                },
                drawn -> {
                    var reward = new ClockReward(drawn.market.weights(), new RewardScale(4, 9));
                    double[] mean = new double[1];
                    TinyMarkets.forEach(drawn.market.components().getFirst(), (draw, probability) -> {
                        OrderBook book = draw.book();
                        DoubleDutchRun run = drawn.market.rule(new FixedStep(1)).start(book, TIES);
                        mean[0] += probability * expectedReward(drawn.policy, reward, run, book);
                    });
                    assertThat(PolicyValue.exact(drawn.market, reward, drawn.policy, MANY)
                                    .orElseThrow())
                            .isCloseTo(mean[0], within(1e-12));
                });
    }

    /** Returns the expected remaining reward, by enumeration of all steps on the auction itself. */
    private static double expectedReward(
            StochasticPolicy policy, ClockReward reward, DoubleDutchRun run, OrderBook book) {
        if (run.nextSide().isEmpty()) {
            return reward.welfare((double) run.outcome().welfareTicks(book));
        }
        StepDistribution chances = run.policyIsAsked()
                ? policy.chances(run.state())
                : new StepDistribution(new long[] {0}, new double[] {1});
        double sum = 0;
        for (int i = 0; i < chances.ticks().length; i++) {
            DoubleDutchRun next = run.copy();
            double now = reward.announcement(next.announce(chances.ticks()[i]).orElseThrow());
            sum += chances.probabilities()[i] * (now + expectedReward(policy, reward, next, book));
        }
        return sum;
    }

    /** Returns a policy whose n-th answer depends on n. */
    private static ClockPolicy alternating(int period) {
        int[] asked = new int[1];
        return new ClockPolicy() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public long stepTicks(ClockState state) {
                return Math.min(1 + asked[0]++ / period % 2, state.largestStepTicks());
            }
        };
    }

    @Test
    void refusesInconsistentPolicies() {
        ClockMarketDistribution market = BenchmarkMarkets.named("narrow-3x2").orElseThrow();
        assertThatThrownBy(() -> PolicyValue.exact(market, alternating(1), MANY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "answer of counting must be the same each time it is asked in a state: a step of 1")
                .hasMessageContaining(", then a step of ")
                .hasMessageContaining(" in ClockState[");
        assertThat(PolicyValue.exact(market, alternating(Integer.MAX_VALUE), MANY))
                .isEqualTo(PolicyValue.exact(market, new FixedStep(1), MANY));
    }

    @Test
    void refusesInvalidProbabilities() {
        double[][] wrong = {{0.5, 0.4}, {1.5, -0.5}, {Double.NaN, 1}, {1}, {0.5, 0.25, 0.25}};
        for (double[] probabilities : wrong) {
            assertThatThrownBy(() -> new StepDistribution(new long[] {1, 2}, probabilities))
                    .hasMessageStartingWith(
                            "probabilities must be one for each of 2 steps, not negative, with sum 1: ");
        }
    }

    @Test
    void quantilesSelectSteps() {
        var chances = new StepDistribution(new long[] {1, 2, 3, 5}, new double[] {0.25, 0, 0.75, 0});
        assertThat(new long[] {chances.at(0), chances.at(0.2499), chances.at(0.25), chances.at(0.9999)})
                .containsExactly(1, 1, 3, 3);
        assertThat(new StepDistribution(new long[] {1, 2, 3}, new double[] {0.4, 0.6 - 1e-10, 0})
                        .at(Math.nextDown(1.0)))
                .isEqualTo(2);
    }
}

package skybourse.learning.auctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.EnvironmentLanes;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.FixedStep;

class AuctionBatchEnvironmentTest {

    private static int draw(RandomGenerator random, boolean[] legal, int lane, int actions) {
        int action = random.nextInt(actions);
        while (!legal[lane * actions + action]) {
            action = random.nextInt(actions);
        }
        return action;
    }

    private static void assertEqualTransitions(AuctionProblem problem, int lanes, int steps) {
        BatchEnvironment fast = problem.lanes(lanes);
        BatchEnvironment plain = new EnvironmentLanes(() -> new AuctionEnvironment(problem), lanes);
        assertThat(fast).isInstanceOf(AuctionBatchEnvironment.class);
        fast.reset(77);
        plain.reset(77);
        RandomGenerator random = new RandomStreams(5).stream("actions", lanes);
        int[] chosen = new int[lanes];
        for (int step = 0; step < steps; step++) {
            assertThat(fast.states()).isEqualTo(plain.states());
            assertThat(fast.legal()).isEqualTo(plain.legal());
            for (int i = 0; i < lanes; i++) {
                chosen[i] = draw(random, fast.legal(), i, fast.actions());
            }
            fast.step(chosen);
            plain.step(chosen);
            assertThat(fast.rewards()).isEqualTo(plain.rewards());
            assertThat(fast.terminated()).isEqualTo(plain.terminated());
            for (int i = 0; i < lanes; i++) {
                if (fast.terminated()[i]) {
                    int at = i * fast.stateSize();
                    assertThat(Arrays.copyOfRange(fast.finalStates(), at, at + fast.stateSize()))
                            .isEqualTo(Arrays.copyOfRange(plain.finalStates(), at, at + fast.stateSize()));
                }
            }
        }
    }

    @Test
    void transitionsEqualThoseOfTheSingleEnvironment() {
        assertEqualTransitions(AuctionProblem.of(SmallMarkets.NARROW), 64, 200);
        assertEqualTransitions(AuctionProblem.of(SmallMarkets.WILD), 100, 400);
        assertEqualTransitions(SmallMarkets.scaled(SmallMarkets.WILD, 13), 7, 400);
        for (TrainingReward training : TrainingReward.values()) {
            TrainingAids aids =
                    new TrainingAids(training, StateEncoding.Clocks.FOURIER, TrainingAids.InitialPolicy.DRAWN);
            assertEqualTransitions(AuctionProblem.of(SmallMarkets.WILD).with(aids), 100, 200);
        }
        assertEqualTransitions(SmallMarkets.scaled(SmallMarkets.WILD, 500), 70, 200);
    }

    /** The vectorized environment has no logarithms of counts and no information about the round. */
    @Test
    void otherStatesHaveTheNumbersOfTheSingleEnvironment() {
        for (StateEncoding.Counts counts : List.of(StateEncoding.Counts.LOGARITHMS, StateEncoding.Counts.ROUND)) {
            AuctionProblem shares = AuctionProblem.of(SmallMarkets.WILD);
            AuctionProblem problem = shares.withForm(shares.form().withCounts(counts));
            BatchEnvironment lanes = problem.lanes(8);
            BatchEnvironment plain = problem.plainLanes(8);
            lanes.reset(77);
            plain.reset(77);
            assertThat(lanes.states()).isEqualTo(plain.states());
            assertThatThrownBy(() -> new AuctionBatchEnvironment(problem, 8))
                    .hasMessageStartingWith("form must not be wide and must have counts SHARES: ");
        }
    }

    @Test
    void refusedStepsChangeNoLane() {
        AuctionProblem problem = AuctionProblem.of(SmallMarkets.WILD);
        for (BatchEnvironment lanes :
                List.of(problem.lanes(130), new EnvironmentLanes(() -> new AuctionEnvironment(problem), 130))) {
            assertThatThrownBy(() -> lanes.step(new int[130]))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("reset must come before the first step");
            lanes.reset(77);
            float[] before = lanes.states().clone();
            int[] chosen = new int[130];
            chosen[100] = lanes.actions();
            assertThatThrownBy(() -> lanes.step(chosen))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("actions\\[100] must be legal, one of \\[0, 1.*]: " + lanes.actions());
            assertThatThrownBy(() -> lanes.step(new int[129]))
                    .hasMessage("actions must have one value per lane, 130: 129");
            assertThat(lanes.states()).isEqualTo(before);
        }
    }

    /** The return of an episode is the reward of the whole auction, including announcements without a choice. */
    @Test
    void returnEqualsRewardOfWholeAuction() {
        for (ClockMarketDistribution market : List.of(SmallMarkets.NARROW, SmallMarkets.WILD)) {
            AuctionProblem problem = AuctionProblem.of(market);
            for (int action = 0; action < market.steps().size(); action++) {
                int chosen = action;
                int lanes = 200;
                double[] returns = play(problem.lanes(lanes), chosen);
                for (int i = 0; i < lanes; i++) {
                    AuctionMarket drawn = problem.source().market(1_000 + i);
                    AuctionTranscript transcript = market.rule(
                                    new FixedStep(market.steps().ticks().get(action)))
                            .course(drawn.book(), new TieOrder.ById());
                    double total = problem.reward().total(transcript, drawn.book());
                    assertThat(returns[i]).isCloseTo(total, within(1e-5));
                }
            }
        }
    }

    private static double[] play(BatchEnvironment environment, int largest) {
        int lanes = environment.lanes();
        double[] returns = new double[lanes];
        boolean[] done = new boolean[lanes];
        int left = lanes;
        int[] chosen = new int[lanes];
        environment.reset(1_000);
        while (left > 0) {
            for (int i = 0; i < lanes; i++) {
                chosen[i] = largest;
                while (!environment.legal()[i * environment.actions() + chosen[i]]) {
                    chosen[i]--;
                }
            }
            environment.step(chosen);
            for (int i = 0; i < lanes; i++) {
                if (!done[i]) {
                    returns[i] += environment.rewards()[i];
                    done[i] = environment.terminated()[i];
                    left -= done[i] ? 1 : 0;
                }
            }
        }
        return returns;
    }
}

package skybourse.learning.auctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import skybourse.base.numeric.EnumNames;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.Policy;
import skybourse.learning.environment.TimeStep;
import skybourse.learning.training.SmallModels;
import skybourse.learning.training.TrainingPlan;

/** What training rewards change, and where they do not reach. */
class TrainingRewardTest {

    private static final AuctionProblem WILD = AuctionProblem.of(SmallMarkets.WILD);

    private static AuctionProblem problem(TrainingReward training) {
        return WILD.with(new TrainingAids(training, StateEncoding.Clocks.PLAIN, TrainingAids.InitialPolicy.DRAWN));
    }

    /** Returns the whole return of one market under steps drawn from a seed; 0 draws the smallest always. */
    private static double played(TrainingReward training, long market, long policy) {
        AuctionEnvironment environment = new AuctionEnvironment(problem(training));
        RandomGenerator random = new RandomStreams(policy).stream("policy", market);
        boolean[] legal = environment.reset(market).legal();
        double sum = 0;
        while (true) {
            int action = 0;
            while (policy > 0 && action + 1 < legal.length && legal[action + 1] && random.nextBoolean()) {
                action++;
            }
            TimeStep step = environment.step(action);
            if (step instanceof TimeStep.Mid mid) {
                sum += mid.reward();
                legal = mid.legal();
            } else {
                return sum + ((TimeStep.Terminated) step).reward();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TrainingReward.class)
    void differsFromThePlainOneByANumberOfTheMarketAlone(TrainingReward training) {
        AuctionProblem problem = problem(training);
        double largest = 0;
        for (long market = 0; market < 200; market++) {
            double best = problem.source().market(market).clairvoyantWelfareTicks();
            double scale = problem.reward().scale().welfareTicks();
            double expected = training.usesHindsight() ? (scale - best) / scale : 0;
            for (long policy = 0; policy < 3; policy++) {
                double difference = played(training, market, policy) - played(TrainingReward.PLAIN, market, policy);
                if (itself(market)) {
                    assertThat(difference).isCloseTo(expected, within(1e-12));
                }
            }
            largest = Math.max(largest, Math.abs(expected));
        }
        assertThat(largest > 0.1).isEqualTo(training.usesHindsight());
    }

    /** A market without a choice is passed over for another, whose best welfare is not that of its seed. */
    private static boolean itself(long seed) {
        return AuctionEnvironment.hasAChoice(WILD.source().market(seed), WILD.actions(), WILD.turns());
    }

    @Test
    void nobodyIsJudgedByThem() {
        Policy smallest = (_, rows, _, _, chosen) -> Arrays.fill(chosen, 0, rows, 0);
        TrainingPlan plain = SmallModels.plan("ppo", 1, Map.of());
        for (TrainingReward training : TrainingReward.values()) {
            TrainingPlan aided = SmallModels.plan("ppo", 1, Map.of("reward", EnumNames.name(training)));
            assertThat(aided.problem().training()).isEqualTo(training);
            assertThat(aided.evaluation(3).score(smallest))
                    .isEqualTo(plain.evaluation(3).score(smallest));
        }
    }

    @Test
    void theyAreRefusedWhereLaterRewardsCountLess() {
        assertThatThrownBy(() -> SmallModels.plan("diffusion-td", 1, Map.of("reward", "hindsight", "discount", "0.95")))
                .hasMessage("reward must be plain if discount is not 1: hindsight, 0.95");
    }

    @Test
    void anExpertIsRefusedByLearnersThatGoByValues() {
        assertThatThrownBy(() -> SmallModels.plan("dqn", 1, Map.of("start", "expert")))
                .hasMessage("start must be drawn for value-based learners: expert");
    }
}

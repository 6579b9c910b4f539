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
import skybourse.learning.environment.EnvironmentStepResult;
import skybourse.learning.environment.Policy;
import skybourse.learning.training.SmallModels;
import skybourse.learning.training.TrainingPlan;

/** Effect of training rewards, and where they have none. */
class TrainingRewardTest {

    private static final AuctionProblem WILD = AuctionProblem.of(SmallMarkets.WILD);

    private static AuctionProblem problem(TrainingReward training) {
        return WILD.with(new TrainingAids(training, StateEncoding.Clocks.PLAIN, TrainingAids.InitialPolicy.DRAWN));
    }

    /**
     * Returns the undiscounted return of one market with random steps from a seed; 0 means always the smallest step.
     */
    private static double returnOf(TrainingReward training, long market, long policy) {
        AuctionEnvironment environment = new AuctionEnvironment(problem(training));
        RandomGenerator random = new RandomStreams(policy).stream("policy", market);
        boolean[] legal = environment.reset(market).legal();
        double sum = 0;
        while (true) {
            int action = 0;
            while (policy > 0 && action + 1 < legal.length && legal[action + 1] && random.nextBoolean()) {
                action++;
            }
            EnvironmentStepResult step = environment.step(action);
            if (step instanceof EnvironmentStepResult.Mid mid) {
                sum += mid.reward();
                legal = mid.legal();
            } else {
                return sum + ((EnvironmentStepResult.Terminated) step).reward();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TrainingReward.class)
    void trainingRewardDiffersByConstantOfTheMarket(TrainingReward training) {
        AuctionProblem problem = problem(training);
        double largest = 0;
        for (long market = 0; market < 200; market++) {
            double best = problem.source().market(market).clairvoyantWelfareTicks();
            double scale = problem.reward().scale().welfareTicks();
            double expected = training.usesHindsight() ? (scale - best) / scale : 0;
            for (long policy = 0; policy < 3; policy++) {
                double difference = returnOf(training, market, policy) - returnOf(TrainingReward.PLAIN, market, policy);
                if (hasChoice(market)) {
                    assertThat(difference).isCloseTo(expected, within(1e-12));
                }
            }
            largest = Math.max(largest, Math.abs(expected));
        }
        assertThat(largest > 0.1).isEqualTo(training.usesHindsight());
    }

    /**
     * Returns whether a market has a choice of steps. A market without one is replaced by another, whose best welfare
     * differs.
     */
    private static boolean hasChoice(long seed) {
        return AuctionEnvironment.hasAChoice(WILD.source().market(seed), WILD.actions(), WILD.turns());
    }

    @Test
    void trainingRewardsDoNotChangeEvaluation() {
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
    void refusesHindsightWithDiscount() {
        assertThatThrownBy(() -> SmallModels.plan("diffusion-td", 1, Map.of("reward", "hindsight", "discount", "0.95")))
                .hasMessage("reward must be plain if discount is not 1: hindsight, 0.95");
    }

    @Test
    void refusesExpertStartOfValueBasedLearners() {
        assertThatThrownBy(() -> SmallModels.plan("dqn", 1, Map.of("start", "expert")))
                .hasMessage("start must be drawn for value-based learners: expert");
    }
}

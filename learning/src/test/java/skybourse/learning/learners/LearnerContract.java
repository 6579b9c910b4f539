package skybourse.learning.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.EnvironmentLanes;
import skybourse.learning.environment.Policy;
import skybourse.learning.environment.SmallProblems;
import skybourse.learning.policy.TrainedPolicy;

/** Contract of all learners. */
interface LearnerContract {

    /** Returns a small learner that can learn the problems below. */
    Learner learner(int stateSize, int actions, int threads);

    /** Returns the training settings of the problems below: epochs, steps per epoch, steps per update. */
    Trainer.Settings training();

    private static TrainingResult train(Learner learner, Trainer.Settings settings, SmallProblems.Problem problem) {
        BatchEnvironment lanes = new EnvironmentLanes(problem::environment, 16);
        try (learner) {
            return new Trainer(settings, learner, lanes, new RandomStreams(7))
                    .train(policy -> SmallProblems.meanReturn(policy, problem, 150), epoch -> {});
        }
    }

    /**
     * Two arms. The context shows the better one, which pays 1 against 0. So the best mean is 1, and random choice gets
     * 0.5.
     */
    @Test
    default void solvesTheBanditWithContext() {
        TrainingResult result = train(learner(2, 3, 1), training(), SmallProblems.BANDIT);
        assertThat(result).isInstanceOf(TrainingResult.Finished.class);
        assertThat(result.epochs().getFirst().environmentSteps())
                .isEqualTo(training().stepsPerEpoch() * 16L);
        TrainingResult.Finished finished = (TrainingResult.Finished) result;
        assertThat(finished.best().score()).isGreaterThan(0.95);
    }

    /**
     * A corridor whose near end pays 1 and whose far end pays 3, at 0.2 per step. Going right is worth 3 - 4 * 0.2 =
     * 2.2 from the start.
     */
    @Test
    default void solvesTheCorridor() {
        TrainingResult.Finished finished =
                (TrainingResult.Finished) train(learner(5, 2, 1), training(), SmallProblems.CORRIDOR);
        assertThat(finished.best().score()).isGreaterThan(2.0);
    }

    private static TransitionBatch batch(int rows, int stateSize) {
        RandomGenerator random = new RandomStreams(8).stream("batch", 0);
        TransitionBatch batch = new TransitionBatch(rows, rows / 10, stateSize, 4);
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < stateSize; i++) {
                batch.states()[r * stateSize + i] = random.nextFloat();
                batch.nextStates()[r * stateSize + i] = random.nextFloat();
            }
            for (int a = 0; a < 4; a++) {
                batch.legal()[r * 4 + a] = a == r % 4 || random.nextBoolean();
                batch.nextLegal()[r * 4 + a] = batch.legal()[r * 4 + a];
            }
            batch.chosen()[r] = r % 4;
            batch.rewards()[r] = random.nextFloat();
            batch.discounts()[r] = random.nextBoolean() ? 0 : 0.9f;
            batch.ended()[r] = batch.discounts()[r] == 0;
        }
        return batch;
    }

    private static byte[] bytes(Learner learner) {
        TrainingCheckpoint.Writer to = new TrainingCheckpoint.Writer();
        learner.serialize(to);
        return to.bytes();
    }

    private Learner started(int threads) {
        Learner learner = learner(5, 4, threads);
        learner.initialise(new RandomStreams(9).stream("first", 0));
        return learner;
    }

    @Test
    default void threadsDoNotChangeResults() {
        try (Learner one = started(1);
                Learner two = started(2);
                Learner three = started(3)) {
            for (Learner learner : new Learner[] {one, two, three}) {
                for (int i = 0; i < 5; i++) {
                    learner.update(new RandomStreams(10).stream("update", i), batch(300, 5 + learner.noiseSize()));
                }
            }
            assertThat(bytes(two)).isEqualTo(bytes(one));
            assertThat(bytes(three)).isEqualTo(bytes(one));
        }
    }

    @Test
    default void resumedLearnerIsByteIdentical() {
        try (Learner through = started(1);
                Learner stopped = started(1);
                Learner resumed = started(1)) {
            for (int i = 0; i < 6; i++) {
                through.update(new RandomStreams(10).stream("update", i), batch(300, 5 + through.noiseSize()));
            }
            for (int i = 0; i < 3; i++) {
                stopped.update(new RandomStreams(10).stream("update", i), batch(300, 5 + stopped.noiseSize()));
            }
            resumed.serialize(TrainingCheckpoint.of(bytes(stopped)));
            for (int i = 3; i < 6; i++) {
                resumed.update(new RandomStreams(10).stream("update", i), batch(300, 5 + resumed.noiseSize()));
            }
            assertThat(bytes(resumed)).isEqualTo(bytes(through));
        }
    }

    @Test
    default void nanRewardEndsTheTraining() {
        TrainingResult result = train(learner(2, 3, 1), training(), SmallProblems.BROKEN);
        assertThat(result).isInstanceOf(TrainingResult.Diverged.class);
    }

    @Test
    default void choosesOnlyLegalActions() {
        try (Learner learner = started(1)) {
            int[] chosen = new int[300];
            for (Policy policy : new Policy[] {learner.explorationPolicy(), learner.policy()}) {
                TransitionBatch batch = batch(300, policy instanceof TrainedPolicy ? 5 : 5 + learner.noiseSize());
                policy.choose(new RandomStreams(11).stream("choice", 0), 300, batch.states(), batch.legal(), chosen);
                for (int r = 0; r < 300; r++) {
                    assertThat(batch.legal()[r * 4 + chosen[r]]).isTrue();
                }
            }
        }
    }
}

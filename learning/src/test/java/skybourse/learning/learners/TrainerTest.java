package skybourse.learning.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.EnvironmentLanes;
import skybourse.learning.environment.Policy;
import skybourse.learning.environment.SmallProblems;
import skybourse.learning.networks.Activation;
import skybourse.learning.policy.DiffusionSchedule;

class TrainerTest {

    private static final SmallProblems.Problem PROBLEM = SmallProblems.CORRIDOR;

    private static Learner learner() {
        ActorCriticSettings shared = ActorCriticSettingsBuilder.builder()
                .hidden(16)
                .rows(32)
                .actorRate(1e-3)
                .criticRate(3e-3)
                .steps(3)
                .temperature(0.01)
                .lastTemperature(0.01)
                .coolingUpdates(1)
                .exploration(0.1)
                .discount(1)
                .targetShare(0.02)
                .capacity(500)
                .warmUp(100)
                .threads(2)
                .build();
        return new DiffusionActorCritic.Settings(DiffusionSchedule.ofSteps(3), Activation.TANH, false, shared)
                .learner(5, 2);
    }

    private static Trainer trainer(Learner learner, int epochs) {
        return new Trainer(
                new Trainer.Settings(epochs, 1_000_000, 40, 1, 10),
                learner,
                new EnvironmentLanes(PROBLEM::environment, 4),
                new RandomStreams(41));
    }

    private static double score(Policy policy) {
        return SmallProblems.meanReturn(policy, PROBLEM, 20);
    }

    @Test
    void resumedTrainingIsByteIdentical() {
        try (Learner one = learner();
                Learner two = learner();
                Learner three = learner()) {
            Trainer through = trainer(one, 4);
            through.train(TrainerTest::score, epoch -> {});
            Trainer stopped = trainer(two, 2);
            stopped.train(TrainerTest::score, epoch -> {});
            Trainer resumed = trainer(three, 4);
            resumed.load(TrainingCheckpoint.of(stopped.save().bytes()));
            List<Integer> epochs = new ArrayList<>();
            resumed.train(TrainerTest::score, epoch -> epochs.add(epoch.epoch()));
            assertThat(epochs).containsExactly(3, 4);
            assertThat(resumed.save().bytes()).isEqualTo(through.save().bytes());
        }
    }

    /**
     * Returns a trainer whose pretraining initializes the parameters again. The environment is the corridor, or pays
     * NaN.
     */
    private static Trainer pretrainedTrainer(
            Ppo learner, int epochs, SmallProblems.Problem problem, List<String> lessons) {
        return new Trainer(
                new Trainer.Settings(epochs, 1_000_000, 40, 1, 10),
                learner,
                new EnvironmentLanes(problem::environment, 4),
                new RandomStreams(43),
                Optional.of(random -> {
                    lessons.add("taught");
                    learner.initialise(random);
                }));
    }

    private static Ppo small(int stateSize, int actions) {
        return new Ppo(
                stateSize,
                actions,
                PpoSettingsBuilder.builder()
                        .hidden(8)
                        .activation(Activation.MISH)
                        .rolloutSteps(20)
                        .epochs(2)
                        .rows(40)
                        .clip(0.2)
                        .advantageDecay(1)
                        .entropyWeight(0.01)
                        .normalises(true)
                        .rate(1e-3)
                        .decayUpdates(0)
                        .weightMean(0.1)
                        .discount(1)
                        .threads(1)
                        .build());
    }

    @Test
    void pretrainingRunsOnceAndIsEvaluatedFirst() {
        List<String> lessons = new ArrayList<>();
        try (Ppo one = small(5, 2);
                Ppo two = small(5, 2);
                Ppo three = small(5, 2)) {
            Trainer through = pretrainedTrainer(one, 3, PROBLEM, lessons);
            TrainingResult result = through.train(TrainerTest::score, epoch -> {});
            assertThat(result).isInstanceOfSatisfying(TrainingResult.Finished.class, finished -> {
                TrainingResult.EvaluatedPolicy start = finished.start().orElseThrow();
                assertThat(start.epoch()).isZero();
                assertThat(start.score()).isEqualTo(score(start.policy()));
                assertThat(finished.best().score()).isGreaterThanOrEqualTo(start.score());
            });
            Trainer stopped = pretrainedTrainer(two, 1, PROBLEM, lessons);
            stopped.train(TrainerTest::score, epoch -> {});
            Trainer resumed = pretrainedTrainer(three, 3, PROBLEM, lessons);
            resumed.load(TrainingCheckpoint.of(stopped.save().bytes()));
            resumed.train(TrainerTest::score, epoch -> {});
            assertThat(resumed.save().bytes()).isEqualTo(through.save().bytes());
        }
        assertThat(lessons).as("a resumed training is not pretrained again").hasSize(2);
    }

    @Test
    void keepsPretrainedPolicyIfFirstEpochDiverges() {
        try (Ppo learner = small(2, 3)) {
            TrainingResult result = pretrainedTrainer(learner, 3, SmallProblems.BROKEN, new ArrayList<>())
                    .train(_ -> 0.5, epoch -> {});
            assertThat(result).isInstanceOf(TrainingResult.Diverged.class);
            assertThat(result.bestPolicy()).hasValueSatisfying(best -> {
                assertThat(best.epoch()).isZero();
                assertThat(best.score()).isEqualTo(0.5);
            });
        }
    }

    @Test
    void keepsBestPolicyAndStopsAfterPatience() {
        double[] scores = {1, 5, 2, 3, 4, 9};
        try (Learner learner = learner()) {
            Trainer trainer = new Trainer(
                    new Trainer.Settings(6, 1_000_000, 5, 1, 3),
                    learner,
                    new EnvironmentLanes(PROBLEM::environment, 4),
                    new RandomStreams(42));
            List<Policy> seen = new ArrayList<>();
            TrainingResult result = trainer.train(
                    policy -> {
                        seen.add(policy);
                        return scores[seen.size() - 1];
                    },
                    epoch -> {});
            assertThat(result).isInstanceOfSatisfying(TrainingResult.Finished.class, finished -> {
                assertThat(finished.best().epoch()).isEqualTo(2);
                assertThat(finished.best().policy()).isSameAs(seen.get(1));
                assertThat(finished.epochs()).hasSize(5);
            });
        }
    }

    @Test
    void refusesDamagedCheckpoints() {
        TrainingCheckpoint.Writer writer = new TrainingCheckpoint.Writer();
        writer.number("answer", 42);
        writer.floats("numbers", new float[] {1, Float.NaN, -0f});
        byte[] bytes = writer.bytes();
        float[] read = new float[3];
        TrainingCheckpoint.of(bytes).floats("numbers", read);
        assertThat(read).containsExactly(1, Float.NaN, -0f);
        assertThat(TrainingCheckpoint.of(bytes).number("answer")).isEqualTo(42);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> TrainingCheckpoint.of(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> TrainingCheckpoint.of(changed)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> TrainingCheckpoint.of(bytes).floats("numbers", new float[4]))
                .hasMessage("checkpoint entry numbers must have 16 bytes: 12");
        assertThatThrownBy(() -> TrainingCheckpoint.of(bytes).number("question"))
                .hasMessage("checkpoint must have the entry: question");
    }
}

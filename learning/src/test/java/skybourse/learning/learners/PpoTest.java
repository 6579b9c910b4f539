package skybourse.learning.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.BatchThreadPool;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.Matrix;
import skybourse.learning.networks.Softmax;
import skybourse.learning.policy.ActorNetwork;
import skybourse.learning.policy.ActorPolicy;
import skybourse.learning.policy.DiffusionActor;
import skybourse.learning.policy.DiffusionSchedule;

class PpoTest {

    @Nested
    class Weak implements LearnerContract {

        @Override
        public Learner learner(int stateSize, int actions, int threads) {
            return new Ppo(
                    stateSize,
                    actions,
                    PpoSettingsBuilder.builder()
                            .hidden(32)
                            .activation(Activation.MISH)
                            .rolloutSteps(8)
                            .epochs(1)
                            .rows(0)
                            .clip(0.2)
                            .advantageDecay(0.95)
                            .entropyWeight(0)
                            .normalises(false)
                            .rate(5e-3)
                            .decayUpdates(0)
                            .weightMean(0)
                            .discount(1)
                            .threads(threads)
                            .build());
        }

        @Override
        public Trainer.Settings training() {
            return new Trainer.Settings(12, 1_000_000, 300, 1, 3);
        }
    }

    @Nested
    class Tuned implements LearnerContract {

        @Override
        public Learner learner(int stateSize, int actions, int threads) {
            return new Ppo(
                    stateSize,
                    actions,
                    PpoSettingsBuilder.builder()
                            .hidden(32)
                            .activation(Activation.MISH)
                            .rolloutSteps(32)
                            .epochs(5)
                            .rows(128)
                            .clip(0.2)
                            .advantageDecay(0.95)
                            .entropyWeight(0.01)
                            .normalises(true)
                            .rate(3e-3)
                            .decayUpdates(200)
                            .weightMean(0)
                            .discount(1)
                            .threads(threads)
                            .build());
        }

        @Override
        public Trainer.Settings training() {
            return new Trainer.Settings(8, 1_000_000, 256, 1, 2);
        }
    }

    @Nested
    class Diffusion implements LearnerContract {

        @Override
        public Learner learner(int stateSize, int actions, int threads) {
            return new Ppo(
                    stateSize,
                    actions,
                    new Ppo.DiffusionSettings(
                            DiffusionSchedule.ofSteps(3),
                            DiffusionActor.Prediction.START,
                            PpoSettingsBuilder.builder()
                                    .hidden(32)
                                    .activation(Activation.MISH)
                                    .rolloutSteps(32)
                                    .epochs(5)
                                    .rows(128)
                                    .clip(0.2)
                                    .advantageDecay(1)
                                    .entropyWeight(0.01)
                                    .normalises(true)
                                    .rate(3e-3)
                                    .decayUpdates(200)
                                    .weightMean(0.01)
                                    .discount(1)
                                    .threads(threads)
                                    .build()));
        }

        @Override
        public Trainer.Settings training() {
            return new Trainer.Settings(8, 1_000_000, 256, 1, 2);
        }
    }

    /** The denominator of the ratio is exactly the probability with which the action was sampled. */
    @Test
    void replayedProbabilitiesEqualThoseOfSampling() {
        DiffusionActor actor = new DiffusionActor(new DiffusionActor.Shape(
                5, 4, 32, DiffusionSchedule.ofSteps(3), Activation.LINEAR, false, DiffusionActor.Prediction.START));
        RandomGenerator random = new RandomStreams(4).stream("replay", 0);
        actor.initialise(random);
        int observed = 5 + actor.noiseSize();
        TransitionBatch batch = new TransitionBatch(300, 30, observed, 4);
        for (int i = 0; i < 300 * observed; i++) {
            batch.states()[i] = (float) random.nextGaussian();
        }
        Arrays.fill(batch.legal(), true);
        ActorPolicy.observing(actor).choose(random, 300, batch.states(), batch.legal(), batch.chosen());
        DenseNetwork value = new DenseNetwork(Activation.MISH, Activation.LINEAR, 5, 8, 8, 1);
        Ppo.Settings settings = Ppo.Settings.wholeEpisodes(0);
        try (BatchThreadPool workers = new BatchThreadPool(2)) {
            float[] replayed = new PpoUpdate(actor, value, settings, workers, 300)
                    .targets(batch)
                    .logarithms();
            for (int row = 0; row < 300; row++) {
                ActorNetwork.Pass pass = actor.pass(1, true);
                Matrix state = Matrix.zeros(1, 5);
                state.setRow(0, batch.states(), row * observed);
                pass.observe(0, batch.states(), row * observed + 5);
                float[] probabilities = new float[4];
                float[] logarithms = new float[4];
                Softmax.row(pass.forward(state), 0, batch.legal(), row, probabilities, logarithms);
                assertThat(replayed[row]).isEqualTo(logarithms[batch.chosen()[row]]);
            }
        }
    }
}

package skybourse.learning.learners;

import org.junit.jupiter.api.Nested;
import skybourse.learning.networks.Activation;

class PpoTest {

    @Nested
    class Weak implements LearnerContract {

        @Override
        public Learner learner(int stateSize, int actions, int threads) {
            return new Ppo(
                    stateSize,
                    actions,
                    new Ppo.Settings(32, Activation.MISH, 8, 1, 0, 0.2, 0.95, 0, false, 5e-3, 0, 0, 1, threads));
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
                    new Ppo.Settings(32, Activation.MISH, 32, 5, 128, 0.2, 0.95, 0.01, true, 3e-3, 200, 0, 1, threads));
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
                    new Ppo.Chain(
                            DiffusionSchedule.ofSteps(3),
                            DiffusionActor.Prediction.START,
                            new Ppo.Settings(
                                    32, Activation.MISH, 32, 5, 128, 0.2, 1, 0.01, true, 3e-3, 200, 0.01, 1, threads)));
        }

        @Override
        public Trainer.Settings training() {
            return new Trainer.Settings(8, 1_000_000, 256, 1, 2);
        }
    }
}

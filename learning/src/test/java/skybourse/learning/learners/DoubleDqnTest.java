package skybourse.learning.learners;

import org.junit.jupiter.api.Nested;
import skybourse.learning.networks.Activation;

class DoubleDqnTest {

    private static Learner dqn(int stateSize, int actions, boolean duelling, int threads) {
        return new DoubleDqn(
                stateSize,
                actions,
                new DoubleDqn.Settings(
                        32, Activation.MISH, duelling, 64, 2e-3, 3, 1, 0.02, 0.05, 800, 5_000, 200, threads));
    }

    @Nested
    class Plain implements LearnerContract {

        @Override
        public Learner learner(int stateSize, int actions, int threads) {
            return dqn(stateSize, actions, false, threads);
        }

        @Override
        public Trainer.Settings training() {
            return new Trainer.Settings(8, 1_000_000, 150, 1, 2);
        }
    }

    @Nested
    class Duelling implements LearnerContract {

        @Override
        public Learner learner(int stateSize, int actions, int threads) {
            return dqn(stateSize, actions, true, threads);
        }

        @Override
        public Trainer.Settings training() {
            return new Trainer.Settings(8, 1_000_000, 150, 1, 2);
        }
    }
}

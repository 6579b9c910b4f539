package skybourse.learning.learners;

import org.junit.jupiter.api.Nested;
import skybourse.learning.networks.Activation;

class DoubleDqnTest {

    private static Learner dqn(int stateSize, int actions, boolean duelling, int threads) {
        return new DoubleDqn(
                stateSize,
                actions,
                DoubleDqnSettingsBuilder.builder()
                        .hidden(32)
                        .activation(Activation.MISH)
                        .duelling(duelling)
                        .rows(64)
                        .rate(2e-3)
                        .steps(3)
                        .discount(1)
                        .targetShare(0.02)
                        .lowestExploration(0.05)
                        .explorationUpdates(800)
                        .capacity(5_000)
                        .warmUp(200)
                        .threads(threads)
                        .build());
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

package skybourse.learning.environment;

import org.junit.jupiter.api.Nested;
import skybourse.learning.learners.KnownValues;

/** The test problems of learners satisfy the contract of environments. */
class SmallProblemsTest {

    @Nested
    class Clocks implements EnvironmentContract {
        @Override
        public Environment environment() {
            return new TwoClocks(KnownValues.clocks(0));
        }
    }

    @Nested
    class Lake implements EnvironmentContract {
        @Override
        public Environment environment() {
            return SmallProcess.frozenLake(KnownValues.process("frozenlake_4x4_slippery"))
                    .environment();
        }
    }

    @Nested
    class Treasures implements EnvironmentContract {
        @Override
        public Environment environment() {
            return SmallProcess.twoTreasures(KnownValues.process("sutton_barto_gridworld_5x5"))
                    .environment();
        }
    }
}

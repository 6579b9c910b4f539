package skybourse.learning.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.learning.environment.Environment;
import skybourse.learning.environment.EnvironmentLanes;
import skybourse.learning.environment.EnvironmentStepResult;

class NStepTransitionsTest {

    /** An environment that counts steps: state t after t steps, reward t + 1, end after {@code length} steps. */
    private record Counter(int length, boolean cutsOff, int[] time) implements Environment {

        @Override
        public int stateSize() {
            return 1;
        }

        @Override
        public int actions() {
            return 1;
        }

        @Override
        public EnvironmentStepResult.First reset(long seed) {
            time[0] = 0;
            return new EnvironmentStepResult.First(new float[] {0}, new boolean[] {true});
        }

        @Override
        public EnvironmentStepResult step(int action) {
            float[] seen = {++time[0]};
            if (time[0] < length) {
                return new EnvironmentStepResult.Mid(time[0], seen, new boolean[] {true});
            }
            return cutsOff
                    ? new EnvironmentStepResult.Truncated(time[0], seen, new boolean[] {true})
                    : new EnvironmentStepResult.Terminated(time[0], seen);
        }
    }

    /** Returns lines "state, return, discount, next state, ended". */
    private static List<String> transitions(boolean cutsOff) {
        EnvironmentLanes lanes = new EnvironmentLanes(() -> new Counter(4, cutsOff, new int[1]), 1);
        lanes.reset(0);
        NStepTransitions returns = new NStepTransitions(3, 0.5, lanes);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            returns.before(lanes, new int[1]);
            lanes.step(new int[1]);
            returns.after(
                    lanes,
                    (batch, row) -> lines.add("%.0f %.2f %.3f %.0f %b"
                            .formatted(
                                    batch.states()[row],
                                    batch.rewards()[row],
                                    batch.discounts()[row],
                                    batch.nextStates()[row],
                                    batch.ended()[row])));
        }
        return lines;
    }

    @Test
    void returnsCoverThreeStepsAndEndWithTheEpisode() {
        assertThat(transitions(false))
                .containsExactly(
                        "0 2.75 0.125 3 false", "1 4.50 0.000 4 true", "2 5.00 0.000 4 true", "3 4.00 0.000 4 true");
    }

    @Test
    void truncationKeepsTheDiscountedRest() {
        assertThat(transitions(true))
                .containsExactly(
                        "0 2.75 0.125 3 false", "1 4.50 0.125 4 true", "2 5.00 0.250 4 true", "3 4.00 0.500 4 true");
    }
}

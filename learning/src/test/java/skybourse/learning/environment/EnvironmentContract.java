package skybourse.learning.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

/** Contract of all environments. */
public interface EnvironmentContract {

    /** Returns a new environment before its first reset. */
    Environment environment();

    /**
     * Plays an episode with random actions and returns all states and rewards as text. Checks the form of each step.
     */
    private static List<String> play(Environment environment, long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("actions", 0);
        List<String> transcript = new ArrayList<>();
        EnvironmentStepResult step = environment.reset(seed);
        while (true) {
            assertThat(step.observation()).hasSize(environment.stateSize());
            for (float number : step.observation()) {
                assertThat(number).isFinite();
            }
            transcript.add(Arrays.toString(step.observation()));
            switch (step) {
                case EnvironmentStepResult.First first -> assertThat(transcript).hasSize(1);
                case EnvironmentStepResult.Mid mid -> transcript.add(mid.reward() + Arrays.toString(mid.legal()));
                case EnvironmentStepResult.Terminated end -> {
                    transcript.add("terminated " + end.reward());
                    return transcript;
                }
                case EnvironmentStepResult.Truncated end -> {
                    transcript.add("truncated " + end.reward() + Arrays.toString(end.legal()));
                    return transcript;
                }
            }
            boolean[] legal = step instanceof EnvironmentStepResult.First first
                    ? first.legal()
                    : ((EnvironmentStepResult.Mid) step).legal();
            assertThat(legal).hasSize(environment.actions()).contains(true);
            step = environment.step(ActionMaskOperations.draw(random, legal, 0, legal.length));
            assertThat(step).isNotInstanceOf(EnvironmentStepResult.First.class);
        }
    }

    @Test
    default void equalSeedsAndActionsGiveEqualSteps() {
        Environment used = environment();
        for (long seed = 0; seed < 40; seed++) {
            List<String> transcript = play(environment(), seed);
            assertThat(play(used, seed)).isEqualTo(transcript);
            used.step(used.reset(seed + 1) instanceof EnvironmentStepResult.First first ? first(first.legal()) : 0);
        }
    }

    private static int first(boolean[] legal) {
        int action = 0;
        while (!legal[action]) {
            action++;
        }
        return action;
    }

    @Test
    default void refusesStepsOutsideAnEpisode() {
        Environment environment = environment();
        assertThatThrownBy(() -> environment.step(0)).isInstanceOf(IllegalStateException.class);
        play(environment, 3);
        assertThatThrownBy(() -> environment.step(0)).isInstanceOf(IllegalStateException.class);
    }
}

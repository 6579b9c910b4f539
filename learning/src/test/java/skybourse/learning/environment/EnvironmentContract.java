package skybourse.learning.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

/** What every environment promises. */
public interface EnvironmentContract {

    /** Makes an environment that was not reset yet. */
    Environment environment();

    /** Plays an episode with drawn actions and returns all it said, as text; checks the form of each step. */
    private static List<String> play(Environment environment, long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("actions", 0);
        List<String> heard = new ArrayList<>();
        TimeStep step = environment.reset(seed);
        while (true) {
            assertThat(step.observation()).hasSize(environment.stateSize());
            for (float number : step.observation()) {
                assertThat(number).isFinite();
            }
            heard.add(Arrays.toString(step.observation()));
            switch (step) {
                case TimeStep.First first -> assertThat(heard).hasSize(1);
                case TimeStep.Mid mid -> heard.add(mid.reward() + Arrays.toString(mid.legal()));
                case TimeStep.Terminated end -> {
                    heard.add("terminated " + end.reward());
                    return heard;
                }
                case TimeStep.Truncated end -> {
                    heard.add("truncated " + end.reward() + Arrays.toString(end.legal()));
                    return heard;
                }
            }
            boolean[] legal = step instanceof TimeStep.First first ? first.legal() : ((TimeStep.Mid) step).legal();
            assertThat(legal).hasSize(environment.actions()).contains(true);
            step = environment.step(LegalActions.draw(random, legal, 0, legal.length));
            assertThat(step).isNotInstanceOf(TimeStep.First.class);
        }
    }

    @Test
    default void equalSeedsAndActionsGiveEqualStepsWhateverCameBefore() {
        Environment used = environment();
        for (long seed = 0; seed < 40; seed++) {
            List<String> heard = play(environment(), seed);
            assertThat(play(used, seed)).isEqualTo(heard);
            used.step(used.reset(seed + 1) instanceof TimeStep.First first ? first(first.legal()) : 0);
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
    default void nothingIsPlayedOutsideAnEpisode() {
        Environment environment = environment();
        assertThatThrownBy(() -> environment.step(0)).isInstanceOf(IllegalStateException.class);
        play(environment, 3);
        assertThatThrownBy(() -> environment.step(0)).isInstanceOf(IllegalStateException.class);
    }
}

package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.learning.auctions.StateEncoding;
import skybourse.learning.auctions.TrainingAids;
import skybourse.learning.auctions.TrainingReward;
import skybourse.learning.learners.DiffusionActorCritic;
import skybourse.learning.networks.Activation;

class SettingChangeTest {

    private static final LearnerPlan PLAN =
            LearnerPlan.named("diffusion-td", 1_000).orElseThrow();

    private static DiffusionActorCritic.Settings changed(String name, String value) {
        return (DiffusionActorCritic.Settings) PLAN.with(Map.of(name, value)).settings();
    }

    @Test
    void changesNestedSettingsOnly() {
        DiffusionActorCritic.Settings before = (DiffusionActorCritic.Settings) PLAN.settings();

        assertThat(changed("steps", "7").schedule().steps()).isEqualTo(7);
        assertThat(changed("steps", "7").shared()).isEqualTo(before.shared());
        assertThat(changed("actorRate", "0.5").shared().actorRate()).isEqualTo(0.5);
        assertThat(changed("output", "tanh").output()).isEqualTo(Activation.TANH);
        assertThat(changed("clip", "true").clip()).isTrue();
        assertThat(PLAN.with(Map.of())).isEqualTo(PLAN);
        LearnerPlan aided = PLAN.with(Map.of("reward", "settled", "clocks", "fourier"));
        assertThat(aided.aids())
                .isEqualTo(new TrainingAids(
                        TrainingReward.SETTLED, StateEncoding.Clocks.FOURIER, TrainingAids.InitialPolicy.DRAWN));
        assertThat(aided.settings()).isEqualTo(PLAN.settings());
    }

    @Test
    void refusesUnknownAndInvalidSettings() {
        assertThatThrownBy(() -> changed("steppes", "7"))
                .hasMessageContaining("setting must be a setting of this learner")
                .hasMessageEndingWith(": steppes");
        assertThatThrownBy(() -> changed("hidden", "many"))
                .hasMessage("hidden must be a number in the range of its type (int): many");
        assertThatThrownBy(() -> changed("output", "sine")).hasMessageStartingWith("output must be one of [");
        assertThatThrownBy(() -> changed("hidden", "0")).hasMessageStartingWith("hidden must be positive");
    }
}

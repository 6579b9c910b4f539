package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.learning.policy.TrainedPolicy;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;

class ClockComparisonTest {

    private static TrainedModel copy(TrainedModel model, float change) {
        float[] parameters = model.policy().parameters();
        parameters[0] += change;
        return new TrainedModel(
                model.origin(),
                model.actions(),
                model.form(),
                model.reward(),
                new TrainedPolicy(model.policy().form(), parameters),
                model.range());
    }

    /** All models of one learner have the same name, so names do not identify models. */
    @Test
    void modelsAreComparedByContent() {
        TrainedModel model = SmallModels.untrained("dqn", Map.of());
        assertThat(ClockComparison.isUsed(model.steady(), copy(model, 0).steady()))
                .isTrue();
        assertThat(ClockComparison.isUsed(model.steady(), copy(model, 1).steady()))
                .isFalse();
        assertThat(ClockComparison.isUsed(model.steady(), new GreedyStep())).isFalse();
    }

    @Test
    void fixedStepsAreComparedByTicks() {
        assertThat(ClockComparison.isUsed(new FixedStep(2), new FixedStep(2))).isTrue();
        assertThat(ClockComparison.isUsed(new FixedStep(2), new FixedStep(3))).isFalse();
    }
}

package skybourse.app.report.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import skybourse.learning.headroom.Headroom;
import skybourse.learning.headroom.SampledValue;
import skybourse.learning.training.TrainedModelComparison;

class ModelEvaluationTextTest {

    private static final SampledValue VALUE = new SampledValue("model", 500, 0.7, 0.01, 0.95, 31.5);

    private static Headroom headroom(boolean exact) {
        var fixed = new Headroom.RewardMark("fixed-2", 0.6, 0);
        return new Headroom("narrow-3x2", fixed, fixed, fixed, new Headroom.RewardMark("Bayes-optimal", 1, 0), exact);
    }

    @Test
    void headStatesWhetherBoundsAreExact() {
        assertThat(ModelEvaluationText.head("best.skymodel", 7, 20_000, headroom(true))
                        .lines())
                .containsExactly(
                        "best.skymodel on narrow-3x2: 20,000 markets per policy, seed 7."
                                + " Reward of the best fixed step: fixed-2 0.60000; upper bound: Bayes-optimal 1.00000 (both exact).",
                        "",
                        "policy                     reward (95 % CI)    share of headroom  gains from trade  messages us/decision");
        assertThat(ModelEvaluationText.head("m", 7, 1, headroom(false)).lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).endsWith("upper bound: Bayes-optimal 1.00000."));
    }

    /** 0.7 is a quarter of the way from 0.6 to 1, 0.01 a fortieth of that way. */
    @Test
    void sampledRewardHasIntervalsInBothUnits() {
        assertThat(ModelEvaluationText.line(
                        new TrainedModelComparison.Row(VALUE, OptionalDouble.empty(), 0), headroom(true)))
                .isEqualTo("model                      0.70000 ± 0.01000   25.0 ± 2.5 %"
                        + "                 0.9500     31.50           -\n");
    }

    @Test
    void exactRewardReplacesSampledReward() {
        assertThat(ModelEvaluationText.line(
                        new TrainedModelComparison.Row(VALUE, OptionalDouble.of(0.8), 12.345), headroom(true)))
                .isEqualTo("model                      0.80000 exact       50.0 % exact"
                        + "                 0.9500     31.50       12.35\n");
    }

    @Test
    void clairvoyantBoundStatesNumberOfMarkets() {
        assertThat(ModelEvaluationText.clairvoyant(new TrainedModelComparison.Bound(1.2, 2_000), headroom(true)))
                .isEqualTo("clairvoyant                1.20000             150.0 %"
                        + "  (knows all limit prices; first 2,000 markets)\n");
    }
}

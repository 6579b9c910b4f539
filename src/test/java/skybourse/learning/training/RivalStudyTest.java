package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;

class RivalStudyTest {

    private static final TrainedModel MODEL = SmallModels.untrained("dqn", Map.of());
    private static final Scenario SCENARIO =
            ScenarioSampler.standard(new ScenarioSampler.Counts(20, 2, 3, 3)).sample("small", 1);

    private static double sum(PlayedPolicy played) {
        return Arrays.stream(played.rewards()).sum();
    }

    @Test
    void theModelStandsFirstTheBestFixedStepIsBestAndNobodyBeatsTheBound() {
        RivalStudy study = RivalStudy.of(MODEL, SCENARIO, 6, 3).orElseThrow();
        assertThat(study.scenario()).isEqualTo("small");
        assertThat(study.steady().policy()).isEqualTo(MODEL.steady().name());
        assertThat(study.played().get(1).policy()).isEqualTo(MODEL.drawing().name());
        assertThat(study.played()).extracting(PlayedPolicy::policy).doesNotHaveDuplicates();
        PlayedPolicy best = study.named(study.hindsight());
        assertThat(study.played())
                .filteredOn(played -> played.policy().startsWith("fixed-"))
                .hasSizeGreaterThan(6)
                .contains(best, study.named(study.chosen()))
                .allSatisfy(played -> assertThat(sum(played)).isLessThanOrEqualTo(sum(best)));
        for (int i = 0; i < study.clairvoyant().size(); i++) {
            assertThat(study.steady().rewards()[i])
                    .isLessThanOrEqualTo(study.clairvoyant().get(i) + 1e-9);
        }
        assertThatThrownBy(() -> study.named("nobody")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void oneMarketIsNoComparison() {
        assertThat(RivalStudy.of(MODEL, SCENARIO, 1, 3)).isEmpty();
    }
}

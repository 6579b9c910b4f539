package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.learning.training.HeldOutComparison.Column;

class HeldOutComparisonTest {

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElseThrow();
    }

    /** Of 1 to 20 the worst tenth is 1 and 2. Of 1 to 5 the worst 40 % are 1 and 2. */
    @Test
    void worstNumbersHaveTheMeanOfTheWorstShare() {
        double[] twenty = new double[20];
        Arrays.setAll(twenty, i -> 20 - i);
        assertThat(mean(HeldOutComparison.worst(twenty, 0.1))).isCloseTo(1.5, within(1e-12));
        assertThat(HeldOutComparison.worst(new double[] {4, 1, 5, 2, 3}, 0.4)).containsExactly(2, -0.5, 2, 2, 2);
    }

    @Tag("slow")
    @Test
    void allPoliciesShareRoundsAndModelsAreAveraged() {
        TrainedModel model = SmallModels.untrained("dqn", Map.of());
        TrainedModel limited = new TrainedModel(
                model.origin(),
                model.actions(),
                model.form(),
                model.reward(),
                model.policy(),
                new TrainedRange(1_000, 1_000, 1, 2, 5));
        HeldOutComparison study = HeldOutComparison.of(List.of(model, limited), 4, 1, TaskRunner.CALLER);
        assertThat(study.rows())
                .extracting(HeldOutComparison.Row::name)
                .satisfies(names -> assertThat(names.getFirst()).startsWith("fixed, "))
                .containsSequence(
                        "order-statistics", "greedy", "stages", "dqn, mean of 2", "dqn, seed 3", "dqn, seed 3");
        List<HeldOutComparison.Row> own =
                study.rows().subList(study.rows().size() - 3, study.rows().size());
        for (Column column : Column.values()) {
            double[] both = own.get(1).of().get(column);
            double[] other = own.get(2).of().get(column);
            assertThat(own.getFirst().of().get(column)).hasSize(4);
            for (int i = 0; i < 4; i++) {
                assertThat(own.getFirst().of().get(column)[i]).isCloseTo((both[i] + other[i]) / 2, within(1e-12));
            }
        }
        assertThat(own)
                .extracting(HeldOutComparison.Row::beyond)
                .containsExactly("", "", "fixed, 16.67 % of the gap, in 4 rounds beyond its training");
        assertThat(study.rows()).allSatisfy(row -> {
            assertThat(Arrays.stream(row.of().get(Column.GAINS))).allMatch(share -> share >= 0 && share <= 1);
            assertThat(Arrays.stream(row.of().get(Column.DEADLINES))).allMatch(share -> share >= 0 && share <= 1);
        });
    }
}

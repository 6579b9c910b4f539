package skybourse.app.report.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.learning.training.HeldOutComparison;
import skybourse.learning.training.HeldOutComparison.Column;
import skybourse.learning.training.HeldOutComparison.Row;

/** For two rounds, the half width of the interval is 12.7062 / 2 = 6.3531 times their difference. */
class HeldOutComparisonTextTest {

    private static Row row(String name, double reward, double worst, double deadlines, double apart) {
        Map<Column, double[]> of = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            of.put(column, new double[] {10, 20});
        }
        of.put(Column.REWARD, new double[] {reward, reward + apart});
        of.put(Column.WORST_TENTH, new double[] {worst, worst});
        of.put(Column.DEADLINES, new double[] {deadlines, deadlines});
        return new Row(
                name, of, name.equals("far") ? "fixed, 7.000 % of the gap, in 3 rounds beyond its training" : "");
    }

    private static List<String> lines(Row... rows) {
        return HeldOutComparisonText.of(new HeldOutComparison("drawn scenarios", Column.REWARD, List.of(rows)))
                .lines()
                .toList();
    }

    @Test
    void verdictsConsiderRewardTailAndDeadlines() {
        List<String> lines = lines(
                row("fixed", 0.5, 0.8, 0.4, 0.1),
                row("better", 0.6, 0.8, 0.4, 0.1),
                row("noisy", 0.6, 0.8, 0.4, 0.2),
                row("harsh", 0.6, 0.7, 0.4, 0.1),
                row("late", 0.6, 0.8, 0.3, 0.1),
                row("worse", 0.4, 0.8, 0.4, 0.1),
                row("far", 0.5, 0.8, 0.4, 0.1));
        assertThat(lines.getFirst())
                .isEqualTo(
                        "Means of 2 rounds of drawn scenarios that were not used in training. Round reward: money and deadlines of all agents, less messages; reward: in units of each market's mean; no regret: the same without regret; gains: share of the attainable gains from trade; worst 1 % and 10 %: mean gains over the worst rounds.");
        assertThat(lines.get(3)).startsWith("fixed").contains("0.5500", "0.8000", "15.00", "15.000");
        assertThat(lines.get(9)).endsWith("  fixed, 7.000 % of the gap, in 3 rounds beyond its training");
        assertThat(lines.get(11)).startsWith("difference from fixed ");
        assertThat(lines.get(12))
                .startsWith("better")
                .contains("+0.1000 ± 0.0000")
                .endsWith("  better");
        assertThat(lines.get(13)).contains("+0.1500 ± 0.6353").endsWith("  no difference");
        assertThat(lines.get(14)).endsWith("  worse: worst tenth");
        assertThat(lines.get(15)).endsWith("  worse: deadlines");
        assertThat(lines.get(16)).endsWith("  worse: reward");
        assertThat(lines.get(17)).endsWith("  no difference");
        assertThat(lines).hasSize(18);
    }
}

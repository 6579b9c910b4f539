package skybourse.evidence.overtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.evidence.choice.RuleResolver;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.LedgerDigest;

class WarmStartTaskTest {

    private static final double NONE = Double.NaN;

    private static SlotRow row(double certified, double gap, double cold, double coldGap, double profit, double gain) {
        double[] values = new double[Metric.values().length];
        Arrays.fill(values, NONE);
        values[Metric.CERTIFIED.place()] = certified;
        values[Metric.BRANCH_GAP.place()] = gap;
        values[Metric.COLD_CERTIFIED.place()] = cold;
        values[Metric.COLD_GAP.place()] = coldGap;
        values[Metric.COLD_PROFIT.place()] = profit;
        values[Metric.COLD_GAIN.place()] = gain;
        return new SlotRow(0, values, new LedgerDigest(new long[LedgerDigest.WORDS]));
    }

    @Test
    void sharesCountSlotsWithColdStart() {
        var slots = new SlotStatistics(List.of(
                row(1, NONE, NONE, NONE, NONE, NONE),
                row(1, 0.001, NONE, NONE, NONE, NONE),
                row(1, 0.02, 1, 0.001, 0.9, 0.9),
                row(1, 0.02, 1, 0.02, 0.1, -0.2),
                row(1, 0.02, 1, 0.03, -0.02, 0.1),
                row(1, 0.02, 1, 0.03, -0.02, -0.2),
                row(1, 0.02, 0, 0.02, 0.9, 0.9),
                row(0, 0.02, 1, 0.02, 0.9, 0.9),
                row(0, 0.02, 0, 0.02, 0.9, 0.9)));
        assertThat(WarmStartTask.row(slots))
                .containsExactly(
                        new double[] {7.0 / 8, 6.0 / 8, 3.0 / 8, 1.0 / 8, 1.0 / 8, 1.0 / 8, 1.0 / 3, 1.0 / 3, 0.02, -0.1
                        },
                        within(1e-12));
    }

    /** The metrics of the cold start exist only if both starts end in different equilibria. */
    @Tag("slow")
    @Test
    void coldMetricsExistOnlyForDifferentEquilibria() {
        var task = WarmStartTask.TASK;
        var settings = new GridPoint(new TreeMap<>(task.axes()))
                .with(OverTimeSetups.SPEED, "15")
                .with(OverTimeSetups.FADING, "rayleigh")
                .with(SolverResolver.SOLVER, "gauss-seidel")
                .with(RuleResolver.POLICY, "fixed")
                .with(OverTimeSetups.OVERLOAD, "sold-share");
        task.check().check(settings, ScenarioSource.none());
        List<SlotRow> rows = new ArrayList<>();
        // seeds in which both starts end apart in slots 50, 60 and 40, with enough slots to contain these
        for (int[] run : new int[][] {{1, 70}, {3, 50}}) {
            var setup = OverTimeSetups.setup(settings, run[0], ScenarioSource.none(), false, 10);
            rows.addAll(SlotStatistics.play(setup, run[1], 0).rows());
        }
        rows.removeIf(row -> Double.isNaN(row.of(Metric.BRANCH_GAP)));
        assertThat(rows).filteredOn(row -> row.of(Metric.BRANCH_GAP) > 0.01).hasSizeGreaterThan(2);
        for (SlotRow row : rows) {
            boolean apart = row.of(Metric.BRANCH_GAP) > 0.01;
            for (Metric metric :
                    List.of(Metric.COLD_GAP, Metric.COLD_CERTIFIED, Metric.COLD_PROFIT, Metric.COLD_GAIN)) {
                assertThat(Double.isNaN(row.of(metric))).as("%s", metric).isEqualTo(!apart);
            }
            assertThat(row.of(Metric.COLD_GAP) == 0 && row.of(Metric.COLD_PROFIT) != 0)
                    .isFalse();
        }
    }
}

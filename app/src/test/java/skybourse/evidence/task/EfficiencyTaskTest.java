package skybourse.evidence.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.LocalSweepEngine;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;

class EfficiencyTaskTest {

    /** Optima of generated markets by scipy (SLSQP on the planner's problem, {@code python/tests/test_planner.py}). */
    @Test
    void efficiencyIsRelativeToOptimumOfScipy() {
        var sweep = new Sweep(
                "efficiency",
                CellTasks.named("efficiency").orElseThrow(),
                SweepGrid.standard().axis("scenario", "20/2/3/3").byAxis(),
                List.of(3L, 4L, 5L),
                ScenarioSource.none());
        List<CellResult> results = new ArrayList<>();
        new LocalSweepEngine(1).run(sweep, sweep.cells(), results::add);
        var table = new ResultTable(sweep, results);
        double[] optima = {324.731910109, 347.055518264, 392.762185163};
        for (int i = 0; i < optima.length; i++) {
            double optimum = table.column("tierOneOptimum", table.rows())[i];
            double welfare = table.column("tierOneWelfare", table.rows())[i];
            assertThat(optimum).isCloseTo(optima[i], within(1e-6));
            assertThat(welfare).isBetween(0.9 * optimum, optimum);
            assertThat(table.column("tierOneEfficiency", table.rows())[i]).isEqualTo(welfare / optimum);
        }
    }
}

package skybourse.app.report.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.evidence.task.CellTasks;

/** Tables of sweeps as CSV. */
class SweepCsvTablesTest {

    /** The axis {@code against} of a market over time has the name of the column with the value compared against. */
    @Test
    void axisMayHaveNameOfColumn() {
        CellTask task = CellTasks.named("over-time").orElseThrow();
        Sweep sweep = new Sweep(
                "made-up",
                task,
                SweepGrid.standard()
                        .axis("slots", 60, 90)
                        .axis("policy", "fixed")
                        .byAxis(),
                List.of(1L),
                ScenarioSource.none());
        List<CellResult> results = sweep.cells().stream()
                .<CellResult>map(cell -> new CellResult.Done(
                        cell, List.of(new double[task.values().size()])))
                .toList();
        String differences = SweepCsvTables.csv(new ResultTable(sweep, results)).get("differences.csv");
        assertThat(differences).startsWith("axis,against,scenario,").contains(",measureEvery,against,column,");
        assertThat(differences.lines().skip(1)).allMatch(line -> line.startsWith("slots,60,"));
    }

    @Test
    void rowsStateInfiniteValuesAndLeaveMissingOnesEmpty() {
        CellTask task = CellTasks.named("over-time").orElseThrow();
        Sweep sweep = new Sweep("made-up", task, SweepGrid.standard().byAxis(), List.of(1L), ScenarioSource.none());
        double[] values = new double[task.values().size()];
        values[0] = Double.POSITIVE_INFINITY;
        values[1] = Double.NaN;
        values[2] = 0.25;
        CellResult result = new CellResult.Done(sweep.cells().getFirst(), List.of(values));
        assertThat(SweepCsvTables.rows(new ResultTable(sweep, List.of(result)))
                        .lines()
                        .skip(1))
                .singleElement()
                .asString()
                .contains(",1,Infinity,,0.25,0,");
    }
}

package skybourse.evidence.sweep;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Tasks of a single cell. */
public final class OneCell {

    private OneCell() {}

    /** Returns the values of the first cell of a grid, seed 1, by the names of their columns. */
    public static ToDoubleFunction<String> values(CellTask task, SweepGrid grid) {
        Sweep sweep = new Sweep("x", task, grid.byAxis(), List.of(1L), ScenarioSource.none());
        var table =
                new ResultTable(sweep, sweep.cells().stream().map(sweep::run).toList());
        return column -> table.value(column, table.rows().getFirst());
    }

    /** Returns a value of the first cell of a grid, seed 1. */
    public static double value(CellTask task, SweepGrid grid, String column) {
        return values(task, grid).applyAsDouble(column);
    }

    /** Asserts that a task rejects a value of an axis. */
    public static void assertRefused(CellTask task, String axis, String value, String message) {
        SweepGrid grid = SweepGrid.standard().axis(axis, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sweep("x", task, grid.byAxis(), List.of(1L), ScenarioSource.none()))
                .withMessage(message);
    }
}

package skybourse.app.folders;

import java.util.List;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.evidence.task.CellTasks;

/** A sweep of four cells, and results that are not computed. */
public final class MadeUpCells {

    private MadeUpCells() {}

    /** Returns a sweep of auctions with two steps and two seeds. */
    public static Sweep sweep(String name) {
        return new Sweep(
                name,
                CellTasks.named("auction").orElseThrow(),
                SweepGrid.standard().axis("step", "1", "2").byAxis(),
                List.of(1L, 2L),
                ScenarioSource.none());
    }

    /** Returns a result whose first number identifies the cell. */
    public static CellResult result(Sweep sweep, Sweep.Cell cell) {
        double[] row =
                new double[sweep.task().keys().size() + sweep.task().values().size()];
        row[0] = 10 * cell.point() + cell.seed();
        return new CellResult.Done(cell, List.of(row));
    }
}

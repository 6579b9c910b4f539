package skybourse.evidence.sweep;

import java.util.List;

/** Result of a cell. */
public sealed interface CellResult {

    /**
     * Result of a cell that ran to its end.
     *
     * @param cell the cell
     * @param rows rows of the cell, {@code double[keys + values]} each
     */
    record Done(Sweep.Cell cell, List<double[]> rows) implements CellResult {
        public Done {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Failure of a cell. A table contains it like any other result.
     *
     * @param cell the cell
     * @param reason the exception, in one line
     */
    record Failed(Sweep.Cell cell, String reason) implements CellResult {
        public Failed {
            reason = reason.replaceAll("\\s+", " ");
        }
    }

    /** Returns the cell. */
    Sweep.Cell cell();
}

package skybourse.evidence.sweep;

import java.util.List;

/** What became of a cell. */
public sealed interface CellResult {

    /**
     * It ran.
     *
     * @param cell which
     * @param rows {@code double[keys + values]} each
     */
    record Done(Sweep.Cell cell, List<double[]> rows) implements CellResult {
        public Done {
            rows = List.copyOf(rows);
        }
    }

    /**
     * It could not be run to its end; an ordinary row of the table.
     *
     * @param cell which
     * @param reason what was thrown, in one line
     */
    record Failed(Sweep.Cell cell, String reason) implements CellResult {
        public Failed {
            reason = reason.replaceAll("\\s+", " ");
        }
    }

    /** Returns the cell. */
    Sweep.Cell cell();
}

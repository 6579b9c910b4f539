package skybourse.evidence.sweep;

import java.util.List;
import java.util.SequencedMap;

/**
 * What is done in one cell of a sweep: a pure function of settings, seed and given scenarios, run in one thread. New tasks
 * are added to {@code CellTasks}.
 */
public interface CellTask {

    /** Returns the name by which a sweep asks for it. */
    String name();

    /** Returns the default of every axis, by name; the axes are the columns that lead its tables. */
    SequencedMap<String, String> axes();

    /** Returns the columns that tell the rows of one cell apart, such as {@code iteration}; empty where a cell is one row. */
    default List<String> keys() {
        return List.of();
    }

    /** Returns the columns that are measured. */
    List<Column> columns();

    /** Returns their names. */
    default List<String> values() {
        return columns().stream().map(Column::name).toList();
    }

    /**
     * Checks the settings without running anything.
     *
     * @throws IllegalArgumentException naming the axis, the rule and the value
     */
    void check(Settings settings, Worlds worlds);

    /** Returns how much work a cell is, about, in that of a small market. */
    default double effort(Settings settings) {
        return 1;
    }

    /** Returns how much memory a cell takes, about; cells run together only where all of them fit. */
    default int mebibytes(Settings settings) {
        return 32;
    }

    /**
     * Runs the cell.
     *
     * @param settings a value for each axis
     * @param seed fixes every draw
     * @param worlds the scenarios that the sweep brings along
     * @return {@code double[keys + values]} for each row, in a fixed order; NaN where a value does not exist
     */
    List<double[]> run(Settings settings, long seed, Worlds worlds);
}

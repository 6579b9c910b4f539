package skybourse.evidence.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Experiment that is run in each cell of a sweep. Its results depend only on settings, seed and given scenarios, except for columns that measure the
 * machine. New tasks are added to {@code CellTasks}.
 *
 * @param name name of the task in specifications of sweeps
 * @param axes default of each axis, by name; the axes are the first columns of tables
 * @param keys columns that distinguish the rows of one cell, such as {@code iteration}; empty if a cell has one row
 * @param columns measured columns
 * @param check checks settings without running a cell
 * @param work runs a cell
 * @param effort approximate work of a cell, relative to a small market
 * @param mebibytes approximate memory of a cell, in MiB; cells run concurrently only if the memory suffices for all of them
 */
public record CellTask(
        String name,
        SequencedMap<String, String> axes,
        List<String> keys,
        List<MeasuredColumn> columns,
        Check check,
        Work work,
        ToDoubleFunction<GridPoint> effort,
        ToIntFunction<GridPoint> mebibytes) {

    /** Default for the approximate memory of a cell, in MiB. */
    public static final int USUAL_MEBIBYTES = 32;

    /** Check of settings. */
    @FunctionalInterface
    public interface Check {

        /**
         * Checks the settings of a cell.
         *
         * @throws IllegalArgumentException if they are invalid; the message names the axis, the rule and the value
         */
        void check(GridPoint settings, ScenarioSource scenarios);
    }

    /** Run of a cell. */
    @FunctionalInterface
    public interface Work {

        /**
         * Runs a cell.
         *
         * @param settings value of each axis
         * @param seed seed of all random numbers
         * @param scenarios scenarios and policies of the sweep
         * @return {@code double[keys + values]} for each row, in a fixed order; NaN if a value does not exist
         */
        List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios);
    }

    public CellTask {
        axes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(axes));
        keys = List.copyOf(keys);
        columns = List.copyOf(columns);
    }

    /** Returns a task with one row per cell and the effort and memory of a small market. */
    public static CellTask of(
            String name, SequencedMap<String, String> axes, List<MeasuredColumn> columns, Check check, Work work) {
        return new CellTask(name, axes, List.of(), columns, check, work, _ -> 1, _ -> USUAL_MEBIBYTES);
    }

    /**
     * Parses axes with their defaults.
     *
     * @param text {@code name=default} of each axis, separated by white space
     */
    public static SequencedMap<String, String> axes(String text) {
        SequencedMap<String, String> axes = new LinkedHashMap<>();
        for (String axis : text.strip().split("\\s+", -1)) {
            String[] parts = axis.split("=", 2);
            axes.put(parts[0], parts[1]);
        }
        return axes;
    }

    /** Returns the axes of both maps. If both contain an axis, the default in {@code more} applies. */
    public static SequencedMap<String, String> axes(Map<String, String> first, Map<String, String> more) {
        SequencedMap<String, String> axes = new LinkedHashMap<>(first);
        axes.putAll(more);
        return axes;
    }

    /** Returns the task with these key columns. */
    public CellTask withKeys(String... names) {
        return new CellTask(name, axes, List.of(names), columns, check, work, effort, mebibytes);
    }

    /** Returns the task with another effort. */
    public CellTask withEffort(ToDoubleFunction<GridPoint> other) {
        return new CellTask(name, axes, keys, columns, check, work, other, mebibytes);
    }

    /** Returns the task with another memory of a cell, in MiB. */
    public CellTask withMebibytes(ToIntFunction<GridPoint> other) {
        return new CellTask(name, axes, keys, columns, check, work, effort, other);
    }

    /** Returns the task with only these of its measured columns. */
    CellTask withColumns(List<MeasuredColumn> some) {
        return new CellTask(name, axes, keys, some, check, work, effort, mebibytes);
    }

    /** Returns whether a column measures the machine. If so, cells of the task must run one at a time, because other cells would distort the times. */
    public boolean isTimed() {
        return columns.stream().anyMatch(MeasuredColumn::ofMachine);
    }

    /** Returns the names of the measured columns. */
    public List<String> values() {
        return columns.stream().map(MeasuredColumn::name).toList();
    }
}

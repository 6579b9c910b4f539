package skybourse.evidence.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * What is done in one cell of a sweep: a pure function of settings, seed and given scenarios, run in one thread. New tasks
 * are added to {@code CellTasks}.
 *
 * @param name the name by which a sweep asks for it
 * @param axes the default of every axis, by name; the axes are the columns that lead its tables
 * @param keys the columns that tell the rows of one cell apart, such as {@code iteration}; empty where a cell is one row
 * @param columns the columns that are measured
 * @param check checks settings without running anything
 * @param work runs a cell
 * @param effort how much work a cell is, about, in that of a small market
 * @param mebibytes how much memory a cell takes, about; cells run together only where all of them fit
 */
public record CellTask(
        String name,
        SequencedMap<String, String> axes,
        List<String> keys,
        List<Column> columns,
        Check check,
        Work work,
        ToDoubleFunction<Settings> effort,
        ToIntFunction<Settings> mebibytes) {

    /** What a cell takes of which nothing else is said. */
    public static final int USUAL_MEBIBYTES = 32;

    /** Checks settings. */
    @FunctionalInterface
    public interface Check {

        /**
         * Checks them.
         *
         * @throws IllegalArgumentException naming the axis, the rule and the value
         */
        void check(Settings settings, Worlds worlds);
    }

    /** Runs cells. */
    @FunctionalInterface
    public interface Work {

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

    public CellTask {
        axes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(axes));
        keys = List.copyOf(keys);
        columns = List.copyOf(columns);
    }

    /** Returns a task of one row, as much work as a small market. */
    public static CellTask of(
            String name, SequencedMap<String, String> axes, List<Column> columns, Check check, Work work) {
        return new CellTask(name, axes, List.of(), columns, check, work, _ -> 1, _ -> USUAL_MEBIBYTES);
    }

    /** Returns axes with their defaults, written as {@code name=default} with blanks or line breaks between. */
    public static SequencedMap<String, String> axes(String text) {
        SequencedMap<String, String> axes = new LinkedHashMap<>();
        for (String axis : text.strip().split("\\s+", -1)) {
            String[] parts = axis.split("=", 2);
            axes.put(parts[0], parts[1]);
        }
        return axes;
    }

    /** Returns these axes and more, which may have another default. */
    public static SequencedMap<String, String> axes(Map<String, String> first, Map<String, String> more) {
        SequencedMap<String, String> axes = new LinkedHashMap<>(first);
        axes.putAll(more);
        return axes;
    }

    /** Returns the task with rows that these columns tell apart. */
    public CellTask withKeys(String... names) {
        return new CellTask(name, axes, List.of(names), columns, check, work, effort, mebibytes);
    }

    /** Returns the task with as much work as this says. */
    public CellTask withEffort(ToDoubleFunction<Settings> other) {
        return new CellTask(name, axes, keys, columns, check, work, other, mebibytes);
    }

    /** Returns the task with as much memory as this says. */
    public CellTask withMebibytes(ToIntFunction<Settings> other) {
        return new CellTask(name, axes, keys, columns, check, work, effort, other);
    }

    /** Returns the task with these columns of its own alone. */
    CellTask withColumns(List<Column> some) {
        return new CellTask(name, axes, keys, some, check, work, effort, mebibytes);
    }

    /** Tells whether it measures the machine: its cells run one at a time, for times beside other cells are no times. */
    public boolean isTimed() {
        return columns.stream().anyMatch(Column::ofMachine);
    }

    /** Returns the names of the columns that are measured. */
    public List<String> values() {
        return columns.stream().map(Column::name).toList();
    }
}

package skybourse.paper.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import skybourse.base.numeric.Numeral;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ResultTable.Row;

/**
 * Where a formula is computed: some rows of one table.
 *
 * @param frame what all places of an experiment share
 * @param of the name of the table
 * @param where values of axes, or of the keys of rows, that the rows have
 * @param rows those that have them
 * @param isRow whether one row is looked at, which tells the values of all axes
 * @param points the places that a function without an axis goes over
 * @param askedFrom the place that asked for this one
 */
record Scope(
        Frame frame,
        String of,
        Map<String, String> where,
        List<Row> rows,
        boolean isRow,
        List<Scope> points,
        Optional<Scope> askedFrom) {

    /** The axis of repetitions, which every table has. */
    static final String SEED = "seed";

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    /**
     * Tables and words.
     *
     * @param tables by the name of their sweep
     * @param rows theirs
     * @param let formulas by name
     * @param words what a value of an axis is called, by axis
     */
    record Frame(
            Map<String, ResultTable> tables,
            Map<String, List<Row>> rows,
            Map<String, Formula> let,
            Map<String, Map<String, String>> words) {

        /** Returns the same with more names and words, which come before those that are there. */
        Frame with(Map<String, String> formulas, Map<String, Map<String, String>> told) {
            Map<String, Formula> names = new LinkedHashMap<>(let);
            formulas.forEach((name, formula) -> names.put(name, Formula.of(formula)));
            Map<String, Map<String, String>> all = new LinkedHashMap<>(words);
            all.putAll(told);
            return new Frame(tables, rows, names, all);
        }
    }

    /** Returns the place from which an experiment looks at its tables. */
    static Scope of(Map<String, ResultTable> tables, Map<String, String> let, Map<String, Map<String, String>> words) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        tables.forEach((name, table) -> rows.put(name, table.rows()));
        Frame frame = new Frame(tables, rows, Map.of(), Map.of()).with(let, words);
        return new Scope(frame, "", Map.of(), List.of(), false, List.of(), Optional.empty());
    }

    boolean has(String table) {
        return frame.tables.containsKey(table);
    }

    ResultTable table() {
        return Optional.ofNullable(frame.tables.get(of))
                .orElseThrow(() ->
                        new IllegalArgumentException("table must be one of " + frame.tables.keySet() + ": " + of));
    }

    /** Returns the same place, looking at one of its rows. */
    Scope of(Row one) {
        return new Scope(frame, of, where, List.of(one), true, points, askedFrom);
    }

    /** Returns the same place with other points to go over. */
    Scope over(List<Scope> others) {
        return new Scope(frame, of, where, rows, isRow, others, askedFrom);
    }

    /** Returns the same place with more names and words. */
    Scope with(Map<String, String> let, Map<String, Map<String, String>> words) {
        return new Scope(frame.with(let, words), of, where, rows, isRow, points, askedFrom);
    }

    /**
     * Returns another place.
     *
     * @param table its table; empty for this one, of which it keeps all other settings
     * @param settings by axis; an empty one is this place's own, {@code *} takes back what was set
     */
    Scope at(String table, Map<String, String> settings) {
        boolean isHere = table.isEmpty() || table.equals(of);
        Map<String, String> there = new LinkedHashMap<>(table.isEmpty() ? where : Map.of());
        settings.forEach((axis, value) -> there.put(axis, value.isEmpty() ? text(axis) : value));
        there.values().removeIf(value -> value.equals("*"));
        boolean isInside = isHere && !isRow && there.entrySet().containsAll(where.entrySet());
        String name = table.isEmpty() ? of : table;
        Scope whole = new Scope(frame, name, Map.of(), List.of(), false, points, Optional.of(this));
        List<Row> among = isInside ? rows : frame.rows.getOrDefault(name, List.of());
        List<Row> found = among.stream()
                .filter(any -> there.keySet().stream()
                        .allMatch(axis -> whole.text(any, axis).equals(there.get(axis))))
                .toList();
        return new Scope(frame, name, there, found, false, points, Optional.of(this));
    }

    Scope asker() {
        return askedFrom.orElseThrow(() -> new IllegalArgumentException("level must be read from another table"));
    }

    /** Returns the places at each value of an axis, or at the points where none is named. */
    List<Scope> along(String axis) {
        return axis.isEmpty()
                ? points
                : values(axis).stream()
                        .map(value -> at("", Map.of(axis, value)))
                        .toList();
    }

    private List<String> values(String axis) {
        if (axis.equals(SEED)) {
            return table().sweep().seeds().stream().map(String::valueOf).toList();
        }
        return isKey(axis)
                ? rows.stream().map(any -> text(any, axis)).distinct().toList()
                : table().sweep().values(axis);
    }

    private boolean isKey(String name) {
        return table().sweep().task().keys().contains(name);
    }

    private String text(Row any, String axis) {
        if (axis.equals(SEED)) {
            return Long.toString(any.seed());
        }
        if (!isKey(axis)) {
            return any.settings().text(axis);
        }
        double key = any.keys()[table().sweep().task().keys().indexOf(axis)];
        return key == Math.rint(key) ? Long.toString((long) key) : Double.toString(key);
    }

    /** Returns the value of an axis here, the first of the sweep where it has several. */
    String text(String axis) {
        if (isRow) {
            return text(rows.getFirst(), axis);
        }
        String here = where.get(axis);
        if (here != null) {
            return here;
        }
        List<String> values = values(axis);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "axis must be one of " + table().sweep().task().axes().keySet() + ": " + axis);
        }
        return values.getFirst();
    }

    /** Returns what that value is called. */
    String told(String axis) {
        String value = text(axis);
        return frame.words.getOrDefault(axis, Map.of()).getOrDefault(value, value);
    }

    /** Returns that as a number. */
    double number(String axis) {
        return Numeral.decimal(told(axis))
                .orElseThrow(() -> new IllegalArgumentException(axis + " must be a number: " + told(axis)));
    }

    boolean has(Map<String, String> settings) {
        return settings.entrySet().stream()
                .allMatch(setting -> text(setting.getKey()).equals(setting.getValue()));
    }

    /** Returns what a name stands for: a formula, or the mean of a column. */
    Interval value(String name) {
        Formula named = frame.let.get(name);
        return named != null ? named.in(this) : Interval.of(table().column(name, rows));
    }

    /** Returns a text in which each name of an axis in braces is what its value is called. */
    String fill(String text) {
        return NAME.matcher(text).replaceAll(match -> java.util.regex.Matcher.quoteReplacement(told(match.group(1))));
    }
}

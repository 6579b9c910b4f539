package skybourse.evidence.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Results of a sweep in the order of its cells. Tables do not depend on the engine, except for columns that measure the machine.
 *
 * @param sweep the sweep
 * @param results one result for each cell
 */
public record ResultTable(Sweep sweep, List<CellResult> results) {

    /**
     * One row of the result of a cell.
     *
     * @param settings settings of the cell
     * @param seed seed of the cell
     * @param keys {@code double[keys]}
     * @param values {@code double[values]}
     */
    public record Row(GridPoint settings, long seed, double[] keys, double[] values) {}

    /**
     * Mean of a column over seeds.
     *
     * @param settings point of the grid
     * @param keys {@code double[keys]}
     * @param column name of the column
     * @param interval mean and confidence interval over the seeds
     */
    public record Mean(GridPoint settings, double[] keys, String column, ConfidenceInterval interval) {}

    /**
     * Paired difference between a value of an axis and the first value of the axis. Both rows of a pair have the same other settings, keys and seed.
     *
     * @param axis name of the axis
     * @param settings point with the other value
     * @param against first value of the axis
     * @param keys {@code double[keys]}
     * @param column name of the column
     * @param interval mean and confidence interval of the difference over the seeds
     */
    public record Difference(
            String axis,
            GridPoint settings,
            String against,
            double[] keys,
            String column,
            ConfidenceInterval interval) {}

    /**
     * Sorts the results in the order of the cells.
     *
     * @throws IllegalArgumentException if a cell has no result
     */
    public ResultTable {
        Map<Sweep.Cell, CellResult> byCell = new HashMap<>();
        results.forEach(result -> byCell.put(result.cell(), result));
        List<CellResult> ordered = new ArrayList<>();
        for (Sweep.Cell cell : sweep.cells()) {
            CellResult result = byCell.get(cell);
            if (result == null) {
                throw new IllegalArgumentException("results must have every cell: missing " + cell);
            }
            ordered.add(result);
        }
        results = List.copyOf(ordered);
    }

    /** Returns the same results with only the columns that a predicate accepts. */
    public ResultTable only(Predicate<MeasuredColumn> kept) {
        List<MeasuredColumn> columns = sweep.task().columns();
        List<MeasuredColumn> some = columns.stream().filter(kept).toList();
        if (some.size() == columns.size()) {
            return this;
        }
        int keys = sweep.task().keys().size();
        int[] places = IntStream.range(0, keys + columns.size())
                .filter(i -> i < keys || kept.test(columns.get(i - keys)))
                .toArray();
        var less = new Sweep(sweep.name(), sweep.task().withColumns(some), sweep.grid(), sweep.seeds(), sweep.worlds());
        return new ResultTable(
                less, results.stream().map(result -> only(places, result)).toList());
    }

    private static CellResult only(int[] places, CellResult result) {
        return result instanceof CellResult.Done done
                ? new CellResult.Done(
                        done.cell(),
                        done.rows().stream()
                                .map(row -> Arrays.stream(places)
                                        .mapToDouble(place -> row[place])
                                        .toArray())
                                .toList())
                : result;
    }

    /** Returns the cells that failed. */
    public List<CellResult.Failed> failures() {
        return results.stream()
                .filter(CellResult.Failed.class::isInstance)
                .map(CellResult.Failed.class::cast)
                .toList();
    }

    /** Returns the rows of all cells that ran. */
    public List<Row> rows() {
        List<GridPoint> points = sweep.points();
        int keys = sweep.task().keys().size();
        List<Row> rows = new ArrayList<>();
        for (CellResult result : results) {
            if (result instanceof CellResult.Done done) {
                GridPoint settings = points.get(done.cell().point());
                for (double[] row : done.rows()) {
                    double[] values = Arrays.copyOfRange(row, keys, row.length);
                    rows.add(new Row(settings, done.cell().seed(), Arrays.copyOf(row, keys), values));
                }
            }
        }
        return rows;
    }

    /**
     * Returns the rows whose settings have these values.
     *
     * @param where value by axis
     * @throws IllegalArgumentException if there is no such axis
     */
    public List<Row> rows(Map<String, String> where) {
        return rows().stream()
                .filter(row -> where.entrySet().stream()
                        .allMatch(entry -> row.settings().text(entry.getKey()).equals(entry.getValue())))
                .toList();
    }

    /**
     * Returns the values of a column in some rows.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public double[] column(String column, List<Row> rows) {
        int index = index(column);
        return rows.stream().mapToDouble(row -> row.values()[index]).toArray();
    }

    private int index(String column) {
        int index = sweep.task().values().indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "column must be one of " + sweep.task().values() + ": " + column);
        }
        return index;
    }

    /**
     * Returns the mean of a column over all rows whose settings have these values.
     *
     * @param where value by axis
     * @throws IllegalArgumentException if there is no such column or axis
     */
    public ConfidenceInterval mean(String column, Map<String, String> where) {
        return ConfidenceInterval.of(column(column, rows(where)));
    }

    /**
     * Returns the value of a column in a row.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public double value(String column, Row row) {
        return row.values()[index(column)];
    }

    /**
     * Returns the mean over seeds of a value that is computed from a row. Each seed counts once, with the mean over its rows. Rows with the value NaN
     * are left out.
     */
    public static ConfidenceInterval overSeeds(List<Row> some, ToDoubleFunction<Row> value) {
        Map<Long, List<Row>> bySeed = some.stream()
                .filter(row -> !Double.isNaN(value.applyAsDouble(row)))
                .collect(Collectors.groupingBy(Row::seed, TreeMap::new, Collectors.toList()));
        return ConfidenceInterval.of(bySeed.values().stream()
                .mapToDouble(rows -> rows.stream().mapToDouble(value).sum() / rows.size())
                .toArray());
    }

    /**
     * Returns the mean difference of a column between the given rows and their counterparts. The counterpart of a row has the first value of the
     * axis, and the same other settings, keys and seed. Rows without a counterpart are left out.
     */
    public ConfidenceInterval difference(String axis, String column, List<Row> some) {
        String first = sweep.values(axis).getFirst();
        Map<Twin, Row> byTwin = byTwin();
        return ConfidenceInterval.of(some.stream()
                .mapToDouble(row -> {
                    Row twin = byTwin.get(twin(row, axis, first));
                    return twin == null ? Double.NaN : value(column, row) - value(column, twin);
                })
                .toArray());
    }

    private record Group(GridPoint settings, List<Double> keys) {}

    /** Returns the mean of every column over seeds, by point and keys. */
    public List<Mean> means() {
        SequencedMap<Group, List<Row>> groups = new LinkedHashMap<>();
        rows().forEach(row -> add(row, row, groups));
        List<Mean> means = new ArrayList<>();
        groups.values().forEach(rows -> {
            Row first = rows.getFirst();
            for (String column : sweep.task().values()) {
                means.add(
                        new Mean(first.settings(), first.keys(), column, ConfidenceInterval.of(column(column, rows))));
            }
        });
        means.sort(Comparator.comparingInt(
                mean -> sweep.points().indexOf(mean.settings()))); // The sort is stable, so keys keep their order.
        return means;
    }

    /** Adds a value to the group of the row's settings and keys. */
    private static <T> void add(Row row, T value, Map<Group, List<T>> to) {
        to.computeIfAbsent(new Group(row.settings(), boxed(row.keys())), _ -> new ArrayList<>())
                .add(value);
    }

    private static List<Double> boxed(double[] keys) {
        return Arrays.stream(keys).boxed().toList();
    }

    private record Twin(GridPoint settings, long seed, List<Double> keys) {}

    private Map<Twin, Row> byTwin() {
        Map<Twin, Row> byTwin = new HashMap<>();
        rows().forEach(row -> byTwin.put(new Twin(row.settings(), row.seed(), boxed(row.keys())), row));
        return byTwin;
    }

    private static Twin twin(Row row, String axis, String first) {
        return new Twin(row.settings().with(axis, first), row.seed(), boxed(row.keys()));
    }

    /** Returns the paired differences for every axis that has several values. */
    public List<Difference> differences() {
        Map<Twin, Row> byTwin = byTwin();
        List<Difference> differences = new ArrayList<>();
        sweep.grid().forEach((axis, values) -> {
            if (values.size() > 1) {
                addDifferences(axis, values.getFirst(), byTwin, differences);
            }
        });
        return differences;
    }

    private void addDifferences(String axis, String first, Map<Twin, Row> byTwin, List<Difference> to) {
        SequencedMap<Group, List<double[]>> groups = new LinkedHashMap<>();
        for (Row row : rows()) {
            Row twin = byTwin.get(twin(row, axis, first));
            if (twin != null && !row.settings().text(axis).equals(first)) {
                double[] gap = new double[twin.values().length];
                Arrays.setAll(gap, i -> row.values()[i] - twin.values()[i]);
                add(row, gap, groups);
            }
        }
        groups.forEach((group, gaps) -> {
            double[] keys =
                    group.keys().stream().mapToDouble(Double::doubleValue).toArray();
            for (String name : sweep.task().values()) {
                to.add(new Difference(axis, group.settings(), first, keys, name, interval(name, gaps)));
            }
        });
    }

    private ConfidenceInterval interval(String name, List<double[]> rows) {
        int column = sweep.task().values().indexOf(name);
        return ConfidenceInterval.of(
                rows.stream().mapToDouble(row -> row[column]).toArray());
    }
}

package skybourse.app.report.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import skybourse.app.report.Columns;
import skybourse.app.report.Numbers;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ResultTable.Difference;
import skybourse.evidence.sweep.ResultTable.Mean;
import skybourse.evidence.sweep.ResultTable.Row;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Sweep;

/** The tables of a sweep as CSV: every row, means with intervals, paired differences, failures. */
public final class SweepTables {

    /** The name of the table of all rows. */
    public static final String ROWS = "rows.csv";

    private static final int DIGITS = 6;

    private SweepTables() {}

    /** Returns the content of each file by its name. */
    public static Map<String, String> csv(ResultTable table) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(ROWS, rows(table));
        files.put("means.csv", means(table.sweep()).csv(table.means().stream()));
        List<Difference> differences = table.differences();
        if (!differences.isEmpty()) {
            files.put("differences.csv", differences(table.sweep()).csv(differences.stream()));
        }
        if (!table.failures().isEmpty()) {
            files.put("failures.csv", failures(table.sweep()).csv(table.failures().stream()));
        }
        return files;
    }

    /** Returns all rows. */
    public static String rows(ResultTable table) {
        return rows(table.sweep()).csv(table.rows().stream());
    }

    /** Returns the names of the columns of all rows: axes, seed, keys, values. */
    public static List<String> header(ResultTable table) {
        return rows(table.sweep()).names();
    }

    private static Columns<Row> rows(Sweep sweep) {
        Columns<Row> columns = axes(sweep, Row::settings).with("seed", Row::seed);
        numbers(columns, sweep.task().keys(), Row::keys);
        numbers(columns, sweep.task().values(), Row::values);
        return columns;
    }

    private static <T> Columns<T> axes(Sweep sweep, Function<T, Settings> settings) {
        Columns<T> columns = new Columns<>();
        sweep.grid()
                .keySet()
                .forEach(axis -> columns.with(axis, row -> settings.apply(row).text(axis)));
        return columns;
    }

    private static <T> void numbers(Columns<T> columns, List<String> names, Function<T, double[]> numbers) {
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            columns.with(names.get(i), row -> number(numbers.apply(row)[column]));
        }
    }

    private static Columns<Mean> means(Sweep sweep) {
        Columns<Mean> columns = axes(sweep, Mean::settings);
        numbers(columns, sweep.task().keys(), Mean::keys);
        return columns.with("column", Mean::column).and(interval("mean"), Mean::interval);
    }

    private static Columns<Interval> interval(String mean) {
        return new Columns<Interval>()
                .with("count", Interval::count)
                .with(mean, interval -> number(interval.mean()))
                .with("low95", interval -> number(interval.low()))
                .with("high95", interval -> number(interval.high()))
                .with("deviation", interval -> number(interval.deviation()));
    }

    /** Returns the means for reading and printing: axes with one value and what was never measured left out, six digits. */
    public static String brief(ResultTable table) {
        String[] fixed = table.sweep().grid().entrySet().stream()
                .filter(axis -> axis.getValue().size() == 1)
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
        return means(table.sweep())
                .without(fixed)
                .without("deviation")
                .csv(table.means().stream()
                        .filter(mean -> mean.interval().count() > 0)
                        .map(mean -> new Mean(mean.settings(), mean.keys(), mean.column(), shown(mean.interval()))));
    }

    private static Interval shown(Interval interval) {
        return new Interval(
                interval.count(),
                Numbers.rounded(interval.mean(), DIGITS),
                Numbers.rounded(interval.low(), DIGITS),
                Numbers.rounded(interval.high(), DIGITS),
                interval.deviation());
    }

    private static Columns<Difference> differences(Sweep sweep) {
        Columns<Difference> columns = new Columns<Difference>()
                .with("axis", Difference::axis)
                .with("against", Difference::against)
                .and(axes(sweep, settings -> settings), Difference::settings);
        numbers(columns, sweep.task().keys(), Difference::keys);
        return columns.with("column", Difference::column).and(interval("meanDifference"), Difference::interval);
    }

    private static Columns<CellResult.Failed> failures(Sweep sweep) {
        List<Settings> points = sweep.points();
        return SweepTables.<CellResult.Failed>axes(
                        sweep, failed -> points.get(failed.cell().point()))
                .with("seed", failed -> failed.cell().seed())
                .with("reason", CellResult.Failed::reason);
    }

    /** Returns the shortest exact form; whole numbers without a point, nothing where there is no number. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}

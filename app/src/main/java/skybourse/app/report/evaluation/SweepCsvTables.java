package skybourse.app.report.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.app.report.NumberText;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ResultTable.Difference;
import skybourse.evidence.sweep.ResultTable.Mean;
import skybourse.evidence.sweep.Sweep;
import skybourse.files.codec.RecordTable;
import skybourse.files.text.CsvLine;

/** CSV tables of a sweep: all rows, means with intervals, paired differences, and failures. */
public final class SweepCsvTables {

    /** File with the table of all rows. */
    public static final String ROWS = "rows.csv";

    private static final int DIGITS = 6;

    private SweepCsvTables() {}

    /** Returns the contents of the tables by file name. */
    public static Map<String, String> csv(ResultTable table) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(ROWS, rows(table));
        files.put("means.csv", means(table));
        List<Difference> differences = table.differences();
        if (!differences.isEmpty()) {
            files.put("differences.csv", differences(table.sweep(), differences));
        }
        if (!table.failures().isEmpty()) {
            files.put("failures.csv", failures(table));
        }
        return files;
    }

    /** Returns the table of all rows. */
    public static String rows(ResultTable table) {
        return csv(
                header(table),
                table.rows().stream()
                        .map(row -> joined(List.of(
                                axes(table.sweep(), row.settings()),
                                List.of(Long.toString(row.seed())),
                                numbers(row.keys()),
                                numbers(row.values())))));
    }

    /** Returns the column names of the table of all rows: axes, seed, keys, values. */
    public static List<String> header(ResultTable table) {
        Sweep sweep = table.sweep();
        return joined(List.of(
                List.copyOf(sweep.grid().keySet()),
                List.of("seed"),
                sweep.task().keys(),
                sweep.task().values()));
    }

    private static String means(ResultTable table) {
        Sweep sweep = table.sweep();
        List<String> header = joined(
                List.of(List.copyOf(sweep.grid().keySet()), sweep.task().keys(), List.of("column"), interval("mean")));
        return csv(header, table.means().stream().map(mean -> cells(sweep, mean)));
    }

    private static List<String> cells(Sweep sweep, Mean mean) {
        return joined(List.of(
                axes(sweep, mean.settings()), numbers(mean.keys()), List.of(mean.column()), cells(mean.interval())));
    }

    /**
     * Returns the means with their intervals as CSV for display, with six significant digits. Leaves out standard deviations, axes with a single
     * value, and columns that were never measured.
     */
    public static String brief(ResultTable table) {
        Sweep sweep = table.sweep();
        List<String> varied = sweep.grid().entrySet().stream()
                .filter(axis -> axis.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        List<String> interval = interval("mean");
        List<String> header = joined(
                List.of(varied, sweep.task().keys(), List.of("column"), interval.subList(0, interval.size() - 1)));
        return csv(
                header,
                table.means().stream()
                        .filter(mean -> mean.interval().count() > 0)
                        .map(mean -> joined(List.of(
                                varied.stream().map(mean.settings()::text).toList(),
                                numbers(mean.keys()),
                                List.of(mean.column()),
                                cells(shown(mean.interval())).subList(0, interval.size() - 1)))));
    }

    private static ConfidenceInterval shown(ConfidenceInterval interval) {
        return new ConfidenceInterval(
                interval.count(),
                NumberText.rounded(interval.mean(), DIGITS),
                NumberText.rounded(interval.low(), DIGITS),
                NumberText.rounded(interval.high(), DIGITS),
                interval.deviation());
    }

    private static String differences(Sweep sweep, List<Difference> differences) {
        List<String> header = joined(List.of(
                List.of("axis", "against"),
                List.copyOf(sweep.grid().keySet()),
                sweep.task().keys(),
                List.of("column"),
                interval("meanDifference")));
        return csv(
                header,
                differences.stream()
                        .map(one -> joined(List.of(
                                List.of(one.axis(), one.against()),
                                axes(sweep, one.settings()),
                                numbers(one.keys()),
                                List.of(one.column()),
                                cells(one.interval())))));
    }

    private static String failures(ResultTable table) {
        Sweep sweep = table.sweep();
        List<GridPoint> points = sweep.points();
        return csv(
                joined(List.of(List.copyOf(sweep.grid().keySet()), List.of("seed", "reason"))),
                table.failures().stream()
                        .map(failed -> joined(List.of(
                                axes(sweep, points.get(failed.cell().point())),
                                List.of(Long.toString(failed.cell().seed()), failed.reason())))));
    }

    private static List<String> axes(Sweep sweep, GridPoint settings) {
        return sweep.grid().keySet().stream().map(settings::text).toList();
    }

    private static List<String> interval(String mean) {
        return List.of("count", mean, "low95", "high95", "deviation");
    }

    private static List<String> cells(ConfidenceInterval interval) {
        return List.of(
                Integer.toString(interval.count()),
                number(interval.mean()),
                number(interval.low()),
                number(interval.high()),
                number(interval.deviation()));
    }

    private static List<String> joined(List<List<String>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private static String csv(List<String> header, Stream<List<String>> rows) {
        return Stream.concat(Stream.of(header), rows)
                .map(row -> CsvLine.of(row.toArray()) + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> numbers(double[] values) {
        return Arrays.stream(values).mapToObj(SweepCsvTables::number).toList();
    }

    /** Returns the shortest exact form of a number. Infinite values are written as such, while other tables leave their cells empty. */
    private static String number(double value) {
        return Double.isInfinite(value) ? Double.toString(value) : RecordTable.shortNumber(value);
    }
}

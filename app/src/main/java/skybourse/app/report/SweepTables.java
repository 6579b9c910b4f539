package skybourse.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Settings;
import skybourse.files.codec.CsvLine;

/** The tables of a sweep as CSV: every row, means with intervals, paired differences, failures. */
public final class SweepTables {

    private static final MathContext SIX_DIGITS = new MathContext(6);

    private SweepTables() {}

    /** Returns the content of each file by its name. */
    public static Map<String, String> csv(ResultTable table) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("rows.csv", text(header(table), rows(table)));
        files.put("means.csv", means(table));
        List<ResultTable.Difference> differences = table.differences();
        if (!differences.isEmpty()) {
            files.put("differences.csv", differences(table, differences));
        }
        if (!table.failures().isEmpty()) {
            files.put("failures.csv", failures(table));
        }
        return files;
    }

    /** Returns the names of the columns of all rows: axes, seed, keys, values. */
    static List<String> header(ResultTable table) {
        List<String> names = new ArrayList<>(table.sweep().grid().keySet());
        names.add("seed");
        names.addAll(table.sweep().task().keys());
        names.addAll(table.sweep().task().values());
        return names;
    }

    private static List<List<String>> rows(ResultTable table) {
        List<List<String>> rows = new ArrayList<>();
        for (ResultTable.Row row : table.rows()) {
            List<String> cells = settings(table, row.settings());
            cells.add(Long.toString(row.seed()));
            add(cells, row.keys());
            add(cells, row.values());
            rows.add(cells);
        }
        return rows;
    }

    private static List<String> settings(ResultTable table, Settings settings) {
        List<String> cells = new ArrayList<>();
        table.sweep().grid().keySet().forEach(axis -> cells.add(settings.text(axis)));
        return cells;
    }

    private static String means(ResultTable table) {
        List<String> head = new ArrayList<>(table.sweep().grid().keySet());
        head.addAll(table.sweep().task().keys());
        head.addAll(List.of("column", "count", "mean", "low95", "high95", "deviation"));
        List<List<String>> rows = new ArrayList<>();
        for (ResultTable.Mean mean : table.means()) {
            List<String> cells = settings(table, mean.settings());
            add(cells, mean.keys());
            cells.add(mean.column());
            add(cells, mean.interval());
            rows.add(cells);
        }
        return text(head, rows);
    }

    /** Returns the means for reading and printing: axes with one value and what was never measured left out, six digits. */
    public static String brief(ResultTable table) {
        List<String> axes = table.sweep().grid().entrySet().stream()
                .filter(axis -> axis.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        List<String> head = new ArrayList<>(axes);
        head.addAll(table.sweep().task().keys());
        head.addAll(List.of("column", "count", "mean", "low95", "high95"));
        List<List<String>> rows = new ArrayList<>();
        for (ResultTable.Mean mean : table.means()) {
            if (mean.interval().count() == 0) {
                continue;
            }
            List<String> cells = new ArrayList<>();
            axes.forEach(axis -> cells.add(mean.settings().text(axis)));
            add(cells, mean.keys());
            Interval interval = mean.interval();
            cells.addAll(List.of(mean.column(), Integer.toString(interval.count())));
            for (double number : new double[] {interval.mean(), interval.low(), interval.high()}) {
                cells.add(
                        Double.isNaN(number)
                                ? ""
                                : number(
                                        new BigDecimal(number).round(SIX_DIGITS).doubleValue()));
            }
            rows.add(cells);
        }
        return text(head, rows);
    }

    private static String differences(ResultTable table, List<ResultTable.Difference> differences) {
        List<String> head = new ArrayList<>(List.of("axis", "against"));
        head.addAll(table.sweep().grid().keySet());
        head.addAll(table.sweep().task().keys());
        head.addAll(List.of("column", "count", "meanDifference", "low95", "high95", "deviation"));
        List<List<String>> rows = new ArrayList<>();
        for (ResultTable.Difference difference : differences) {
            List<String> cells = new ArrayList<>(List.of(difference.axis(), difference.against()));
            cells.addAll(settings(table, difference.settings()));
            add(cells, difference.keys());
            cells.add(difference.column());
            add(cells, difference.interval());
            rows.add(cells);
        }
        return text(head, rows);
    }

    private static String failures(ResultTable table) {
        List<String> head = new ArrayList<>(table.sweep().grid().keySet());
        head.addAll(List.of("seed", "reason"));
        List<Settings> points = table.sweep().points();
        List<List<String>> rows = new ArrayList<>();
        for (CellResult.Failed failed : table.failures()) {
            List<String> cells = settings(table, points.get(failed.cell().point()));
            cells.add(Long.toString(failed.cell().seed()));
            cells.add(failed.reason());
            rows.add(cells);
        }
        return text(head, rows);
    }

    private static void add(List<String> cells, Interval interval) {
        cells.add(Integer.toString(interval.count()));
        add(cells, new double[] {interval.mean(), interval.low(), interval.high(), interval.deviation()});
    }

    private static void add(List<String> cells, double[] numbers) {
        for (double number : numbers) {
            cells.add(number(number));
        }
    }

    /** Returns the shortest exact form; whole numbers without a point, nothing where there is no number. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    private static String text(List<String> head, List<List<String>> rows) {
        return Stream.concat(Stream.of(head), rows.stream())
                .map(cells -> CsvLine.of(cells.toArray()) + "\n")
                .collect(Collectors.joining());
    }
}

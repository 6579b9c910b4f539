package skybourse.app.report.evaluation;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.app.report.Columns;
import skybourse.app.report.NumberText;
import skybourse.app.report.PageBuilder;
import skybourse.app.report.ReportPage;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.ResultTable.Row;
import skybourse.evidence.sweep.Sweep;

/**
 * Page of a sweep. The first part shows the effect of each value of each axis, and whether the effect is significant. The second part is collapsed
 * and contains all means and differences.
 */
public final class SweepPage {

    private static final int MOST_VALUES = 40;
    private static final int MOST_LINES = 9;
    private static final int MOST_INTERVALS = 3000;
    private static final int MOST_FAILURES = 20;
    private static final int MOST_NAMED = 8;
    private static final int DIGITS = 6;

    /** Relative difference below which a difference is attributed to rounding. */
    private static final double ROUNDING = 1e-12;

    private final ResultTable table;
    private final Sweep sweep;
    private final MarginalMeans margins;
    private final List<MeasuredColumn> columns;
    private final List<String> varied;

    private SweepPage(ResultTable table) {
        this.table = table;
        this.sweep = table.sweep();
        this.margins = new MarginalMeans(table);
        this.columns = sweep.task().columns();
        this.varied = sweep.grid().entrySet().stream()
                .filter(axis -> axis.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Returns the page.
     *
     * @param table results of the sweep
     * @param version version of the program
     * @param hash hash of the specification
     * @param files names of the files in the folder of the page, to which it links
     */
    public static ReportPage of(ResultTable table, String version, String hash, List<String> files) {
        return new SweepPage(table).page(version, hash, files);
    }

    private ReportPage page(String version, String hash, List<String> files) {
        List<Part> parts = new ArrayList<>();
        if (varied.isEmpty()) {
            parts.add(part("", List.of("mean"), _ -> "mean"));
        }
        for (String axis : varied) {
            List<String> values = sweep.values(axis).stream().limit(MOST_VALUES).toList();
            parts.add(part(axis, values, row -> row.settings().text(axis)));
        }
        if (sweep.task().keys().size() == 1) {
            SortedMap<Double, String> names = new TreeMap<>();
            table.rows().forEach(row -> names.computeIfAbsent(row.keys()[0], key -> NumberText.ungrouped(key, DIGITS)));
            parts.add(part(
                    sweep.task().keys().getFirst(),
                    List.copyOf(names.values()),
                    row -> names.getOrDefault(row.keys()[0], "")));
        }
        var data = new ScriptData(
                columns.stream()
                        .map(column -> new ShownColumn(column.name(), column.unit(), column.meaning()))
                        .toList(),
                parts);
        PageBuilder main = new PageBuilder().widget("parts");
        failures(main);
        main.section("", "Files", "").files(files);
        List<String> foot = List.of(
                "Command",
                "`./skybourse sweep sweep.yaml`, with the sweep.yaml of this folder",
                "Version, spec",
                "Skybourse " + version + ", " + hash,
                "Check",
                "`./skybourse verify DIR` repeats the sweep and compares all files");
        return new ReportPage(sweep.name(), "index.css", head(), main, foot, data, List.of("lines", "sweep"));
    }

    /** Data of the page's script. */
    private record ScriptData(List<ShownColumn> columns, List<Part> parts) {}

    /** Column with its name, unit and meaning. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private record ShownColumn(String name, String unit, String meaning) {}

    /** Effect of an axis or a key, as cells by value and column. The part with an empty name contains the means over all rows. */
    private record Part(
            String name,
            String title,
            List<String> values,
            List<List<Cell>> means,
            List<String> words,
            List<List<Cell>> differences,
            Map<String, List<List<Cell>>> lines) {}

    /**
     * Mean or mean difference, with the half width of its confidence interval (NaN for one seed). The third number is 1 for a significant difference,
     * otherwise 0.
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private record Cell(double mean, double half, double significant) {}

    private Part part(String name, List<String> values, Function<Row, String> place) {
        List<List<ConfidenceInterval>> means = means(values, place, _ -> true);
        List<String> words = new ArrayList<>();
        List<List<Cell>> differences = new ArrayList<>();
        for (String value : varied.contains(name) ? values.subList(1, values.size()) : List.<String>of()) {
            List<ConfidenceInterval> gaps = margins.differences(name, value);
            IntPredicate isApart =
                    column -> isApart(gaps.get(column), means.getFirst().get(column));
            differences.add(cells(gaps, isApart));
            words.add(against(values.getFirst(), gaps, isApart));
        }
        return new Part(
                name,
                name.isEmpty() ? "All seeds" : varied.contains(name) ? "Effect of " + name : "By " + name,
                values,
                means.stream().map(cells -> cells(cells, _ -> false)).toList(),
                words,
                differences,
                lines(name, values, place));
    }

    private List<List<ConfidenceInterval>> means(
            List<String> values, Function<Row, String> place, Predicate<Row> match) {
        return values.stream()
                .map(value ->
                        margins.means(row -> match.test(row) && place.apply(row).equals(value)))
                .toList();
    }

    private static boolean isApart(ConfidenceInterval gap, ConfidenceInterval base) {
        return gap.count() > 1
                && Math.abs(gap.mean()) > ROUNDING * Math.abs(base.mean())
                && (gap.low() > 0 || gap.high() < 0);
    }

    private String against(String first, List<ConfidenceInterval> gaps, IntPredicate isApart) {
        List<String> apart = IntStream.range(0, columns.size())
                .filter(isApart)
                .mapToObj(column -> columns.get(column).name())
                .toList();
        long compared = gaps.stream().filter(gap -> gap.count() > 1).count();
        String names = apart.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return " compared with " + first + ": "
                + (compared == 0
                        ? "one seed, so no interval"
                        : apart.size() + " of " + compared + " columns differ significantly")
                + (apart.isEmpty() ? "" : ": " + names)
                + (apart.size() > MOST_NAMED ? " and " + (apart.size() - MOST_NAMED) + " more" : "");
    }

    private static List<Cell> cells(List<ConfidenceInterval> intervals, IntPredicate isApart) {
        return IntStream.range(0, intervals.size())
                .mapToObj(column -> {
                    ConfidenceInterval interval = intervals.get(column);
                    double half = interval.count() > 1 ? (interval.high() - interval.low()) / 2 : Double.NaN;
                    boolean isRounding = half <= ROUNDING * Math.abs(interval.mean());
                    return new Cell(
                            NumberText.rounded(interval.mean(), DIGITS),
                            isRounding ? 0 : NumberText.rounded(half, DIGITS),
                            isApart.test(column) ? 1 : 0);
                })
                .toList();
    }

    /**
     * Returns the means along an axis or key as lines of a chart. Each combination of values of the other axes has its own line. If there are too
     * many combinations, one line averages over all of them.
     */
    private Map<String, List<List<Cell>>> lines(String axis, List<String> values, Function<Row, String> place) {
        List<String> others =
                varied.stream().filter(other -> !other.equals(axis)).toList();
        Map<String, Predicate<Row>> lines = new LinkedHashMap<>();
        for (GridPoint point : sweep.points()) {
            String name = others.stream()
                    .map(other -> other + " " + point.text(other))
                    .collect(Collectors.joining(", "));
            lines.putIfAbsent(
                    name,
                    row -> others.stream()
                            .allMatch(other -> row.settings().text(other).equals(point.text(other))));
        }
        boolean isMany = lines.size() > MOST_LINES || lines.size() * values.size() * columns.size() > MOST_INTERVALS;
        if (isMany || others.isEmpty()) {
            lines.clear();
            lines.put(others.isEmpty() ? "mean" : "mean over " + String.join(", ", others), _ -> true);
        }
        Map<String, List<List<Cell>>> means = new LinkedHashMap<>();
        lines.forEach((name, match) -> means.put(
                name,
                means(values, place, match).stream()
                        .map(cells -> cells(cells, _ -> false))
                        .toList()));
        return means;
    }

    private PageBuilder head() {
        String axes = varied.isEmpty()
                ? "One combination of settings."
                : varied.stream()
                        .map(axis -> axis + " ("
                                + sweep.values(axis).stream().limit(MOST_VALUES).collect(Collectors.joining(", "))
                                + (sweep.values(axis).size() > MOST_VALUES ? " and more, in means.csv)" : ")"))
                        .collect(Collectors.joining("; ", "Varied: ", "."));
        String rows = sweep.task().keys().isEmpty()
                ? ""
                : " A cell has one row per " + String.join(" and ", sweep.task().keys())
                        + "; tables contain the mean of its rows.";
        return new PageBuilder()
                .title(
                        "Skybourse · sweep",
                        sweep.name(),
                        "Task " + sweep.task().name() + ". " + axes,
                        "Each number is a mean over seeds ± half of its 95 % confidence interval (Student’s t). Other axes are averaged per seed first."
                                + rows
                                + " Differences are paired: same seed and same other settings. A difference is significant if its interval excludes zero; by chance alone, one in twenty is.")
                .figures(List.of(
                        new PageBuilder.Figure(
                                "cells", NumberText.whole(sweep.cells().size()), ""),
                        new PageBuilder.Figure(
                                "seeds", NumberText.whole(sweep.seeds().size()), ""),
                        new PageBuilder.Figure(
                                "failed", NumberText.whole(table.failures().size()), "")));
    }

    private void failures(PageBuilder main) {
        List<CellResult.Failed> failed = table.failures();
        if (!failed.isEmpty()) {
            main.section("", "Failed cells", "")
                    .table(
                            "Failed cells",
                            failed.size() > MOST_FAILURES
                                    ? "The first " + MOST_FAILURES + " of " + failed.size()
                                            + "; all are in failures.csv."
                                    : "They are not included in the means.",
                            new Columns<CellResult.Failed>()
                                    .with(
                                            "settings",
                                            one -> sweep.points()
                                                    .get(one.cell().point())
                                                    .inWords())
                                    .with("seed", one -> "" + one.cell().seed())
                                    .with("|reason", CellResult.Failed::reason),
                            failed.stream().limit(MOST_FAILURES).toList());
        }
    }
}

package skybourse.app.report;

import static skybourse.app.report.Html.escape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.base.numeric.Label;
import skybourse.evidence.experiment.Chart;
import skybourse.evidence.experiment.Margins;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Sweep;

/** {@code index.html} of a sweep: what each value of each axis gives, drawn where the axis is numeric; needs nothing else. */
public final class SweepPage {

    private static final int MOST_VALUES = 40;
    private static final int MOST_LINES = 9;
    private static final int MOST_CHARTS = 40;
    private static final int MOST_FAILURES = 20;
    private static final int DIGITS = 4;

    /** Half an interval that is less of the mean than this is rounding. */
    private static final double ROUNDING = 1e-12;

    private final ResultTable table;
    private final Sweep sweep;
    private final String version;
    private final String hash;
    private final Margins margins;
    private final List<String> columns;
    private final List<String> varied;

    private final List<String> files;

    private SweepPage(ResultTable table, String version, String hash, List<String> files) {
        this.table = table;
        this.sweep = table.sweep();
        this.version = version;
        this.hash = hash;
        this.files = files;
        this.margins = new Margins(table);
        this.columns = sweep.task().values();
        this.varied = sweep.grid().entrySet().stream()
                .filter(axis -> axis.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Returns the page.
     *
     * @param table the results
     * @param version of the program
     * @param hash of the spec
     * @param files beside the page, to link to
     */
    public static String html(ResultTable table, String version, String hash, List<String> files) {
        return new SweepPage(table, version, hash, files).page();
    }

    private String page() {
        Map<String, Chart> all = new LinkedHashMap<>();
        StringBuilder main = new StringBuilder();
        if (varied.isEmpty()) {
            main.append(means("All seeds", List.of("mean"), List.of(margins.means(_ -> true))));
        }
        for (String axis : varied) {
            List<Chart> charts = numeric(axis) ? charts(axis) : List.of();
            main.append("<h2>By ").append(escape(axis)).append("</h2>\n").append(tables(axis));
            main.append(drawn(charts, all));
        }
        if (sweep.task().keys().size() == 1) {
            String key = sweep.task().keys().getFirst();
            main.append("<h2>By ").append(escape(key)).append("</h2>\n").append(drawn(byKey(key), all));
        }
        main.append(failures()).append(files());
        return ChartPage.html(sweep.name(), header() + "<main id=\"main\">" + main + "</main>" + footer(), all);
    }

    private String header() {
        String axes = varied.isEmpty()
                ? "One point."
                : varied.stream()
                        .map(axis -> axis + " " + String.join(", ", shown(axis)))
                        .collect(Collectors.joining("; ", "Axes: ", "."));
        String rows = sweep.task().keys().isEmpty()
                ? ""
                : " A cell has a row for each "
                        + String.join(" and ", sweep.task().keys()) + "; tables take the mean of its rows.";
        return String.format(
                Locale.ROOT,
                """
                <header>
                <p class="eyebrow">Skybourse · sweep</p>
                <h1>%s</h1>
                <p class="lede">Task %s. %s</p>
                <p class="soft">Each number is a mean over seeds ± half of its 95 %% interval (Student’s t); over the other axes the mean of each seed counts once.%s</p>
                <dl class="figures"><div><dt>cells</dt><dd>%,d</dd></div><div><dt>seeds</dt><dd>%,d</dd></div><div><dt>failed</dt><dd>%,d</dd></div></dl>
                </header>
                """,
                escape(sweep.name()),
                escape(sweep.task().name()),
                escape(axes),
                escape(rows),
                sweep.cells().size(),
                sweep.seeds().size(),
                table.failures().size());
    }

    /** The first values of an axis, all where they are not too many for a table. */
    private List<String> shown(String axis) {
        return sweep.values(axis).stream().limit(MOST_VALUES).toList();
    }

    private String tables(String axis) {
        List<String> values = shown(axis);
        List<String> others = values.subList(1, values.size());
        String first = values.getFirst();
        String more = sweep.values(axis).size() > values.size()
                ? "<p class=\"soft\">The first " + values.size() + " of "
                        + sweep.values(axis).size() + " values; the rest is in means.csv.</p>\n"
                : "";
        return means(
                        "Means by " + axis,
                        values,
                        values.stream()
                                .map(value -> margins.means(
                                        row -> row.settings().text(axis).equals(value)))
                                .toList())
                + difference(
                        "Differences from " + axis + " " + first,
                        others,
                        others.stream()
                                .map(value -> margins.differences(axis, value))
                                .toList())
                + more;
    }

    private String means(String caption, List<String> heads, List<List<Interval>> byHead) {
        return grid(caption, "A row for each measured column that has a value.", heads, byHead, false);
    }

    private String difference(String caption, List<String> heads, List<List<Interval>> byHead) {
        return grid(
                caption,
                "Paired: all else and the seed being equal. Bold where the interval does not contain zero.",
                heads,
                byHead,
                true);
    }

    private String grid(
            String caption, String note, List<String> heads, List<List<Interval>> byHead, boolean zeroMatters) {
        StringBuilder rows = new StringBuilder();
        for (int column = 0; column < columns.size(); column++) {
            int at = column;
            List<Interval> cells =
                    byHead.stream().map(intervals -> intervals.get(at)).toList();
            if (cells.stream().anyMatch(interval -> interval.count() > 0)) {
                rows.append("<tr><td>" + breakable(escape(columns.get(column))) + "</td>");
                cells.forEach(cell -> rows.append("<td>" + text(cell, zeroMatters) + "</td>"));
                rows.append("</tr>\n");
            }
        }
        List<String> head = new ArrayList<>(List.of("column"));
        heads.forEach(name -> head.add(escape(name)));
        return Tables.table(caption, note, head, rows.toString());
    }

    private static String text(Interval interval, boolean zeroMatters) {
        if (interval.count() == 0) {
            return "–";
        }
        String text = Numbers.plain(interval.mean(), DIGITS);
        if (interval.count() > 1) {
            double half = (interval.high() - interval.low()) / 2;
            text += " ± " + Numbers.plain(half > ROUNDING * Math.abs(interval.mean()) ? half : 0, 2);
        }
        boolean apart = interval.count() > 1 && (interval.low() > 0 || interval.high() < 0);
        return zeroMatters && apart ? "<b>" + text + "</b>" : text;
    }

    private boolean numeric(String axis) {
        return sweep.values(axis).stream().allMatch(value -> value.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?"));
    }

    /** Returns a name that a narrow page breaks before a capital, not anywhere. */
    private static String breakable(String name) {
        return name.replaceAll("(?=\\p{Lu})", "<wbr>");
    }

    /** Returns a chart of every column that moves along the axis. */
    private List<Chart> charts(String axis) {
        List<String> values = sweep.values(axis).stream()
                .sorted(Comparator.comparingDouble(Double::parseDouble))
                .toList();
        double[] xs = values.stream().mapToDouble(Double::parseDouble).toArray();
        Map<String, List<List<Interval>>> lines = new LinkedHashMap<>();
        lines(axis)
                .forEach((name, match) -> lines.put(
                        name,
                        values.stream()
                                .map(value -> margins.means(row -> match.test(row)
                                        && row.settings().text(axis).equals(value)))
                                .toList()));
        return charts(axis, xs, lines);
    }

    /** Returns which rows each line is about: one for each setting of the other axes, or one for all where they are many. */
    private Map<String, Predicate<ResultTable.Row>> lines(String axis) {
        List<String> others =
                varied.stream().filter(other -> !other.equals(axis)).toList();
        Map<String, Predicate<ResultTable.Row>> lines = new LinkedHashMap<>();
        for (Settings point : sweep.points()) {
            String name = others.stream()
                    .map(other -> other + " " + point.text(other))
                    .collect(Collectors.joining(", "));
            lines.putIfAbsent(name, row -> agree(others, row.settings(), point));
        }
        if (lines.size() > MOST_LINES || others.isEmpty()) {
            lines.clear();
            lines.put(others.isEmpty() ? "mean" : "mean over " + String.join(", ", others), _ -> true);
        }
        return lines;
    }

    private static boolean agree(List<String> axes, Settings one, Settings other) {
        return axes.stream().allMatch(axis -> one.text(axis).equals(other.text(axis)));
    }

    private List<Chart> byKey(String key) {
        double[] xs = table.rows().stream()
                .mapToDouble(row -> row.keys()[0])
                .distinct()
                .sorted()
                .toArray();
        Map<String, List<List<Interval>>> lines = new LinkedHashMap<>();
        lines("")
                .forEach((name, match) -> lines.put(
                        name,
                        Arrays.stream(xs)
                                .mapToObj(x -> margins.means(row -> match.test(row) && row.keys()[0] == x))
                                .toList()));
        return charts(key, xs, lines);
    }

    private List<Chart> charts(String xName, double[] xs, Map<String, List<List<Interval>>> lines) {
        List<Chart> charts = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int at = column;
            List<Chart.Series> series = new ArrayList<>();
            lines.forEach((name, points) -> series.add(Chart.Series.of(
                    name, xs, points.stream().map(point -> point.get(at)).toList())));
            long heights = series.stream()
                    .flatMapToDouble(line -> Arrays.stream(line.y()))
                    .filter(Double::isFinite)
                    .distinct()
                    .count();
            boolean moves = heights > 1
                    && series.stream()
                            .anyMatch(line -> IntStream.range(0, xs.length)
                                            .filter(i -> Double.isFinite(line.y()[i]))
                                            .count()
                                    > 1);
            if (moves) {
                String name = columns.get(column);
                charts.add(new Chart(
                        Label.fileName(xName + "-" + name),
                        name + " by " + xName,
                        "Means over seeds with 95 % intervals.",
                        xName,
                        name,
                        series));
            }
        }
        return charts;
    }

    private static String drawn(List<Chart> charts, Map<String, Chart> to) {
        List<Chart> drawn =
                charts.stream().limit(Math.max(0, MOST_CHARTS - to.size())).toList();
        drawn.forEach(chart -> to.put(chart.id(), chart));
        String left = charts.size() > drawn.size()
                ? "<p class=\"soft\">" + (charts.size() - drawn.size()) + " more columns are in means.csv.</p>\n"
                : "";
        return drawn.isEmpty() && left.isEmpty()
                ? ""
                : "<div class=\"pair\">"
                        + drawn.stream()
                                .map(chart -> ChartPage.figure(chart.id(), chart))
                                .collect(Collectors.joining())
                        + "</div>\n" + left;
    }

    private String failures() {
        List<CellResult.Failed> failed = table.failures();
        if (failed.isEmpty()) {
            return "";
        }
        String rows = failed.stream().limit(MOST_FAILURES).map(this::failure).collect(Collectors.joining());
        return "<h2>Failed cells</h2>\n"
                + Tables.table(
                        "Failed cells",
                        failed.size() > MOST_FAILURES
                                ? "The first " + MOST_FAILURES + " of " + failed.size() + "; all are in failures.csv."
                                : "They count in no mean.",
                        List.of("settings", "seed", "|reason"),
                        rows);
    }

    private String failure(CellResult.Failed failure) {
        return "<tr><td>" + escape(sweep.points().get(failure.cell().point()).inWords()) + "</td><td>"
                + failure.cell().seed() + "</td><td class=\"left\">" + escape(failure.reason()) + "</td></tr>\n";
    }

    private String files() {
        return "<h2>Files</h2>\n<p>"
                + files.stream()
                        .map(name -> "<a href=\"" + name + "\">" + name + "</a>")
                        .collect(Collectors.joining(" · "))
                + "</p>\n";
    }

    private String footer() {
        return String.format(Locale.ROOT, """
                <footer>
                <dl>
                <dt>Made by</dt><dd><code>./skybourse sweep sweep.yaml</code>, with the sweep.yaml of this folder</dd>
                <dt>Version, spec</dt><dd>Skybourse %s, %s</dd>
                <dt>Check</dt><dd><code>./skybourse verify DIR</code> runs it again and compares every file</dd>
                <dt>Charts</dt><dd>Apache ECharts 6.0.0, Apache License 2.0, © The Apache Software Foundation</dd>
                </dl>
                </footer>
                """, escape(version), escape(hash));
    }
}

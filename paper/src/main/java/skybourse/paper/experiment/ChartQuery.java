package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import skybourse.app.report.ChartData;
import skybourse.app.report.ChartData.Series;
import skybourse.paper.experiment.QueryResult.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Query whose rows are drawn as one or more charts.
 *
 * @param id identifier of the chart, which is also its file name
 * @param title title of the chart
 * @param note explanation for the reader
 * @param right label of the horizontal axis, with its unit
 * @param up label of the vertical axis, with its unit
 * @param points a query for the points, in the order of lines and points. Its columns {@code line}, {@code x} and {@code y} are required. If {@code
 *     x} is text, it is a category, such as a market. An optional column {@code runs} contains a JSON array with the values of the single runs,
 *     whose mean is {@code y}. For each value of any other column, a separate chart is drawn. {@code id}, {@code title} and {@code note} may contain
 *     the name of such a column in braces, which is replaced by the value.
 * @param levels a query for reference values, with the columns {@code name} and {@code value}, and the other columns of {@code points}; empty for
 *     none
 */
record ChartQuery(String id, String title, String note, String right, String up, String points, String levels) {

    private static final Set<String> OF_POINTS = Set.of("line", "x", "y", "runs");

    private static final Set<String> OF_LEVELS = Set.of("name", "value");

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Returns the charts; empty if the query has no rows. */
    List<ChartData> charts(ResultDatabase results) {
        SequencedMap<Map<String, String>, List<Map<String, Value>>> byChart = byChart(results, points, OF_POINTS);
        var levelsOf = levels.isEmpty()
                ? Map.<Map<String, String>, List<Map<String, Value>>>of()
                : byChart(results, levels, OF_LEVELS);
        if (!byChart.isEmpty() && !byChart.keySet().containsAll(levelsOf.keySet())) {
            throw new IllegalArgumentException(
                    "levels must have the columns and values of points that tell its charts apart: "
                            + levelsOf.keySet());
        }
        return byChart.entrySet().stream()
                .map(chart -> chart(chart.getKey(), chart.getValue())
                        .against(levels(levelsOf.getOrDefault(chart.getKey(), List.of()))))
                .toList();
    }

    private static SequencedMap<Map<String, String>, List<Map<String, Value>>> byChart(
            ResultDatabase results, String query, Set<String> own) {
        SequencedMap<Map<String, String>, List<Map<String, Value>>> byChart = new LinkedHashMap<>();
        for (Map<String, Value> row : results.query(query).rows()) {
            Map<String, String> words = new LinkedHashMap<>();
            row.forEach((column, value) -> {
                if (!own.contains(column)) {
                    words.put(column, value.text());
                }
            });
            byChart.computeIfAbsent(words, _ -> new ArrayList<>()).add(row);
        }
        return byChart;
    }

    private static SequencedMap<String, Double> levels(List<Map<String, Value>> rows) {
        SequencedMap<String, Double> levels = new LinkedHashMap<>();
        rows.forEach(row ->
                levels.put(of(row, "name").text(), of(row, "value").interval().mean()));
        return levels;
    }

    private static Value of(Map<String, Value> row, String column) {
        Value value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("query of a chart must return the column " + column + ", but returns "
                    + String.join(", ", row.keySet()));
        }
        return value;
    }

    private ChartData chart(Map<String, String> words, List<Map<String, Value>> rows) {
        List<String> places = rows.stream()
                .map(row -> of(row, "x"))
                .filter(Value::isText)
                .map(Value::text)
                .distinct()
                .toList();
        SequencedMap<String, List<Map<String, Value>>> lines = new LinkedHashMap<>();
        rows.forEach(row -> lines.computeIfAbsent(of(row, "line").text(), _ -> new ArrayList<>())
                .add(row));
        List<Series> series = lines.entrySet().stream()
                .map(line -> series(line.getKey(), line.getValue(), places))
                .toList();
        return new ChartData(
                fill(id, words),
                fill(title, words),
                fill(note, words),
                right,
                up,
                places,
                series,
                new LinkedHashMap<>());
    }

    private static Series series(String name, List<Map<String, Value>> points, List<String> places) {
        double[] x = points.stream()
                .map(point -> of(point, "x"))
                .mapToDouble(value -> value.isText()
                        ? places.indexOf(value.text())
                        : value.interval().mean())
                .toArray();
        Series means = Series.of(
                name, x, points.stream().map(point -> of(point, "y").interval()).toList());
        if (points.getFirst().containsKey("runs")) {
            return new Series(name, x, means.y(), new double[0], new double[0], runs(points));
        }
        boolean isPlain =
                points.stream().allMatch(point -> of(point, "y").interval().count() <= 1);
        return isPlain ? Series.plain(name, x, means.y()) : means;
    }

    /** Returns for each run its values at all points; NaN if a point has no value of the run. */
    private static List<double[]> runs(List<Map<String, Value>> points) {
        List<List<Double>> byPoint =
                points.stream().map(point -> runs(of(point, "runs").text())).toList();
        int runs = byPoint.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, runs)
                .mapToObj(run -> byPoint.stream()
                        .mapToDouble(values -> run < values.size() ? values.get(run) : Double.NaN)
                        .toArray())
                .toList();
    }

    private static List<Double> runs(String text) {
        try {
            return Arrays.stream(JSON.readValue(text, Double[].class))
                    .map(value -> value == null ? Double.NaN : value)
                    .toList();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("runs must be a JSON array of numbers: " + text, e);
        }
    }

    private static String fill(String text, Map<String, String> words) {
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(words.getOrDefault(name.group(1), name.group())));
    }
}

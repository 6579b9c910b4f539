package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import skybourse.app.report.Chart;
import skybourse.app.report.Chart.Series;
import skybourse.paper.experiment.QueryResult.Value;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chart, or several of one kind, that a query draws.
 *
 * @param id a file name
 * @param title what it shows
 * @param note how to read it
 * @param right what is to the right, with its unit
 * @param up what is upwards, with its unit
 * @param points a query with the columns {@code line}, {@code x} and {@code y}, in the order of lines and points. Where {@code x} is text, points stand over things apart,
 *     such as markets. A column {@code runs} is a JSON array of the values of which {@code y} is the mean. Each value of other columns has a chart of its own, in whose
 *     {@code id}, {@code title} and {@code note} it replaces the name of the column in braces
 * @param levels a query with the columns {@code name} and {@code value}, and those other columns: values to compare with; empty for none
 */
record ChartQuery(String id, String title, String note, String right, String up, String points, String levels) {

    private static final Set<String> OWN = Set.of("line", "x", "y", "runs", "name", "value");

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Draws it; none where the query has no rows. */
    List<Chart> in(ResultDatabase results) {
        SequencedMap<Map<String, String>, List<Map<String, Value>>> byChart = byChart(results, points);
        var levelsOf =
                levels.isEmpty() ? Map.<Map<String, String>, List<Map<String, Value>>>of() : byChart(results, levels);
        return byChart.entrySet().stream()
                .map(chart -> chart(chart.getKey(), chart.getValue())
                        .against(levels(levelsOf.getOrDefault(chart.getKey(), List.of()))))
                .toList();
    }

    private static SequencedMap<Map<String, String>, List<Map<String, Value>>> byChart(
            ResultDatabase results, String query) {
        SequencedMap<Map<String, String>, List<Map<String, Value>>> byChart = new LinkedHashMap<>();
        for (Map<String, Value> row : results.query(query).rows()) {
            Map<String, String> words = new LinkedHashMap<>();
            row.forEach((column, value) -> {
                if (!OWN.contains(column)) {
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
            throw new IllegalArgumentException("query must have a column " + column + ": " + row.keySet());
        }
        return value;
    }

    private Chart chart(Map<String, String> words, List<Map<String, Value>> rows) {
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
        return new Chart(
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

    /** Returns the line of each run. */
    private static List<double[]> runs(List<Map<String, Value>> points) {
        List<double[]> byPoint = points.stream()
                .map(point -> JSON.readValue(of(point, "runs").text(), double[].class))
                .toList();
        return IntStream.range(0, byPoint.getFirst().length)
                .mapToObj(run ->
                        byPoint.stream().mapToDouble(values -> values[run]).toArray())
                .toList();
    }

    private static String fill(String text, Map<String, String> words) {
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(words.getOrDefault(name.group(1), name.group())));
    }
}

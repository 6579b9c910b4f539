package skybourse.app.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import skybourse.evidence.sweep.Interval;
import skybourse.files.codec.JsonText;

/**
 * Lines or points to be drawn, without any drawing.
 *
 * @param id a file name
 * @param title what it shows
 * @param note how to read it
 * @param xName what is to the right, with its unit
 * @param yName what is upwards, with its unit
 * @param places names of 0, 1, ... to the right where these are things apart, such as markets: no line joins them; else empty
 * @param series the lines or points
 * @param levels values to compare with, by name
 */
public record Chart(
        String id,
        String title,
        String note,
        String xName,
        String yName,
        List<String> places,
        List<Series> series,
        SequencedMap<String, Double> levels) {

    private static final Columns<Series> SERIES = new Columns<Series>()
            .with("name", Series::name)
            .with("x", line -> JsonText.numbers(line.x()))
            .with("y", line -> JsonText.numbers(line.y()))
            .with("low", line -> JsonText.numbers(line.low()))
            .with("high", line -> JsonText.numbers(line.high()))
            .with("runs", line -> line.runs().stream().map(JsonText::numbers).toList());

    private static final Columns<Chart> COLUMNS = new Columns<Chart>()
            .with("xName", Chart::xName)
            .with("yName", Chart::yName)
            .with("places", Chart::places)
            .with("series", chart -> SERIES.trees(chart.series()))
            .with("levels", Chart::finiteLevels);

    /**
     * One line, or the points of one colour.
     *
     * @param name in the legend
     * @param x {@code double[points]}
     * @param y {@code double[points]}
     * @param low {@code double[points]}, lower ends of intervals; empty where there are none
     * @param high {@code double[points]}, upper ends
     * @param runs {@code double[points]} each, what the values are means of; empty where it is not drawn
     */
    public record Series(String name, double[] x, double[] y, double[] low, double[] high, List<double[]> runs) {

        public Series {
            runs = List.copyOf(runs);
        }

        /** Returns a line without intervals. */
        public static Series plain(String name, double[] x, double[] y) {
            return new Series(name, x, y, new double[0], new double[0], List.of());
        }

        /** Returns a line of means. */
        public static Series of(String name, double[] x, List<Interval> means) {
            return new Series(
                    name,
                    x,
                    means.stream().mapToDouble(Interval::mean).toArray(),
                    means.stream().mapToDouble(Interval::low).toArray(),
                    means.stream().mapToDouble(Interval::high).toArray(),
                    List.of());
        }
    }

    public Chart {
        places = List.copyOf(places);
        series = List.copyOf(series);
        levels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(levels));
    }

    /** Makes a chart of lines over a number, without levels. */
    public Chart(String id, String title, String note, String xName, String yName, List<Series> series) {
        this(id, title, note, xName, yName, List.of(), series, new LinkedHashMap<>());
    }

    /** Returns the chart with levels to compare with. */
    public Chart against(SequencedMap<String, Double> levels) {
        return new Chart(id, title, note, xName, yName, places, series, levels);
    }

    /** Returns the chart as a page's script reads it. */
    public Map<String, ?> tree() {
        return COLUMNS.tree(this);
    }

    private Map<String, Double> finiteLevels() {
        Map<String, Double> finite = new LinkedHashMap<>(levels);
        finite.values().removeIf(level -> !Double.isFinite(level));
        return finite;
    }
}

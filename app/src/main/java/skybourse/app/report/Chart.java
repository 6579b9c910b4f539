package skybourse.app.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import skybourse.evidence.sweep.Interval;

/**
 * Lines or points to be drawn, without any drawing. Its script knows id, title and note from the box.
 *
 * @param id a file name
 * @param title what it shows
 * @param note how to read it
 * @param xName what is to the right, with its unit
 * @param yName what is upwards, with its unit
 * @param places names of 0, 1, ... to the right where these are things apart, such as markets: no line joins them; else empty
 * @param series the lines or points
 * @param levels values to compare with, by name; one that is not finite is left out
 */
public record Chart(
        @JsonIgnore String id,
        @JsonIgnore String title,
        @JsonIgnore String note,
        String xName,
        String yName,
        List<String> places,
        List<Series> series,
        SequencedMap<String, Double> levels) {

    /**
     * One line, or the points of one colour. Arrays have an entry for each point and are copied.
     *
     * @param name in the legend
     * @param x to the right
     * @param y upwards
     * @param low lower ends of intervals; empty where there are none
     * @param high upper ends
     * @param runs what the values are means of; empty where it is not drawn
     */
    public record Series(String name, double[] x, double[] y, double[] low, double[] high, List<double[]> runs) {

        public Series {
            x = x.clone();
            y = y.clone();
            low = low.clone();
            high = high.clone();
            runs = runs.stream().map(double[]::clone).toList();
        }

        @Override
        public double[] x() {
            return x.clone();
        }

        @Override
        public double[] y() {
            return y.clone();
        }

        @Override
        public double[] low() {
            return low.clone();
        }

        @Override
        public double[] high() {
            return high.clone();
        }

        @Override
        public List<double[]> runs() {
            return runs.stream().map(double[]::clone).toList();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Series series
                    && name.equals(series.name)
                    && Arrays.equals(x, series.x)
                    && Arrays.equals(y, series.y)
                    && Arrays.equals(low, series.low)
                    && Arrays.equals(high, series.high)
                    && Arrays.deepEquals(runs.toArray(), series.runs.toArray());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(y);
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
        SequencedMap<String, Double> finite = new LinkedHashMap<>(levels);
        finite.values().removeIf(level -> !Double.isFinite(level));
        levels = Collections.unmodifiableSequencedMap(finite);
    }

    /** Makes a chart of lines over a number, without levels. */
    public Chart(String id, String title, String note, String xName, String yName, List<Series> series) {
        this(id, title, note, xName, yName, List.of(), series, new LinkedHashMap<>());
    }

    /** Returns the chart with levels to compare with. */
    public Chart against(SequencedMap<String, Double> levels) {
        return new Chart(id, title, note, xName, yName, places, series, levels);
    }
}

package skybourse.app.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import skybourse.evidence.sweep.ConfidenceInterval;

/**
 * Data of a chart of lines or points. The script of the page draws it; it reads id, title and note from the box of the chart.
 *
 * @param id id of the chart, also used as file name
 * @param title title
 * @param note explanation below the title
 * @param xName name of the x axis, with its unit
 * @param yName name of the y axis, with its unit
 * @param places names of the x values 0, 1, ... if they are categories, such as markets; no line connects categories. Empty for a numeric x axis.
 * @param series the lines or points
 * @param levels reference values, by name; values that are not finite are left out
 */
public record ChartData(
        @JsonIgnore String id,
        @JsonIgnore String title,
        @JsonIgnore String note,
        String xName,
        String yName,
        List<String> places,
        List<Series> series,
        SequencedMap<String, Double> levels) {

    /**
     * Line of a chart, or points in one colour. Arrays have one entry per point and are copied.
     *
     * @param name name in the legend
     * @param x x values
     * @param y y values
     * @param low lower ends of intervals; empty without intervals
     * @param high upper ends of intervals; empty without intervals
     * @param runs y values of the single runs, whose means are {@code y}; empty if single runs are not drawn
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

        /** Returns a line of means with their intervals. */
        public static Series of(String name, double[] x, List<ConfidenceInterval> means) {
            return new Series(
                    name,
                    x,
                    means.stream().mapToDouble(ConfidenceInterval::mean).toArray(),
                    means.stream().mapToDouble(ConfidenceInterval::low).toArray(),
                    means.stream().mapToDouble(ConfidenceInterval::high).toArray(),
                    List.of());
        }
    }

    public ChartData {
        places = List.copyOf(places);
        series = List.copyOf(series);
        SequencedMap<String, Double> finite = new LinkedHashMap<>(levels);
        finite.values().removeIf(level -> !Double.isFinite(level));
        levels = Collections.unmodifiableSequencedMap(finite);
    }

    /** Creates a chart of lines over a numeric x axis, without reference values. */
    public ChartData(String id, String title, String note, String xName, String yName, List<Series> series) {
        this(id, title, note, xName, yName, List.of(), series, new LinkedHashMap<>());
    }

    /** Returns the chart with reference values, by name. */
    public ChartData against(SequencedMap<String, Double> levels) {
        return new ChartData(id, title, note, xName, yName, places, series, levels);
    }
}

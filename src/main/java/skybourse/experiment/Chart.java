package skybourse.experiment;

import java.util.List;

/**
 * Lines to be drawn, without any drawing.
 *
 * @param id a file name
 * @param title what it shows
 * @param note how to read it
 * @param xName what is to the right, with its unit
 * @param yName what is upwards, with its unit
 * @param series the lines
 */
public record Chart(String id, String title, String note, String xName, String yName, List<Series> series) {

    /**
     * One line.
     *
     * @param name in the legend
     * @param x {@code double[points]}
     * @param y {@code double[points]}
     * @param low {@code double[points]}, lower ends of intervals; empty where there are none
     * @param high {@code double[points]}, upper ends
     */
    public record Series(String name, double[] x, double[] y, double[] low, double[] high) {

        /** Returns a line without intervals. */
        public static Series plain(String name, double[] x, double[] y) {
            return new Series(name, x, y, new double[0], new double[0]);
        }

        /** Returns a line of means. */
        public static Series of(String name, double[] x, List<Interval> means) {
            return new Series(
                    name,
                    x,
                    means.stream().mapToDouble(Interval::mean).toArray(),
                    means.stream().mapToDouble(Interval::low).toArray(),
                    means.stream().mapToDouble(Interval::high).toArray());
        }
    }

    public Chart {
        series = List.copyOf(series);
    }
}

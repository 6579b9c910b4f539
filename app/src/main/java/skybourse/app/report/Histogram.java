package skybourse.app.report;

import java.util.Arrays;
import java.util.List;

/**
 * Histogram with cells of equal width, for charts of many agents. The first cell starts at 0.
 *
 * @param width width of a cell
 * @param counts number of values by cell; the last cell includes all larger values
 */
public record Histogram(double width, List<Integer> counts) {

    private static final int CELLS = 40;

    public Histogram {
        counts = List.copyOf(counts);
    }

    /** Returns the histogram of values in 40 cells that cover the range from 0 to {@code end}. */
    public static Histogram of(double[] values, double end) {
        int[] counts = new int[CELLS];
        double width = end > 0 ? end / CELLS : 1;
        for (double value : values) {
            counts[Math.clamp((long) (value / width), 0, CELLS - 1)]++;
        }
        return new Histogram(width, Arrays.stream(counts).boxed().toList());
    }

    /** Returns the lower end of a cell. */
    double from(int cell) {
        return cell * width;
    }
}

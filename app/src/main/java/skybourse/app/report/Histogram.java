package skybourse.app.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of values in cells of equal width from 0 on, for charts of many agents.
 *
 * @param width of a cell
 * @param counts values in each cell; those beyond the end stand in the last
 */
public record Histogram(double width, int[] counts) {

    private static final int CELLS = 40;

    /** Counts values from 0 to {@code end}. */
    public static Histogram of(double[] values, double end) {
        int[] counts = new int[CELLS];
        double width = end > 0 ? end / CELLS : 1;
        for (double value : values) {
            counts[Math.clamp((long) (value / width), 0, CELLS - 1)]++;
        }
        return new Histogram(width, counts);
    }

    /** Returns where a cell begins. */
    double from(int cell) {
        return cell * width;
    }

    public Map<String, ?> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("width", width);
        tree.put("counts", Arrays.stream(counts).boxed().toList());
        return tree;
    }
}

package skybourse.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of values in cells of equal width, for charts of many agents. */
final class Histogram {

    private static final int CELLS = 40;

    private Histogram() {}

    /** Returns {@code {from, width, counts}}, from 0 to {@code end}; values beyond stand in the last cell. */
    static Map<String, ?> of(double[] values, double end) {
        int[] counts = new int[CELLS];
        double width = end > 0 ? end / CELLS : 1;
        for (double value : values) {
            counts[Math.clamp((long) (value / width), 0, CELLS - 1)]++;
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("from", 0);
        tree.put("width", width);
        tree.put("counts", List.of(Arrays.stream(counts).boxed().toArray(Integer[]::new)));
        return tree;
    }
}

package skybourse.app.report.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ResultTable;

/**
 * Means of the columns of a sweep over selected rows, and mean differences between rows, with confidence intervals over seeds. Rows with the same
 * seed are not independent samples. Each seed therefore counts once, with its mean over the selected rows. Not thread-safe.
 */
public final class MarginalMeans {

    private final ResultTable table;
    private final List<ResultTable.Row> rows;
    private final Map<Place, double[]> byPlace = new HashMap<>();

    private record Place(GridPoint settings, long seed, List<Double> keys) {}

    /** Sums and counts of one seed, by column. */
    private record Sums(double[] sum, int[] count) {
        Sums(int columns) {
            this(new double[columns], new int[columns]);
        }

        void add(double[] values) {
            for (int i = 0; i < values.length; i++) {
                if (!Double.isNaN(values[i])) {
                    sum[i] += values[i];
                    count[i]++;
                }
            }
        }

        double mean(int column) {
            return sum[column] / count[column];
        }
    }

    /** Reads the rows of a table. */
    public MarginalMeans(ResultTable table) {
        this.table = table;
        this.rows = table.rows();
        rows.forEach(row -> byPlace.put(place(row, row.settings()), row.values()));
    }

    private static Place place(ResultTable.Row row, GridPoint settings) {
        return new Place(settings, row.seed(), Arrays.stream(row.keys()).boxed().toList());
    }

    /** Returns the mean of each measured column over the rows that match, in the order of the task's columns. */
    public List<ConfidenceInterval> means(Predicate<ResultTable.Row> match) {
        Map<Long, Sums> bySeed = new TreeMap<>();
        rows.stream().filter(match).forEach(row -> sums(bySeed, row).add(row.values()));
        return intervals(bySeed);
    }

    /**
     * Returns for each measured column the mean of the value in rows with a given value of an axis minus the value in rows with the axis's first
     * value. The difference is taken over pairs of rows with the same seed, the same keys and the same values of all other axes.
     */
    public List<ConfidenceInterval> differences(String axis, String value) {
        String first = table.sweep().values(axis).getFirst();
        Map<Long, Sums> bySeed = new TreeMap<>();
        for (ResultTable.Row row : rows) {
            if (row.settings().text(axis).equals(value)) {
                double[] twin = byPlace.get(place(row, row.settings().with(axis, first)));
                if (twin != null) {
                    double[] gap = row.values().clone();
                    Arrays.setAll(gap, i -> gap[i] - twin[i]);
                    sums(bySeed, row).add(gap);
                }
            }
        }
        return intervals(bySeed);
    }

    private Sums sums(Map<Long, Sums> bySeed, ResultTable.Row row) {
        return bySeed.computeIfAbsent(row.seed(), _ -> new Sums(row.values().length));
    }

    private List<ConfidenceInterval> intervals(Map<Long, Sums> bySeed) {
        int columns = table.sweep().task().values().size();
        return IntStream.range(0, columns)
                .mapToObj(column -> ConfidenceInterval.of(bySeed.values().stream()
                        .mapToDouble(sums -> sums.mean(column))
                        .toArray()))
                .toList();
    }
}

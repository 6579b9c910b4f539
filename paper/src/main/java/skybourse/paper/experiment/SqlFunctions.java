package skybourse.paper.experiment;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function.Aggregate;
import skybourse.base.numeric.NumberSyntax;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.evidence.sweep.ScalingFit;

/**
 * SQL functions for statistics, intervals and labels that SQLite lacks. {@code docs/guides/reproduce-the-paper.md} lists them.
 *
 * <p>{@code ci} and {@code power} skip rows with NULL, as the aggregates of SQL do. {@code largest} and {@code smallest} are NULL if one of the
 * values is NULL. {@code every} and {@code some} treat NULL as false. Missing values therefore never support a claim.
 */
final class SqlFunctions {

    private static final int TYPE_TEXT = 3;
    private static final int TYPE_NULL = 5;

    private SqlFunctions() {}

    static void register(Connection to, Map<String, Map<String, String>> labels) throws SQLException {
        aggregate(to, "ci", 1, rows -> text(ConfidenceInterval.of(column(without(rows), 0))));
        aggregate(to, "ci", 2, rows -> text(meanOfSeeds(without(rows))));
        aggregate(to, "power", 2, rows -> text(ScalingFit.power(column(without(rows), 0), column(without(rows), 1))));
        aggregate(to, "quantile", 2, SqlFunctions::quantile);
        aggregate(to, "largest", 1, rows -> Arrays.stream(column(rows, 0)).max().orElse(Double.NaN));
        aggregate(
                to, "smallest", 1, rows -> Arrays.stream(column(rows, 0)).min().orElse(Double.NaN));
        add(to, "every", 1, new Condition(true));
        add(to, "some", 1, new Condition(false));
        number(to, "low", ConfidenceInterval::low);
        number(to, "high", ConfidenceInterval::high);
        number(to, "mean", ConfidenceInterval::mean);
        interval(to, "percent", interval -> interval.times(100));
        interval(to, "share", interval -> interval.cut(0, 1).times(100));
        interval(to, "cap", interval -> interval.cut(Double.NEGATIVE_INFINITY, 1));
        add(to, "times", 2, new Scalar() {
            @Override
            Object value() throws SQLException {
                return text(interval(0).times(interval(1).mean()));
            }
        });
        add(to, "label", 2, new Scalar() {
            @Override
            Object value() throws SQLException {
                String value = value_text(1);
                return labels.getOrDefault(value_text(0), Map.of()).getOrDefault(value, value);
            }
        });
    }

    private static void add(Connection to, String name, int arguments, org.sqlite.Function function)
            throws SQLException {
        org.sqlite.Function.create(to, name, function, arguments, org.sqlite.Function.FLAG_DETERMINISTIC);
    }

    private static void number(Connection to, String name, ToDoubleFunction<ConfidenceInterval> of)
            throws SQLException {
        add(to, name, 1, new Scalar() {
            @Override
            Object value() throws SQLException {
                return of.applyAsDouble(interval(0));
            }
        });
    }

    private static void interval(Connection to, String name, Function<ConfidenceInterval, ConfidenceInterval> of)
            throws SQLException {
        add(to, name, 1, new Scalar() {
            @Override
            Object value() throws SQLException {
                return text(of.apply(interval(0)));
            }
        });
    }

    private static void aggregate(Connection to, String name, int arguments, StatisticOfRows of) throws SQLException {
        add(to, name, arguments, new Statistic(of));
    }

    private static Object text(ConfidenceInterval interval) {
        return interval.count() == 0 ? Double.NaN : ConfidenceIntervalText.of(interval);
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    /** Returns the mean over seeds with its interval. Each seed counts as one repetition, with the mean over its rows. */
    private static ConfidenceInterval meanOfSeeds(List<double[]> rows) {
        SortedMap<Double, List<Double>> bySeed = new TreeMap<>();
        rows.forEach(
                row -> bySeed.computeIfAbsent(row[1], _ -> new ArrayList<>()).add(row[0]));
        return ConfidenceInterval.of(bySeed.values().stream()
                .mapToDouble(values ->
                        values.stream().mapToDouble(Double::doubleValue).sum() / values.size())
                .toArray());
    }

    private static List<double[]> without(List<double[]> rows) {
        return rows.stream()
                .filter(row -> Arrays.stream(row).noneMatch(Double::isNaN))
                .toList();
    }

    /**
     * Returns the sorted value of the first argument at index floor(share * count), from 0 and at most count - 1. The second argument is the share.
     * NULL comes last.
     *
     * @throws SQLException if the share is NULL or outside [0, 1]
     */
    private static Object quantile(List<double[]> rows) throws SQLException {
        double share = rows.getFirst()[1];
        if (!(share >= 0 && share <= 1)) {
            throw new SQLException("a share from 0 to 1 is expected, not " + (Double.isNaN(share) ? "NULL" : share));
        }
        // The sort puts NaN, which stands for NULL, at the end.
        double[] sorted = Arrays.stream(column(rows, 0)).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    /** Scalar function. Returns NULL if an argument is NULL. */
    private abstract static class Scalar extends org.sqlite.Function {

        abstract Object value() throws SQLException;

        @Override
        protected void xFunc() throws SQLException {
            for (int i = 0; i < args(); i++) {
                if (value_type(i) == TYPE_NULL) {
                    result();
                    return;
                }
            }
            Object value = value();
            if (value instanceof Double number) {
                result(number);
            } else {
                result(value.toString());
            }
        }

        ConfidenceInterval interval(int argument) throws SQLException {
            if (value_type(argument) == TYPE_TEXT) {
                String text = value_text(argument);
                return ConfidenceIntervalText.read(text)
                        .orElseThrow(() -> new SQLException("a number or ci(...) is expected, not '" + text + "'"));
            }
            return ConfidenceInterval.of(new double[] {value_double(argument)});
        }
    }

    /** Aggregate function. */
    private abstract static class OfRows extends Aggregate {

        /** Returns an argument as a number. The text of an axis is converted. NULL becomes NaN. */
        double number(int argument) throws SQLException {
            if (value_type(argument) == TYPE_NULL) {
                return Double.NaN;
            }
            if (value_type(argument) == TYPE_TEXT) {
                String text = value_text(argument);
                return NumberSyntax.decimal(text)
                        .orElseThrow(() -> new SQLException("a number is expected, not '" + text + "'"));
            }
            return value_double(argument);
        }
    }

    /** Function of the arguments of all rows of a group. */
    @FunctionalInterface
    private interface StatisticOfRows {

        Object of(List<double[]> rows) throws SQLException;
    }

    /** Aggregate function that is computed from all rows of a group. NULL becomes NaN. */
    private static final class Statistic extends OfRows {

        private final StatisticOfRows of;

        /**
         * Arguments of each row. The list is created at the first row, because SQLite copies this object for each group and copies must not share a
         * list.
         */
        private @Nullable List<double[]> rows;

        Statistic(StatisticOfRows of) {
            this.of = of;
        }

        @Override
        protected void xStep() throws SQLException {
            double[] row = new double[args()];
            for (int i = 0; i < row.length; i++) {
                row[i] = number(i);
            }
            if (rows == null) {
                rows = new ArrayList<>();
            }
            rows.add(row);
        }

        @Override
        protected void xFinal() throws SQLException {
            Object value = rows == null ? Double.NaN : of.of(rows);
            if (value instanceof Double number) {
                result(number);
            } else {
                result(value.toString());
            }
        }
    }

    /**
     * Aggregate function that returns whether a condition holds in every row of a group, or in at least one. NULL counts as false. For a group
     * without rows, the result is false.
     */
    private static final class Condition extends OfRows {

        private final boolean every;
        private int holds;
        private int rows;

        Condition(boolean every) {
            this.every = every;
        }

        @Override
        protected void xStep() throws SQLException {
            rows++;
            double value = number(0);
            holds += !Double.isNaN(value) && value != 0 ? 1 : 0;
        }

        @Override
        protected void xFinal() throws SQLException {
            result((every ? holds == rows && rows > 0 : holds > 0) ? 1 : 0);
        }
    }
}

package skybourse.paper.experiment;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.evidence.sweep.Interval;

/**
 * The rows of a query.
 *
 * @param columns their names, in order
 * @param rows a value for each column
 */
record QueryResult(List<String> columns, List<Map<String, Value>> rows) {

    /**
     * One value.
     *
     * @param text as a label; empty for NULL
     * @param interval as a number, with a confidence interval where the query computes one; of count 0 for NULL and text
     * @param isText whether it is text and no number
     */
    record Value(String text, Interval interval, boolean isText) {

        private static final double LARGEST_WHOLE = 1e15;

        static final Value NULL = new Value("", Interval.of(new double[0]), false);

        static Value of(double number) {
            boolean isWhole = number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
            String text = isWhole ? Long.toString((long) number) : Double.toString(number);
            return new Value(text, Interval.of(new double[] {number}), false);
        }

        static Value of(String text) {
            Optional<Interval> interval = IntervalText.read(text);
            return new Value(text, interval.orElse(NULL.interval), interval.isEmpty());
        }

        /** Tells whether it is a number other than 0, as SQL does. */
        boolean isTrue() {
            double mean = interval.mean();
            return !Double.isNaN(mean) && mean != 0;
        }
    }

    QueryResult {
        columns = List.copyOf(columns);
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException(
                    "query must name its columns differently: " + String.join(", ", columns));
        }
        rows = List.copyOf(rows);
    }
}

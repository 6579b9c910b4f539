package skybourse.paper.experiment;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.evidence.sweep.ConfidenceInterval;

/**
 * Rows of a query.
 *
 * @param columns names of the columns, in order; all names are different
 * @param rows rows, each of which maps the names of the columns to values
 */
record QueryResult(List<String> columns, List<Map<String, Value>> rows) {

    /**
     * Value in a row of a query.
     *
     * @param text value as a label; empty for NULL
     * @param interval value as a number, with a confidence interval if the query computes one; the count is 0 for NULL and for text
     * @param isText whether the value is text, unless that text is an interval
     */
    record Value(String text, ConfidenceInterval interval, boolean isText) {

        private static final double LARGEST_WHOLE = 1e15;

        static final Value NULL = new Value("", ConfidenceInterval.of(new double[0]), false);

        static Value of(double number) {
            boolean isWhole = number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
            String text = isWhole ? Long.toString((long) number) : Double.toString(number);
            return new Value(text, ConfidenceInterval.of(new double[] {number}), false);
        }

        static Value of(String text) {
            Optional<ConfidenceInterval> interval = ConfidenceIntervalText.read(text);
            return new Value(text, interval.orElse(NULL.interval), interval.isEmpty());
        }

        /** Returns whether the value is a number other than 0, as in SQL. */
        boolean isTrue() {
            double mean = interval.mean();
            return !Double.isNaN(mean) && mean != 0;
        }
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if two columns have the same name
     */
    QueryResult {
        columns = List.copyOf(columns);
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException(
                    "query must name its columns differently: " + String.join(", ", columns));
        }
        rows = List.copyOf(rows);
    }
}

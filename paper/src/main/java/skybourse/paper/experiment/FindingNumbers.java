package skybourse.paper.experiment;

import java.util.List;
import skybourse.evidence.sweep.ConfidenceInterval;

/**
 * Numbers of a finding by row and column.
 *
 * @param rowName meaning of a row, such as {@code market}
 * @param columns names of the quantities, with their units
 * @param rows rows with a value for each column
 */
public record FindingNumbers(String rowName, List<String> columns, List<Row> rows) {

    /**
     * Row of a table.
     *
     * @param name name of the market, rule or learner
     * @param values a value for each column; an interval with count 0 stands for a value that was not measured
     */
    public record Row(String name, List<ConfidenceInterval> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a row does not have a value for each column
     */
    public FindingNumbers {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.values().size() != columns.size()) {
                throw new IllegalArgumentException(
                        "row must have " + columns.size() + " values: " + row.name() + " " + row.values());
            }
        }
    }

    /** Returns a table without rows and columns. */
    static FindingNumbers none() {
        return new FindingNumbers("", List.of(), List.of());
    }
}

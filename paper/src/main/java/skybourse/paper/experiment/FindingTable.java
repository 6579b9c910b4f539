package skybourse.paper.experiment;

import java.util.List;
import skybourse.evidence.sweep.Interval;

/**
 * Numbers by row and column.
 *
 * @param rowName what a row is, such as {@code market}
 * @param columns what was measured, with its unit
 * @param rows one line each
 */
public record FindingTable(String rowName, List<String> columns, List<Row> rows) {

    /**
     * One line.
     *
     * @param name which market, rule or learner
     * @param values one for each column; of none where nothing was measured
     */
    public record Row(String name, List<Interval> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    public FindingTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.values().size() != columns.size()) {
                throw new IllegalArgumentException(
                        "row must have " + columns.size() + " values: " + row.name() + " " + row.values());
            }
        }
    }

    /** Returns the table without rows and columns. */
    static FindingTable none() {
        return new FindingTable("", List.of(), List.of());
    }
}

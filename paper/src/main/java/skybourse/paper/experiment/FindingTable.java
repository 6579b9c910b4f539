package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

    /** Returns the table that says nothing. */
    static FindingTable none() {
        return of("");
    }

    /** Returns a table without rows yet. */
    static FindingTable of(String rowName, String... columns) {
        return new FindingTable(rowName, List.of(columns), List.of());
    }

    /** Returns the table with one more row. */
    FindingTable row(String name, Interval... values) {
        return row(name, List.of(values));
    }

    /** Returns the table with one more row. */
    FindingTable row(String name, List<Interval> values) {
        List<Row> more = new ArrayList<>(rows);
        more.add(new Row(name, values));
        return new FindingTable(rowName, columns, more);
    }

    /** Returns the table with one more row for each of these things. */
    <T> FindingTable rows(List<T> things, Function<T, String> name, Function<T, List<Interval>> values) {
        FindingTable table = this;
        for (T thing : things) {
            table = table.row(name.apply(thing), values.apply(thing));
        }
        return table;
    }
}

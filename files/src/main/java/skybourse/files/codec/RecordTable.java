package skybourse.files.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.files.text.CsvLine;
import tools.jackson.databind.JsonNode;

/**
 * Comma-separated table of records of one class: a column for each component, with the names and values of {@link JsonText}.
 *
 * @param <R> class of the rows
 */
public final class RecordTable<R extends Record> {

    private final List<String> columns;

    private RecordTable(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Returns the table of a class. */
    public static <R extends Record> RecordTable<R> of(Class<R> rows) {
        return new RecordTable<>(RecordSchemas.names(rows));
    }

    /**
     * Returns the table without some columns.
     *
     * @throws IllegalArgumentException for a name of no column
     */
    public RecordTable<R> without(String... names) {
        List<String> rest = new ArrayList<>(columns);
        for (String name : names) {
            if (!rest.remove(name)) {
                throw new IllegalArgumentException("names must be columns of the table: " + name);
            }
        }
        return new RecordTable<>(rest);
    }

    /** Returns the names of the columns, in order. */
    public List<String> columns() {
        return columns;
    }

    /** Returns the header and a line for each row. A cell without a value, or with an infinite number or NaN, is empty. */
    public String csv(Stream<? extends R> rows) {
        return Stream.concat(Stream.of(String.join(",", columns)), rows.map(this::line))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private String line(R row) {
        JsonNode cells = JsonText.MAPPER.valueToTree(row);
        return CsvLine.of(columns.stream().map(name -> cell(cells.path(name))).toArray());
    }

    private static String cell(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "))
                : value.asString("");
    }
}

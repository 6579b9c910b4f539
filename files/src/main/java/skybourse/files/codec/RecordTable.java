package skybourse.files.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.files.text.CsvLine;
import tools.jackson.databind.JsonNode;

/**
 * Format of a comma-separated table of records of one class; it stores no rows. Each component has a column. Names and values are those of
 * {@link ResultJsonEncoder}.
 *
 * @param <R> class of the records
 */
public final class RecordTable<R extends Record> {

    private static final double LARGEST_WHOLE = 1e15;

    private final Class<R> kind;
    private final List<String> columns;
    private final boolean isShort;

    private RecordTable(Class<R> kind, List<String> columns, boolean isShort) {
        this.kind = kind;
        this.columns = List.copyOf(columns);
        this.isShort = isShort;
    }

    /** Returns the format for records of a class, with all columns. */
    public static <R extends Record> RecordTable<R> of(Class<R> rows) {
        return new RecordTable<>(rows, RecordSchemas.names(rows), false);
    }

    /** Returns this format with a short form of whole numbers, such as {@code 2} instead of {@code 2.0}. */
    public RecordTable<R> withShortNumbers() {
        return new RecordTable<>(kind, columns, true);
    }

    /**
     * Returns this format without the named columns.
     *
     * @throws IllegalArgumentException if a name is not the name of a column
     */
    public RecordTable<R> without(String... names) {
        List<String> rest = new ArrayList<>(columns);
        for (String name : names) {
            if (!rest.remove(name)) {
                throw new IllegalArgumentException("names must be columns of the table: " + name);
            }
        }
        return new RecordTable<>(kind, rest, isShort);
    }

    /** Returns the names of the columns, in order. */
    public List<String> columns() {
        return columns;
    }

    /**
     * Returns the header and a line for each row. A cell is empty if its value is absent, infinite or NaN. The elements of a list are
     * separated by spaces.
     */
    public String csv(Stream<? extends R> rows) {
        return header() + lines(rows);
    }

    /** Returns the header with its line end. */
    public String header() {
        return String.join(",", columns) + "\n";
    }

    /** Returns a line for each row, as {@link #csv} does. */
    public String lines(Stream<? extends R> rows) {
        return rows.map(row -> line(row) + "\n").collect(Collectors.joining());
    }

    /** Returns the name, unit and meaning of each column. */
    public List<Described> described() {
        return RecordSchemas.inWords(kind).stream()
                .filter(one -> columns.contains(one.name()))
                .toList();
    }

    /**
     * Description of a column.
     *
     * @param unit unit of the values; empty if they have no unit, or if the name ends with it
     */
    public record Described(String name, String unit, String meaning) {}

    private String line(R row) {
        JsonNode cells = ResultJsonEncoder.MAPPER.valueToTree(row);
        return CsvLine.of(columns.stream().map(name -> cell(cells.path(name))).toArray());
    }

    /**
     * Returns a number in its shortest exact form. A whole number below 10^15 in absolute value has no decimal point. The result is empty
     * if the number is not finite.
     */
    public static String shortNumber(double number) {
        if (!Double.isFinite(number)) {
            return "";
        }
        boolean isWhole = number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
        return isWhole ? Long.toString((long) number) : Double.toString(number);
    }

    private String cell(JsonNode value) {
        if (isShort && value.isFloatingPointNumber()) {
            return shortNumber(value.doubleValue());
        }
        return value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "))
                : value.asString("");
    }
}

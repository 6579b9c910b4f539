package skybourse.files.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Row of a table that this program wrote. With this class, tables of any length are read row by row. Leading lines that begin with {@code #} are
 * ignored. The next line names the columns.
 *
 * <p>One object is reused for all rows, so a reader must not store it.
 */
public final class TableRowReader {

    private final String source;
    private final List<String> wanted;
    private final int columns;
    private final int[] places;
    private List<String> cells = List.of();
    private int line;

    private TableRowReader(String source, List<String> wanted, List<String> header, int line) {
        this.source = source;
        this.wanted = wanted;
        this.line = line;
        columns = header.size();
        places = wanted.stream().mapToInt(header::indexOf).toArray();
    }

    /**
     * Passes each row of a table to a reader.
     *
     * @param source name of the file, for messages
     * @param lines lines of the file
     * @param wanted names of the columns to read; methods of this class take an index into this list
     * @param row reads a row
     * @throws InvalidInputException if a column is missing, or a line is not valid
     */
    public static void each(String source, Stream<String> lines, List<String> wanted, Consumer<TableRowReader> row) {
        Iterator<String> rest = lines.iterator();
        TableRowReader rows = begin(source, wanted, rest);
        while (rest.hasNext()) {
            rows.take(rest.next());
            row.accept(rows);
        }
    }

    private static TableRowReader begin(String source, List<String> wanted, Iterator<String> lines) {
        int line = 0;
        while (lines.hasNext()) {
            String text = lines.next();
            line++;
            if (!text.startsWith("#")) {
                List<String> header = CsvLine.cells(source, line, text);
                List<String> missing = new ArrayList<>(wanted);
                missing.removeAll(header);
                if (missing.isEmpty()) {
                    return new TableRowReader(source, wanted, header, line);
                }
                throw broken(source, line, "must name the column " + missing.getFirst() + ": " + ErrorText.quote(text));
            }
        }
        throw broken(source, line + 1, "must name the columns: no content");
    }

    private void take(String text) {
        line++;
        cells = CsvLine.cells(source, line, text);
        if (cells.size() != columns) {
            throw broken(source, line, "must have " + columns + " cells: " + ErrorText.quote(text));
        }
    }

    private static InvalidInputException broken(String source, int line, String complaint) {
        return new InvalidInputException(
                source, "line " + line, complaint, "restore the file; it was changed after it was written.");
    }

    /** Returns a cell as text; {@code column} is an index into the list of wanted columns. */
    public String text(int column) {
        return cells.get(places[column]);
    }

    /**
     * Returns a cell as a finite number; NaN if it is empty.
     *
     * @throws InvalidInputException if the cell is neither empty nor a finite number
     */
    public double number(int column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The statement after this block reports the error.
        }
        throw broken(source, line, wanted.get(column) + " must be a number or empty: " + ErrorText.quote(text));
    }

    /**
     * Returns a cell as an integer.
     *
     * @throws InvalidInputException if the cell is not an integer of at least 0
     */
    public long whole(int column) {
        double value = number(column);
        if (value >= 0 && value == Math.rint(value)) {
            return (long) value;
        }
        throw broken(source, line, wanted.get(column) + " must be a whole number: " + ErrorText.quote(text(column)));
    }
}

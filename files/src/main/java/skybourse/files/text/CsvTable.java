package skybourse.files.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.NumberSyntax;

/** Table of text cells with named columns, read from comma-separated values with a header line, or created by an importer. */
public final class CsvTable {

    private final String source;
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    /**
     * Creates a table without rows.
     *
     * @param source name of the file, for messages
     * @param columns names of the columns
     * @throws InvalidInputException if a name occurs twice
     */
    public CsvTable(String source, List<String> columns) {
        this.source = source;
        this.columns = List.copyOf(columns);
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new InvalidInputException(
                    source,
                    "line 1",
                    "must name each column once: " + ErrorText.quote(String.join(",", columns)),
                    "add the header line.");
        }
    }

    /**
     * Reads a table from comma-separated values. Cells may be quoted (RFC 4180), but contain no line break. Blank lines are ignored, and
     * spaces around cells are removed.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file, UTF-8
     * @throws InvalidInputException if the text is not valid, or the number of cells of a line differs from that of the header; the message names the
     *     line
     */
    public static CsvTable read(String source, byte[] bytes) {
        List<String> lines = Utf8InputDecoder.decode(source, bytes).lines().toList();
        if (lines.isEmpty()) {
            throw new InvalidInputException(
                    source,
                    "line 1",
                    "must name the columns: no content",
                    "the file is empty or truncated; write it again.");
        }
        var table = new CsvTable(source, cells(source, 1, lines.getFirst()));
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                table.add(i + 1, lines.get(i), cells(source, i + 1, lines.get(i)));
            }
        }
        return table;
    }

    /** Returns a table with the same rows, whose columns are renamed according to {@code headers}. */
    public CsvTable under(ColumnMapping headers) {
        var table = new CsvTable(source, headers.columns(columns));
        rows.forEach(row -> table.add(row.line, row.written, row.cells));
        return table;
    }

    /**
     * Adds a row.
     *
     * @param line number of its line in the file, from 1, for messages
     * @param text content of that line, for messages
     * @param cells one text per column; numbers as {@link skybourse.base.numeric.NumberSyntax} reads them
     * @throws InvalidInputException if the number of cells differs from the number of columns
     */
    public void add(int line, String text, List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new InvalidInputException(
                    source,
                    "line " + line,
                    "must have " + columns.size() + " cells: " + ErrorText.quote(text) + " has " + cells.size(),
                    "complete the line, and put quotes around cells with a comma.");
        }
        rows.add(new Row(this, line, text, List.copyOf(cells)));
    }

    private static List<String> cells(String source, int number, String line) {
        return CsvLine.cells(source, number, line).stream().map(String::strip).toList();
    }

    /** Returns the name of the file. */
    public String source() {
        return source;
    }

    /** Returns whether the table has all of these columns. */
    public boolean has(String... names) {
        return columns.containsAll(List.of(names));
    }

    /** Returns the rows in the file's order. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** Returns the exception for a table without the required columns. {@code accepted} lists the accepted formats. */
    public InvalidInputException unknownColumns(String accepted) {
        return new InvalidInputException(
                source,
                "line 1",
                "must name known columns: " + ErrorText.quote(String.join(",", columns)),
                "use one of the accepted formats: " + accepted);
    }

    /**
     * Row of a table.
     *
     * @param table the table
     * @param line number of its line in the file, from 1
     * @param written content of that line
     * @param cells one text per column
     */
    public record Row(CsvTable table, int line, String written, List<String> cells) {

        /** Returns a cell as text. The column must exist. */
        public String text(String column) {
            return cells.get(table.columns.indexOf(column));
        }

        /**
         * Returns a cell as a number.
         *
         * @param column name of an existing column
         * @param least smallest accepted number
         * @throws InvalidInputException if the cell is not a number, less than {@code least}, or its absolute value is greater than 1e18
         */
        public double number(String column, double least) {
            String text = text(column);
            double value = NumberSyntax.decimal(text)
                    .orElseThrow(() -> bad(column, "must be a number: " + ErrorText.quote(text), brokenAdvice()));
            if (Math.abs(value) > Checks.LARGEST_AMOUNT && Double.isFinite(value) && value >= least) {
                throw bad(column, "must be in [-1e18, 1e18]: " + text, brokenAdvice());
            }
            if (!Double.isFinite(value) || value < least) {
                String rule = least == 0
                        ? "must be finite and not negative"
                        : least == Double.NEGATIVE_INFINITY ? "must be finite" : "must be finite and at least " + least;
                throw bad(column, rule + ": " + text, brokenAdvice());
            }
            return value;
        }

        /** Returns advice to correct the line. It contains the content of the line, truncated if that is long. */
        public String brokenAdvice() {
            return "correct or delete the line: " + ErrorText.quote(written);
        }

        /** Returns the exception for an invalid cell. */
        public InvalidInputException bad(String column, String complaint, String advice) {
            return new InvalidInputException(table.source, "line " + line + ", " + column, complaint, advice);
        }
    }
}

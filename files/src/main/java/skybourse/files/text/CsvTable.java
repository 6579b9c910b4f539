package skybourse.files.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.Numeral;

/** Rows of text cells under named columns, as comma-separated text with a header line holds them, or an importer made them. */
public final class CsvTable {

    private final String source;
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    /**
     * Begins a table.
     *
     * @param source the file's name, for messages
     * @param columns their names
     * @throws InvalidInputException for a column named twice
     */
    public CsvTable(String source, List<String> columns) {
        this.source = source;
        this.columns = List.copyOf(columns);
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new InvalidInputException(
                    source,
                    "line 1",
                    "must name each column once: " + Advice.quote(String.join(",", columns)),
                    "add the header line.");
        }
    }

    /**
     * Returns the table in comma-separated text; cells may be quoted (RFC 4180), but hold no line break.
     *
     * @throws InvalidInputException naming the line; each must have as many cells as the header
     */
    public static CsvTable read(String source, byte[] bytes) {
        List<String> lines = InputText.decode(source, bytes).lines().toList();
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

    /** Returns the same rows; headers may stand for other columns. */
    public CsvTable under(Headers headers) {
        var table = new CsvTable(source, headers.columns(columns));
        rows.forEach(row -> table.add(row.line, row.written, row.cells));
        return table;
    }

    /**
     * Adds a row.
     *
     * @param line where it stands in the file, from 1, for messages
     * @param text what stands there, likewise
     * @param cells a text for each column, as {@link skybourse.base.numeric.Numeral} reads numbers
     * @throws InvalidInputException for fewer or more cells than columns
     */
    public void add(int line, String text, List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new InvalidInputException(
                    source,
                    "line " + line,
                    "must have " + columns.size() + " cells: " + Advice.quote(text) + " has " + cells.size(),
                    "complete the line, and put quotes around cells with a comma.");
        }
        rows.add(new Row(this, line, text, List.copyOf(cells)));
    }

    private static List<String> cells(String source, int number, String line) {
        return CsvLine.cells(source, number, line).stream().map(String::strip).toList();
    }

    /** Returns the file's name. */
    public String source() {
        return source;
    }

    /** Whether the header names all of {@code names}. */
    public boolean has(String... names) {
        return columns.containsAll(List.of(names));
    }

    /** Returns the rows in the file's order. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** Returns the complaint that the columns are none that {@code accepted} lists. */
    public InvalidInputException unknownColumns(String accepted) {
        return new InvalidInputException(
                source,
                "line 1",
                "must name known columns: " + Advice.quote(String.join(",", columns)),
                "use one of the accepted formats: " + accepted);
    }

    /** One line of the table; {@code written} is all of it as it stands in the file. */
    public record Row(CsvTable table, int line, String written, List<String> cells) {

        /** Returns a cell as text. */
        public String text(String column) {
            return cells.get(table.columns.indexOf(column));
        }

        /** Returns a cell as a finite number that is at least {@code least}. */
        public double number(String column, double least) {
            String text = text(column);
            double value = Numeral.decimal(text)
                    .orElseThrow(() -> bad(column, "must be a number: " + Advice.quote(text), brokenAdvice()));
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

        /** Returns advice that shows the line, cut when long. */
        public String brokenAdvice() {
            return "correct or delete the line: " + Advice.quote(written);
        }

        /** Returns a complaint about one cell. */
        public InvalidInputException bad(String column, String complaint, String advice) {
            return new InvalidInputException(table.source, "line " + line + ", " + column, complaint, advice);
        }
    }
}

package skybourse.files.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Line of comma-separated values (RFC 4180). All CSV files that the program reads or writes have this syntax. A cell with a comma or a quote is
 * quoted, and quotes in it are doubled. A cell contains no line break.
 */
public final class CsvLine {

    private final String source;
    private final int number;
    private final String line;
    private int at;

    private CsvLine(String source, int number, String line) {
        this.source = source;
        this.number = number;
        this.line = line;
    }

    /** Returns cells as a line, without a line break. */
    public static String of(Object... cells) {
        return Arrays.stream(cells).map(CsvLine::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(Object cell) {
        String text = cell.toString();
        assert text.indexOf('\n') < 0 : "a cell must not contain a line break: " + text;
        boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * Returns the cells of a line. Spaces around quotes are ignored; other spaces are part of a cell.
     *
     * @param source name of the file, for messages
     * @param number number of the line, from 1
     * @param line the line
     * @throws InvalidInputException if a quote is not closed, or quotes do not enclose a complete cell
     */
    public static List<String> cells(String source, int number, String line) {
        var text = new CsvLine(source, number, line);
        List<String> cells = new ArrayList<>();
        do {
            cells.add(text.cell());
        } while (text.at++ < line.length());
        return cells;
    }

    private InvalidInputException wrong(String complaint) {
        return new InvalidInputException(
                source,
                "line " + number,
                complaint + ": " + ErrorText.quote(line),
                "add or delete a quote; a cell must not contain a line break.");
    }

    /** Reads a cell, up to the next comma or the end of the line. */
    private String cell() {
        int start = at;
        skipSpaces();
        if (at < line.length() && line.charAt(at) == '"') {
            return quotedCell();
        }
        int comma = line.indexOf(',', at);
        at = comma < 0 ? line.length() : comma;
        String cell = line.substring(start, at);
        if (cell.indexOf('"') >= 0) {
            throw wrong("must have quotes only around complete cells");
        }
        return cell;
    }

    private String quotedCell() {
        StringBuilder cell = new StringBuilder();
        int from = at + 1;
        int quote = line.indexOf('"', from);
        while (quote >= 0 && line.startsWith("\"\"", quote)) {
            cell.append(line, from, quote + 1);
            from = quote + 2;
            quote = line.indexOf('"', from);
        }
        if (quote < 0) {
            throw wrong("must close its quotes");
        }
        at = quote + 1;
        requireCellsEnd();
        return cell.append(line, from, quote).toString();
    }

    private void skipSpaces() {
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
    }

    private void requireCellsEnd() {
        skipSpaces();
        if (at < line.length() && line.charAt(at) != ',') {
            throw wrong("must have quotes only around complete cells");
        }
    }
}

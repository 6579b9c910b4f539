package skybourse.app.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.base.numeric.Label;
import skybourse.base.numeric.Wire;
import skybourse.round.market.Ledger;
import skybourse.round.market.Ledger.Entry;
import skybourse.round.market.Ledger.Reason;

/**
 * {@code ledger.csv}: every transfer of a round, {@code from,to,units,reason}, in whole ledger units. A line before the
 * header that starts with {@code #} is a note. Cells with commas, quotes or line breaks are quoted (RFC 4180).
 */
public final class LedgerText {

    private static final List<String> HEADER = List.of("from", "to", "units", "reason");

    private final String source;
    private final String text;
    private int at;
    private int line = 1;

    private LedgerText(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /** Returns the ledger as text that {@link #parse} reads back. */
    public static String write(Ledger ledger, String note) {
        StringBuilder text =
                new StringBuilder(note).append(String.join(",", HEADER)).append('\n');
        for (Entry entry : ledger.entries()) {
            text.append(quoted(entry.from()))
                    .append(',')
                    .append(quoted(entry.to()))
                    .append(',')
                    .append(entry.units())
                    .append(',')
                    .append(Wire.name(entry.reason()))
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Reads a ledger.
     *
     * @param source the file's name, for messages
     * @param text the file's content
     * @throws InvalidInputException for the first thing that is wrong
     */
    public static Ledger parse(String source, String text) {
        return new LedgerText(source, text).ledger();
    }

    /** Returns a cell as it stands in a file: quoted where it must be. */
    public static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private Ledger ledger() {
        while (text.startsWith("#", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            line++;
        }
        List<String> header = row();
        if (!header.equals(HEADER)) {
            throw wrong(
                    line - 1, "must name the columns " + String.join(",", HEADER) + ": " + String.join(",", header));
        }
        List<Entry> entries = new ArrayList<>();
        while (at < text.length()) {
            int start = line;
            entries.add(entry(start, row()));
        }
        return new Ledger(entries);
    }

    private Entry entry(int start, List<String> cells) {
        if (cells.size() != HEADER.size()) {
            throw wrong(start, "must have " + HEADER.size() + " cells: " + cells.size());
        }
        Optional<Reason> reason = Stream.of(Reason.values())
                .filter(known -> Wire.name(known).equals(cells.get(3)))
                .findFirst();
        if (reason.isEmpty()) {
            throw wrong(start, "must have a known reason: " + cells.get(3));
        }
        for (String id : cells.subList(0, 2)) {
            if (!Label.broken(id).isEmpty()) {
                throw wrong(start, "must say who pays whom: id " + Advice.quote(id) + " " + Label.broken(id));
            }
        }
        String units = cells.get(2);
        if (!units.matches("[0-9]{1,18}")) {
            throw wrong(start, "must have whole units, not negative: " + units);
        }
        return new Entry(cells.get(0), cells.get(1), Long.parseLong(units), reason.get());
    }

    /** Reads the cells up to the end of a row, which may stand inside quotes on several lines. */
    private List<String> row() {
        int start = line;
        List<String> cells = new ArrayList<>();
        do {
            cells.add(text.startsWith("\"", at) ? quotedCell(start) : plainCell(start));
        } while (at < text.length() && text.charAt(at++) == ',');
        line++;
        return cells;
    }

    private String plainCell(int start) {
        int from = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            if (text.charAt(at++) == '"') {
                throw wrong(start, "must have quotes around whole cells: a quote inside one");
            }
        }
        return text.substring(from, at);
    }

    private String quotedCell(int start) {
        StringBuilder cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            line += c == '\n' ? 1 : 0;
            if (c != '"') {
                cell.append(c);
            } else if (text.startsWith("\"\"", at)) {
                cell.append(c);
                at++;
            } else {
                at++;
                if (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
                    throw wrong(start, "must have quotes around whole cells: text after one");
                }
                return cell.toString();
            }
        }
        throw wrong(start, "must close its quotes: the file ends first");
    }

    private InvalidInputException wrong(int row, String complaint) {
        return new InvalidInputException(source, "line " + row, complaint, "the file was changed or cut off");
    }
}

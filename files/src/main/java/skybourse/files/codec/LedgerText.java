package skybourse.files.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import skybourse.base.numeric.EnumNames;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.CsvLine;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Entry;
import skybourse.round.ledger.Ledger.Reason;

/**
 * Format of {@code ledger.csv}. It lists all entries of a ledger with the columns {@code from,to,units,reason}, in whole ledger units. Lines before
 * the header that start with {@code #} are comments. Cells have the syntax of {@link CsvLine}.
 */
public final class LedgerText {

    private static final List<String> HEADER = List.of("from", "to", "units", "reason");

    private final String source;

    private LedgerText(String source) {
        this.source = source;
    }

    /** Returns the ledger as text that {@link #parse} reads. {@code note} is empty, or a comment line with its line feed. */
    public static String write(Ledger ledger, String note) {
        StringBuilder text =
                new StringBuilder(note).append(String.join(",", HEADER)).append('\n');
        for (Entry entry : ledger.entries()) {
            text.append(CsvLine.of(entry.from(), entry.to(), entry.units(), EnumNames.name(entry.reason())))
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Reads a ledger.
     *
     * @param source name of the file, for messages
     * @param text content of the file
     * @throws InvalidInputException if the text is not valid; the message names the first error
     */
    public static Ledger parse(String source, String text) {
        return new LedgerText(source).ledger(text);
    }

    private Ledger ledger(String text) {
        List<String> lines = text.lines().toList();
        int header =
                (int) lines.stream().takeWhile(line -> line.startsWith("#")).count();
        List<String> columns = header < lines.size() ? CsvLine.cells(source, header + 1, lines.get(header)) : List.of();
        if (!columns.equals(HEADER)) {
            throw wrong(
                    header + 1, "must name the columns " + String.join(",", HEADER) + ": " + String.join(",", columns));
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = header + 1; i < lines.size(); i++) {
            entries.add(entry(i + 1, CsvLine.cells(source, i + 1, lines.get(i))));
        }
        return Ledger.of(entries);
    }

    private Entry entry(int start, List<String> cells) {
        if (cells.size() != HEADER.size()) {
            throw wrong(start, "must have " + HEADER.size() + " cells: " + cells.size());
        }
        Reason reason = reason(start, cells.get(3));
        for (String id : cells.subList(0, 2)) {
            if (!LabelSyntax.violatedRule(id).isEmpty()) {
                throw wrong(
                        start,
                        "must name payer and payee: id " + ErrorText.quote(id) + " " + LabelSyntax.violatedRule(id));
            }
        }
        String units = cells.get(2);
        if (!units.matches("[0-9]{1,18}")) {
            throw wrong(start, "must have a whole number of units, not negative: " + units);
        }
        return new Entry(cells.get(0), cells.get(1), Long.parseLong(units), reason);
    }

    private Reason reason(int start, String cell) {
        return Stream.of(Reason.values())
                .filter(known -> EnumNames.name(known).equals(cell))
                .findFirst()
                .orElseThrow(() -> wrong(start, "must have a known reason: " + cell));
    }

    private InvalidInputException wrong(int row, String complaint) {
        return new InvalidInputException(
                source, "line " + row, complaint, "restore the file; it was changed or is truncated.");
    }
}

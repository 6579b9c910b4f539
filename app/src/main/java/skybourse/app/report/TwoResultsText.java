package skybourse.app.report;

import java.util.List;
import java.util.Locale;

/** Two results beside each other, for a terminal. */
public final class TwoResultsText {

    private static final int WIDTH = 100;

    private TwoResultsText() {}

    /** Returns the lines: what differs first, then what is the same. */
    public static String text(TwoResults two) {
        StringBuilder text = new StringBuilder();
        text.append(two.verdict()).append("\n\n");
        text.append("A: ").append(two.first()).append('\n');
        text.append("B: ").append(two.second()).append('\n');
        two.notes().forEach(note -> text.append(note).append('\n'));
        rows(text, "Deadlines, money, then other totals", two.largest());
        rows(text, "Other totals that differ", two.otherTotals());
        rows(text, "Means that differ", two.differingMeans());
        list(text, "Equal in both", two.same());
        list(text, "Measured in neither", two.unmeasured());
        list(text, "Identical files", two.equalFiles());
        return text.toString();
    }

    private static void rows(StringBuilder text, String title, List<Difference> rows) {
        if (rows.isEmpty()) {
            return;
        }
        text.append('\n').append(String.format(Locale.ROOT, "%-46s %14s %14s  B against A%n", title, "A", "B"));
        for (Difference row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-44s %14s %14s  %s%n",
                    row.label(),
                    Difference.shown(row.first()),
                    Difference.shown(row.second()),
                    row.inWords()));
        }
    }

    private static void list(StringBuilder text, String title, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(title).append(": ");
        text.append('\n');
        for (int i = 0; i < names.size(); i++) {
            String word = names.get(i) + (i + 1 < names.size() ? ", " : "");
            if (line.length() + word.stripTrailing().length() > WIDTH) {
                text.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder("  ");
            }
            line.append(word);
        }
        text.append(line).append('\n');
    }
}

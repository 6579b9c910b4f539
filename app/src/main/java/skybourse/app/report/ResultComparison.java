package skybourse.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Comparison of two results, A and B, as text or page: a table of the numbers that differ, then the names of the equal ones.
 *
 * @param first description of A
 * @param second description of B
 * @param notes sentences on options and scenarios
 * @param numbers both values of each number, equal ones too
 */
public record ResultComparison(String first, String second, List<String> notes, List<ComparedValue> numbers) {

    private static final String RANKING =
            "Deadlines come first, by number of tasks, then money by amount, then the other numbers by relative difference.";

    private static final Columns<ComparedValue> COLUMNS = new Columns<ComparedValue>()
            .with("number", ComparedValue::label)
            .with("A", one -> ComparedValue.shown(one.first()))
            .with("B", one -> ComparedValue.shown(one.second()))
            .with("B against A", ComparedValue::inWords);

    private static final String ROW = "%-46s %14s %14s  %s%n";

    public ResultComparison {
        notes = List.copyOf(notes);
        numbers = List.copyOf(numbers);
    }

    /**
     * Returns the numbers that differ. Deadlines come first, then amounts of money, each sorted by absolute difference, largest first. The other
     * numbers follow, sorted by relative difference, largest first.
     */
    List<ComparedValue> differing() {
        return numbers.stream()
                .filter(Predicate.not(ComparedValue::isNone))
                .sorted(Comparator.comparingInt(ResultComparison::rank)
                        .thenComparing(Comparator.comparingDouble(ResultComparison::amount)
                                .reversed()))
                .toList();
    }

    /** Returns the rank of a number in the order: 0 for deadlines, 1 for money, 2 for others. */
    private static int rank(ComparedValue one) {
        if (one.name().matches("met|late|expired|dropped|deadlines met")) {
            return 0;
        }
        return one.unit().equals("money") || one.name().matches("welfare|mean satisfaction|resale cost") ? 1 : 2;
    }

    private static double amount(ComparedValue one) {
        double amount = Math.abs(one.second() - one.first());
        return rank(one) == 2 || Double.isNaN(amount) ? one.size() : amount;
    }

    private String same() {
        List<String> names = numbers.stream()
                .filter(one -> one.isNone() && one.isMeasured())
                .map(ComparedValue::name)
                .toList();
        return "Equal in both: " + (names.isEmpty() ? "no number" : String.join(", ", names)) + ".";
    }

    private String verdict() {
        return differing().isEmpty()
                ? "No number differs."
                : "Numbers that differ: " + differing().size() + ".";
    }

    /** Returns the comparison for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("A: ").append(first).append("\nB: ").append(second).append('\n');
        notes.forEach(note -> text.append(note).append('\n'));
        text.append(verdict()).append("\n\n");
        if (!differing().isEmpty()) {
            text.append(COLUMNS.rows(ROW, differing().stream())).append('\n');
        }
        return text.append(same()).append('\n').toString();
    }

    /** Returns the comparison as an HTML page. */
    public String html() {
        PageBuilder head = new PageBuilder()
                .title("Skybourse · comparison", "A and B", "A: " + first, "B: " + second)
                .verdict(true, verdict(), notes.toArray(String[]::new));
        PageBuilder main = new PageBuilder();
        if (!differing().isEmpty()) {
            main.section("differences", "Different numbers", "").table("Differences", RANKING, COLUMNS, differing());
        }
        main.section("same", "Equal numbers", "").text("", same());
        return new ReportPage(
                        "A and B",
                        "",
                        head,
                        main,
                        List.of("Command", "`./skybourse compare`"),
                        new ReportPage.NoData(),
                        List.of())
                .single();
    }
}

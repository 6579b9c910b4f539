package skybourse.app.report;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.evidence.sweep.Interval;
import skybourse.learning.training.DrawnStudy;
import skybourse.learning.training.DrawnStudy.Column;
import skybourse.learning.training.DrawnStudy.Row;

/** Policies on rounds that no training saw as two tables: what each came to, and how far that is from the best fixed step. */
public final class DrawnText {

    private static final String HEAD =
            "%-32s reward   gains   worst 1 %%  worst 10 %%  messages  announced  deadlines  welfare\n";
    private static final Map<Column, Integer> DIGITS =
            new EnumMap<>(Map.of(Column.MESSAGES, 2, Column.ANNOUNCEMENTS, 2, Column.WELFARE, 3));

    private DrawnText() {}

    /** Returns the tables. */
    public static String of(DrawnStudy study) {
        Row fixed = study.rows().getFirst();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d rounds of %s that no training saw; rewards in each market's own means, gains from trade in shares of"
                        + " the possible\n" + HEAD,
                DrawnStudy.at(fixed.of(), Column.REWARD).length,
                study.name(),
                "policy"));
        study.rows()
                .forEach(row ->
                        text.append(line(row, "%.*f", row.of(), row.beyond().isEmpty() ? "" : "  " + row.beyond())));
        text.append(String.format(Locale.ROOT, "\n" + HEAD, "less " + fixed.name()));
        study.rows().stream().skip(1).forEach(row -> text.append(difference(row, fixed)));
        return text.toString();
    }

    private static String difference(Row row, Row fixed) {
        Map<Column, double[]> less = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            double[] differences = DrawnStudy.at(row.of(), column).clone();
            Arrays.setAll(differences, i -> differences[i] - DrawnStudy.at(fixed.of(), column)[i]);
            less.put(column, differences);
        }
        String lower = Stream.of(Column.REWARD, Column.WORST_TENTH, Column.DEADLINES)
                .filter(column -> Interval.of(DrawnStudy.at(less, column)).high() < 0)
                .map(column -> column.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        boolean more = Interval.of(DrawnStudy.at(less, Column.REWARD)).low() > 0;
        String verdict = !lower.isEmpty() ? "  lower: " + lower : more ? "  ahead" : "  level";
        return line(row, "%+.*f +- %.*f", less, verdict);
    }

    private static String line(Row row, String form, Map<Column, double[]> of, String note) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-32s", row.name()));
        of.forEach((column, numbers) -> {
            Interval interval = Interval.of(numbers);
            String digits = DIGITS.getOrDefault(column, 4).toString();
            line.append("  ")
                    .append(String.format(
                            Locale.ROOT,
                            form.replace("*", digits),
                            interval.mean(),
                            interval.high() - interval.mean()));
        });
        return line + note + "\n";
    }
}

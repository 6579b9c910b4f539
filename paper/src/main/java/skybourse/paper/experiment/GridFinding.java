package skybourse.paper.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import skybourse.evidence.sweep.Interval;

/**
 * How a claim is judged.
 *
 * @param claim what is judged, {@code number | subject | what the paper says}
 * @param of the name of the table that it needs
 * @param at settings of the rows that decide
 * @param asked the condition under which the run was asked for it; empty for always
 * @param otherwise why it was not
 * @param rowName what a row of its table is
 * @param rows of its table
 * @param columns of its table, each {@code name | formula}
 * @param measured the number that decides, the first whose condition holds
 * @param verdict the condition of each verdict, the first that holds
 * @param because why, the first whose condition holds
 */
record GridFinding(
        String claim,
        String of,
        Map<String, String> at,
        String asked,
        String otherwise,
        String rowName,
        List<Points> rows,
        List<String> columns,
        List<Deciding> measured,
        Map<String, String> verdict,
        List<Reason> because) {

    /**
     * A number that decides.
     *
     * @param when its condition; empty for always
     * @param name what it is
     * @param value its formula
     * @param unit behind it
     */
    record Deciding(String when, String name, String value, String unit) {}

    /**
     * A reason.
     *
     * @param when its condition; empty for always
     * @param say the sentence, without a full stop
     */
    record Reason(String when, String say) {}

    /** A column of the table. */
    private record Column(String name, Formula formula) {

        static Column of(String text) {
            String[] parts = parts(text, "a column must be name | formula: ", 2);
            return new Column(parts[0], Formula.of(parts[1]));
        }
    }

    private static String[] parts(String text, String rule, int count) {
        String[] parts = text.split(" \\| ", -1);
        if (parts.length != count) {
            throw new IllegalArgumentException(rule + text);
        }
        return parts;
    }

    /** Returns what is judged. */
    Claim judged() {
        String[] parts = parts(claim, "a claim must be number | subject | what the paper says: ", 3);
        return new Claim(parts[0], parts[1], parts[2]);
    }

    /** Judges the tables; empty where the one that it needs was not made. */
    Optional<Finding> in(Scope all) {
        if (!all.has(of)) {
            return Optional.empty();
        }
        if (!asked.isEmpty() && !Formula.of(asked).holds(all.at(of, at))) {
            return Optional.of(judged().notAsked(otherwise));
        }
        List<Column> told = columns.stream().map(Column::of).toList();
        FindingTable table =
                new FindingTable(rowName, told.stream().map(Column::name).toList(), List.of());
        List<Scope> points = new ArrayList<>();
        for (Points some : rows) {
            List<Scope> places = some.in(all);
            table = table.rows(places, place -> place.fill(some.name()), place -> values(told, place));
            points.addAll(places);
        }
        Scope scope = all.at(of, at).over(points);
        Deciding number = first(measured, Deciding::when, scope);
        return Optional.of(new Finding(
                judged(),
                new Measured(number.name, Formula.of(number.value).in(scope), number.unit),
                table,
                verdict(scope),
                first(because, Reason::when, scope).say));
    }

    private static List<Interval> values(List<Column> columns, Scope place) {
        return columns.stream().map(column -> column.formula.in(place)).toList();
    }

    private static <T> T first(List<T> choices, Function<T, String> when, Scope scope) {
        return choices.stream()
                .filter(choice -> when.apply(choice).isEmpty()
                        || Formula.of(when.apply(choice)).holds(scope))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one choice must always hold: " + choices));
    }

    private Verdict verdict(Scope scope) {
        String name = first(List.copyOf(verdict.keySet()), key -> verdict.getOrDefault(key, ""), scope);
        return Arrays.stream(Verdict.values())
                .filter(any ->
                        any.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("verdict must be a known one: " + name));
    }
}

package skybourse.paper.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import skybourse.paper.experiment.QueryResult.Value;

/**
 * How a claim is judged. Conditions and values are SQL expressions over the columns of {@code facts}; {@code else} always holds.
 *
 * @param claim what is judged, {@code number | subject | what the paper says}
 * @param of the names of the sweeps that it needs
 * @param rows a query for its table; the first column names the rows
 * @param facts a query for one row: the numbers that decide
 * @param asked the condition under which the run was asked for it; empty for always
 * @param otherwise why it was not
 * @param measured the number that decides, the first whose condition holds
 * @param verdict the condition of each verdict, the first that holds
 * @param because why, the first whose condition holds
 */
record FindingQuery(
        String claim,
        List<String> of,
        String rows,
        String facts,
        String asked,
        String otherwise,
        List<Deciding> measured,
        Map<String, String> verdict,
        List<Reason> because) {

    /**
     * A number that decides.
     *
     * @param when its condition; empty for always
     * @param name what it is
     * @param value its expression
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

    /** Returns what is judged. */
    Claim judged() {
        String[] parts = claim.split(" \\| ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a claim must be number | subject | what the paper says: " + claim);
        }
        return new Claim(parts[0], parts[1], parts[2]);
    }

    /**
     * Judges the results.
     *
     * @param made the names of the sweeps that were run
     * @return the finding; empty where a sweep that it needs was not run
     */
    Optional<Finding> in(ResultDatabase results, Set<String> made) {
        if (!made.containsAll(of)) {
            return Optional.empty();
        }
        if (!holds(asked, results)) {
            return Optional.of(judged().notAsked(otherwise));
        }
        Deciding number = first(measured, Deciding::when, results);
        return Optional.of(new Finding(
                judged(),
                new Measured(number.name, results.value(number.value, facts).interval(), number.unit),
                table(results),
                verdict(results),
                first(because, Reason::when, results).say));
    }

    private FindingTable table(ResultDatabase results) {
        if (rows.isEmpty()) {
            return FindingTable.none();
        }
        QueryResult result = results.query(rows);
        String name = result.columns().getFirst();
        List<String> columns = result.columns().subList(1, result.columns().size());
        return new FindingTable(
                name,
                columns,
                result.rows().stream()
                        .map(row -> new FindingTable.Row(
                                row.getOrDefault(name, Value.NULL).text(),
                                columns.stream()
                                        .map(column -> row.getOrDefault(column, Value.NULL)
                                                .interval())
                                        .toList()))
                        .toList());
    }

    private boolean holds(String condition, ResultDatabase results) {
        return condition.isEmpty()
                || condition.equals("else")
                || results.value(condition, facts).isTrue();
    }

    private <T> T first(List<T> choices, Function<T, String> when, ResultDatabase results) {
        return choices.stream()
                .filter(choice -> holds(when.apply(choice), results))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one choice must always hold: " + choices));
    }

    private Verdict verdict(ResultDatabase results) {
        String name = first(List.copyOf(verdict.keySet()), key -> verdict.getOrDefault(key, ""), results);
        return Arrays.stream(Verdict.values())
                .filter(any ->
                        any.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("verdict must be a known one: " + name));
    }
}

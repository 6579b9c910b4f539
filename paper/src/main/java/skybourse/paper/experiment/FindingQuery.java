package skybourse.paper.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.base.numeric.EnumNames;
import skybourse.paper.experiment.QueryResult.Value;

/**
 * Queries and conditions that give the verdict on a claim. Conditions and values are SQL expressions over the columns of {@code facts}. The condition
 * {@code else} always holds.
 *
 * @param claim the claim, {@code number | subject | statement of the paper}
 * @param of names of the sweeps whose results the queries need
 * @param rows query for the table of the finding; the first column names the rows
 * @param facts query that returns one row with the numbers that decide the verdict
 * @param asked condition under which the claim is judged; empty for always
 * @param otherwise reason that is stated if the claim is not judged
 * @param measured candidates for the number that decides the verdict; the first one whose condition holds is used
 * @param verdict condition of each verdict; the first verdict whose condition holds is given
 * @param because candidates for the reason of the verdict; the first one whose condition holds is stated
 */
record FindingQuery(
        String claim,
        List<String> of,
        String rows,
        String facts,
        String asked,
        String otherwise,
        List<Measurement> measured,
        Map<String, String> verdict,
        List<Reason> because) {

    /**
     * Candidate for the number that decides the verdict, with the condition for its use.
     *
     * @param when condition for the use of this number; empty for always
     * @param name name of the quantity
     * @param value expression for the number
     * @param unit unit of the value
     */
    record Measurement(String when, String name, String value, String unit) {}

    /**
     * Reason for a verdict.
     *
     * @param when condition for the use of this reason; empty for always
     * @param say sentence, without a full stop
     */
    record Reason(String when, String say) {}

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a verdict is unknown
     */
    FindingQuery {
        verdict.keySet().forEach(FindingQuery::verdict);
    }

    /** Returns the claim. Throws {@link IllegalArgumentException} if its text does not have three parts. */
    Claim claimParts() {
        String[] parts = claim.split(" \\| ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a claim must be number | subject | what the paper says: " + claim);
        }
        return new Claim(parts[0], parts[1], parts[2]);
    }

    /**
     * Judges the results.
     *
     * @param sweepsRun names of the sweeps that were run
     * @return the finding, with {@link Verdict#NOT_ASKED} if {@code asked} does not hold; empty if one of the sweeps in {@code of} was not run
     * @throws IllegalArgumentException if an expression is wrong, or no entry of {@code measured}, {@code verdict} or {@code because} holds
     */
    Optional<Finding> evaluate(ResultDatabase results, Set<String> sweepsRun) {
        if (!sweepsRun.containsAll(of)) {
            return Optional.empty();
        }
        if (!holds(asked, results)) {
            return Optional.of(claimParts().notAsked(otherwise));
        }
        Measurement number = first(measured, Measurement::when, results);
        return Optional.of(new Finding(
                claimParts(),
                new MeasuredValue(
                        number.name, results.value(number.value, facts).interval(), number.unit),
                table(results),
                verdict(results),
                first(because, Reason::when, results).say));
    }

    private FindingNumbers table(ResultDatabase results) {
        if (rows.isEmpty()) {
            return FindingNumbers.none();
        }
        QueryResult result = results.query(rows);
        String name = result.columns().getFirst();
        List<String> columns = result.columns().subList(1, result.columns().size());
        return new FindingNumbers(
                name,
                columns,
                result.rows().stream()
                        .map(row -> new FindingNumbers.Row(
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
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "measured, verdict and because must each have an entry that holds: the last one without `when`, or with the condition else"));
    }

    private Verdict verdict(ResultDatabase results) {
        return verdict(first(List.copyOf(verdict.keySet()), key -> verdict.getOrDefault(key, ""), results));
    }

    private static Verdict verdict(String name) {
        return Arrays.stream(Verdict.values())
                .filter(any -> EnumNames.name(any).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("verdict must be one of " + known() + ": " + name));
    }

    /** Evaluates the table and all expressions, whether or not their conditions hold. Skips empty conditions and {@code else}. */
    void dryRun(ResultDatabase results) {
        table(results);
        Stream.of(
                        Stream.of(asked),
                        measured.stream().flatMap(any -> Stream.of(any.when, any.value)),
                        verdict.values().stream(),
                        because.stream().map(Reason::when))
                .flatMap(part -> part)
                .forEach(expression -> holds(expression, results));
    }

    private static String known() {
        return Arrays.stream(Verdict.values()).map(EnumNames::name).collect(Collectors.joining(", "));
    }
}

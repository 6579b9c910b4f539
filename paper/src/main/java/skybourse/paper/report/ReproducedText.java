package skybourse.paper.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.Columns;
import skybourse.evidence.sweep.Interval;
import skybourse.files.codec.JsonText;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.FindingTable;
import skybourse.paper.experiment.Measured;
import skybourse.paper.experiment.Verdict;

/** A reproduction as JSON, and the page of the documentation with one line per claim. */
public final class ReproducedText {

    /** Heading of the section about failure signatures. */
    static final String SIGNATURES = "Failure signatures";

    private static final Columns<Measured> MEASURED = new Columns<Measured>()
            .with("name", Measured::name)
            .and(intervals(), measured -> List.of(measured.value()))
            .with("unit", Measured::unit);

    private static final Columns<FindingTable.Row> ROW = new Columns<FindingTable.Row>()
            .with("name", FindingTable.Row::name)
            .and(intervals(), FindingTable.Row::values);

    private static final Columns<FindingTable> TABLE = new Columns<FindingTable>()
            .with("row", FindingTable::rowName)
            .with("columns", FindingTable::columns)
            .with("rows", table -> ROW.trees(table.rows()));

    private static final Columns<Finding> FINDING = new Columns<Finding>()
            .with("claim", finding -> finding.claim().number())
            .with("subject", finding -> finding.claim().subject())
            .with("paper", finding -> finding.claim().paper())
            .with(
                    "measured",
                    finding -> some(
                            MEASURED,
                            finding.measured(),
                            !finding.measured().name().isEmpty()))
            .with(
                    "table",
                    finding ->
                            some(TABLE, finding.table(), !finding.table().rows().isEmpty()))
            .with("verdict", finding -> finding.verdict().words())
            .with("because", Finding::because);

    private static Columns<List<Interval>> intervals() {
        return new Columns<List<Interval>>()
                .with("mean", values -> numbers(values, Interval::mean))
                .with("low95", values -> numbers(values, Interval::low))
                .with("high95", values -> numbers(values, Interval::high));
    }

    private static List<@Nullable Double> numbers(List<Interval> values, ToDoubleFunction<Interval> number) {
        return JsonText.numbers(values.stream().mapToDouble(number).toArray());
    }

    private static <T> Optional<?> some(Columns<T> columns, T thing, boolean isThere) {
        return isThere ? Optional.of(columns.tree(thing)) : Optional.empty();
    }

    private ReproducedText() {}

    /** Returns {@code results.json}. */
    public static String json(Reproduced all) {
        return JsonText.indented(new Columns<Reproduced>()
                .with("command", Reproduced::command)
                .with("version", Reproduced::version)
                .with("effort", one -> one.full() ? "full" : "quick")
                .with("seeds", Reproduced::seeds)
                .with(
                        "sweeps",
                        one -> one.parts().stream()
                                .flatMap(ReproducedText::sweeps)
                                .toList())
                .with(
                        "toCome",
                        one -> one.toCome().stream()
                                .map(Experiment::folder)
                                .distinct()
                                .toList())
                .with("findings", one -> FINDING.trees(one.findings()))
                .tree(all));
    }

    private static Stream<Map<String, ?>> sweeps(Reproduced.Part part) {
        Columns<Reproduced.Spec> columns = new Columns<Reproduced.Spec>()
                .with("cells", Reproduced.Spec::cells)
                .with("experiment", _ -> part.experiment().name())
                .with("specHash", Reproduced.Spec::hash)
                .with("sweep", Reproduced.Spec::name)
                .with("takenFrom", Reproduced.Spec::takenFrom);
        return part.sweeps().stream().map(columns::tree);
    }

    /** Returns the verdicts of this run, one line each. */
    public static String verdicts(Reproduced all) {
        return all.parts().stream()
                .flatMap(part -> part.outcome().findings().stream())
                .map(finding -> String.format(
                        Locale.ROOT,
                        "%-13s %s: %s%n",
                        finding.claim().number(),
                        finding.claim().subject(),
                        finding.verdict().words()))
                .collect(Collectors.joining());
    }

    /** Returns {@code results/claims.md}, with one line per claim. */
    public static String claims(Reproduced all) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, """
                # Claims of the paper

                This page is for readers of the paper. The paper's clocks are learned; the default clocks of `run` are not. The page lists the verdict on each claim; the last column links to the numbers from which it follows.

                %d claims and checks: %s.

                Generated by `%s` with Skybourse %s and %d seeds; do not edit. The paper's equations, tables and settings were not
                available. A verdict applies to this project's model with its [settings](../provenance.md). Brackets are 95 %%
                confidence intervals over seeds (Student's t). A full run has 50 seeds, and 5 for training runs (2 for diffusion with 100
                links or more, or with 512 hidden units). A quick run has 2 seeds for training runs.

                - *Reproduced*: the claim holds in the run.
                - *Differs*: the claim holds in part, or with a different number.
                - *Not reproduced*: the claim does not hold in the run.
                - *Robust*, *sensitive*: the paper states no number. The result does not depend, or depends, on the varied setting.
                - *Significantly*: the 95 %% confidence interval of the difference excludes zero.

                The [glossary](../glossary.md) defines the terms. [Experiments](claims/experiments.md) lists commands, tables and failure signatures.

                | claim | the paper says | here | verdict | |
                |---|---|---|---|---|
                """, all.findings().size(), counts(all), all.command(), all.version(), all.seeds()));
        all.findings().forEach(finding -> text.append(line(finding)));
        text.append("\n## ").append(SIGNATURES).append("\n\n| signature | observed | |\n|---|---|---|\n");
        all.signatures()
                .forEach((signature, signs) -> text.append("| " + signature.words() + " | " + signs.inWords() + " | "
                        + (signs.places().isEmpty() ? "" : "[more](" + ClaimPages.SIGNATURES_LINK + ")") + " |\n"));
        return text.toString();
    }

    private static String line(Finding finding) {
        return "| " + cell(finding.claim().heading()) + " | "
                + cell(finding.claim().paper()) + " | " + cell(FindingText.measured(finding.measured())) + " | **"
                + finding.verdict().words() + "** | "
                + (isJudged(finding) ? "[more](" + ClaimPages.link(finding.claim()) + ")" : "") + " |\n";
    }

    /** Returns the number of findings per verdict as text, such as {@code reproduced 9, differs 7}. */
    private static String counts(Reproduced all) {
        return counted(all).entrySet().stream()
                .map(entry -> entry.getKey().words() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns the number of findings for each verdict that occurs. */
    static Map<Verdict, Long> counted(Reproduced all) {
        return all.findings().stream()
                .collect(Collectors.groupingBy(
                        Finding::verdict, () -> new EnumMap<>(Verdict.class), Collectors.counting()));
    }

    /** Tells whether a finding was judged, so that it has numbers. */
    static boolean isJudged(Finding finding) {
        return finding.verdict() != Verdict.NOT_ASKED && finding.verdict() != Verdict.NOT_RUN;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    /** Returns the anchor of a heading in Markdown. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} -]", "")
                .replace(' ', '-');
    }

    /** Returns the first three places of each folder. */
    static List<Reproduced.Seen> mostFrequent(List<Reproduced.Seen> places) {
        Map<String, Integer> told = new TreeMap<>();
        return places.stream()
                .filter(place -> told.merge(place.folder(), 1, Integer::sum) <= 3)
                .toList();
    }
}

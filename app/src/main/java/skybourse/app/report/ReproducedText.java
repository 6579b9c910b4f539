package skybourse.app.report;

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
import skybourse.evidence.experiment.Claim;
import skybourse.evidence.experiment.Experiment;
import skybourse.evidence.experiment.Finding;
import skybourse.evidence.experiment.FindingTable;
import skybourse.evidence.experiment.Measured;
import skybourse.evidence.experiment.Verdict;
import skybourse.evidence.sweep.Interval;
import skybourse.files.codec.JsonText;

/** A reproduction as JSON and as the two Markdown pages of the documentation: every claim in a line, and the numbers behind. */
public final class ReproducedText {

    private static final String SIGNATURES = "Failure signatures";

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
                        one -> one.toCome().stream().map(Experiment::name).toList())
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

    /** Returns the verdicts of what was run, a line each. */
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

    /** Returns {@code results/claims.md}: a line for each claim. */
    public static String claims(Reproduced all) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, """
                # The paper's claims

                %d claims and checks: %s.

                Made by `%s` with Skybourse %s, %d seeds; do not edit. The paper's equations, tables and settings could not be read: a verdict
                is about the model of this project with its own settings. Brackets are 95 %% intervals, Student's t over seeds; trainings have
                5 seeds in a full run of 50 (diffusion with 100 links or more, or 512 wide, has 2), 2 in a quick one.

                *Reproduced*: the claim holds in what was run. *Differs*: it holds in part or with another number. *Not reproduced*: it does not hold
                here. *Robust* and *sensitive* judge checks for which the paper gives no number: what was varied changes nothing, or it changes the
                result. *Significantly*: the 95 %% interval of the difference lies on one side of zero. Words are in [glossary.md](../glossary.md).

                | claim | the paper says | here | verdict | |
                |---|---|---|---|---|
                """, all.findings().size(), counts(all), all.command(), all.version(), all.seeds()));
        all.findings().forEach(finding -> text.append(line(finding)));
        text.append("\n## ").append(SIGNATURES).append("\n\n| signature | seen | |\n|---|---|---|\n");
        all.signatures()
                .forEach((signature, signs) -> text.append("| " + signature.words() + " | " + signs.inWords() + " | "
                        + (signs.places().isEmpty() ? "" : more(SIGNATURES)) + " |\n"));
        return text.toString();
    }

    private static String line(Finding finding) {
        return "| " + cell(finding.claim().heading()) + " | "
                + cell(finding.claim().paper()) + " | " + cell(FindingText.measured(finding.measured())) + " | **"
                + finding.verdict().words() + "** | "
                + (isJudged(finding) ? more(finding.claim().heading()) : "") + " |\n";
    }

    /** Returns how many findings have each verdict, such as {@code reproduced 9, differs 7}. */
    private static String counts(Reproduced all) {
        return counted(all).entrySet().stream()
                .map(entry -> entry.getKey().words() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns how many findings have each verdict that occurs. */
    static Map<Verdict, Long> counted(Reproduced all) {
        return all.findings().stream()
                .collect(Collectors.groupingBy(
                        Finding::verdict, () -> new EnumMap<>(Verdict.class), Collectors.counting()));
    }

    private static boolean isJudged(Finding finding) {
        return finding.verdict() != Verdict.NOT_ASKED && finding.verdict() != Verdict.NOT_RUN;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String more(String heading) {
        return "[more](figures.md#" + anchor(heading) + ")";
    }

    /** Returns the anchor that Markdown gives a heading. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} -]", "")
                .replace(' ', '-');
    }

    /** Returns {@code results/figures.md}: the numbers behind each claim, and the charts. */
    public static String figures(Reproduced all) {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, """
                # Figures

                Made by `%s` with Skybourse %s, %d seeds; do not edit. Brackets are 95 %% intervals over seeds. Tables and drawings are in
                `figures/`; `./skybourse verify DIR` runs a result folder again and compares every file. [claims.md](claims.md) has all verdicts on
                one page.
                """, all.command(), all.version(), all.seeds()));
        all.parts().forEach(part -> text.append(section(all, part)));
        text.append("\n## ").append(SIGNATURES).append('\n');
        all.signatures().forEach((signature, signs) -> {
            List<Reproduced.Seen> places = signs.places();
            text.append(String.format(Locale.ROOT, "\n**%s**: %s", signature.words(), signs.inWords()));
            text.append(places.isEmpty() ? ".\n" : ", the most frequent:\n\n");
            mostFrequent(places)
                    .forEach(place -> text.append("- ").append(place.inWords()).append('\n'));
        });
        return text.toString();
    }

    /** Returns at most three places of each folder. */
    static List<Reproduced.Seen> mostFrequent(List<Reproduced.Seen> places) {
        Map<String, Integer> told = new TreeMap<>();
        return places.stream()
                .filter(place -> told.merge(place.folder(), 1, Integer::sum) <= 3)
                .toList();
    }

    private static String section(Reproduced all, Reproduced.Part part) {
        StringBuilder text = new StringBuilder("\n## " + part.experiment().name() + ": "
                + part.experiment().title() + "\n\n`" + part.command(all) + "`\n\n");
        part.sweeps().forEach(spec -> text.append(line(part, spec)));
        part.outcome().findings().forEach(finding -> text.append(detail(finding)));
        return text.append(charts(part)).toString();
    }

    private static String charts(Reproduced.Part part) {
        String images = part.outcome().charts().stream()
                .map(chart -> "\n![" + chart.title() + "](figures/"
                        + part.experiment().folder() + "-" + chart.id() + ".svg)\n")
                .collect(Collectors.joining());
        return images.isEmpty() ? "" : "\n### Charts of " + part.experiment().name() + "\n" + images;
    }

    private static String line(Reproduced.Part part, Reproduced.Spec spec) {
        return "- [" + spec.name() + "](figures/" + part.experiment().folder() + "-" + spec.name() + ".csv): "
                + spec.cells() + " cells"
                + spec.takenFrom()
                        .map(file -> " taken from `" + file + "`, not computed now")
                        .orElse("") + ", spec " + spec.hash().substring(0, 12) + "\n";
    }

    private static String detail(Finding finding) {
        Claim claim = finding.claim();
        return "\n### " + claim.heading() + "\n\n**"
                + Words.capital(finding.verdict().words()) + ".** The paper says: " + claim.paper() + ". Here: "
                + FindingText.measured(finding.measured()) + ".\n" + FindingText.markdown(finding.table()) + "\n"
                + finding.because() + ".\n";
    }
}

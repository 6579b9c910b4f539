package skybourse.app.report;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    private ReproducedText() {}

    /** Returns {@code results.json}. */
    public static String json(Reproduced all) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("command", all.command());
        tree.put("version", all.version());
        tree.put("effort", all.full() ? "full" : "quick");
        tree.put("seeds", all.seeds());
        tree.put(
                "sweeps",
                all.parts().stream()
                        .flatMap(part -> part.sweeps().stream()
                                .map(spec -> tree(part.experiment().name(), spec)))
                        .toList());
        tree.put("toCome", all.toCome().stream().map(Experiment::name).toList());
        tree.put("findings", all.findings().stream().map(ReproducedText::tree).toList());
        return JsonText.indented(tree);
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

    private static Map<String, Object> tree(String experiment, Reproduced.Spec spec) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("experiment", experiment);
        tree.put("sweep", spec.name());
        tree.put("specHash", spec.hash());
        tree.put("cells", spec.cells());
        spec.takenFrom().ifPresent(file -> tree.put("takenFrom", file));
        return tree;
    }

    private static Map<String, Object> tree(Finding finding) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("claim", finding.claim().number());
        tree.put("subject", finding.claim().subject());
        tree.put("paper", finding.claim().paper());
        if (!finding.measured().name().isEmpty()) {
            tree.put("measured", tree(finding.measured()));
        }
        if (!finding.table().rows().isEmpty()) {
            tree.put("table", tree(finding.table()));
        }
        tree.put("verdict", finding.verdict().words());
        tree.put("because", finding.because());
        return tree;
    }

    private static Map<String, Object> tree(Measured measured) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", measured.name());
        put(tree, List.of(measured.value()));
        tree.put("unit", measured.unit());
        return tree;
    }

    private static Map<String, Object> tree(FindingTable table) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("row", table.rowName());
        tree.put("columns", table.columns());
        tree.put(
                "rows",
                table.rows().stream()
                        .map(row -> {
                            Map<String, Object> line = new LinkedHashMap<>();
                            line.put("name", row.name());
                            put(line, row.values());
                            return line;
                        })
                        .toList());
        return tree;
    }

    private static void put(Map<String, Object> tree, List<Interval> values) {
        tree.put(
                "mean",
                JsonText.numbers(values.stream().mapToDouble(Interval::mean).toArray()));
        tree.put(
                "low95",
                JsonText.numbers(values.stream().mapToDouble(Interval::low).toArray()));
        tree.put(
                "high95",
                JsonText.numbers(values.stream().mapToDouble(Interval::high).toArray()));
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
                .forEach((signature, signs) -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s |\n",
                        signature.words(),
                        signs.inWords(),
                        signs.places().isEmpty() ? "" : more(SIGNATURES))));
        return text.toString();
    }

    private static String line(Finding finding) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | **%s** | %s |\n",
                cell(finding.claim().heading()),
                cell(finding.claim().paper()),
                cell(FindingText.measured(finding.measured())),
                finding.verdict().words(),
                isJudged(finding) ? more(finding.claim().heading()) : "");
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
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "\n## %s: %s\n\n`%s`\n\n",
                part.experiment().name(),
                part.experiment().title(),
                part.command(all)));
        part.sweeps().forEach(spec -> text.append(line(part, spec)));
        part.outcome().findings().forEach(finding -> text.append(detail(finding)));
        return text.append(charts(part)).toString();
    }

    private static String charts(Reproduced.Part part) {
        String images = part.outcome().charts().stream()
                .map(chart -> String.format(
                        Locale.ROOT,
                        "\n![%s](figures/%s-%s.svg)\n",
                        chart.title(),
                        part.experiment().folder(),
                        chart.id()))
                .collect(Collectors.joining());
        return images.isEmpty() ? "" : "\n### Charts of " + part.experiment().name() + "\n" + images;
    }

    private static String line(Reproduced.Part part, Reproduced.Spec spec) {
        return String.format(
                Locale.ROOT,
                "- [%s](figures/%s-%s.csv): %d cells%s, spec %s\n",
                spec.name(),
                part.experiment().folder(),
                spec.name(),
                spec.cells(),
                spec.takenFrom()
                        .map(file -> " taken from `" + file + "`, not computed now")
                        .orElse(""),
                spec.hash().substring(0, 12));
    }

    private static String detail(Finding finding) {
        Claim claim = finding.claim();
        return String.format(
                Locale.ROOT,
                "\n### %s\n\n**%s.** The paper says: %s. Here: %s.\n%s\n%s.\n",
                claim.heading(),
                firstUpper(finding.verdict().words()),
                claim.paper(),
                FindingText.measured(finding.measured()),
                FindingText.markdown(finding.table()),
                finding.because());
    }

    private static String firstUpper(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}

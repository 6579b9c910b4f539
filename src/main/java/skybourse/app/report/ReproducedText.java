package skybourse.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import skybourse.app.codec.JsonText;
import skybourse.evidence.experiment.Experiment;
import skybourse.evidence.experiment.FailureSignature;
import skybourse.evidence.experiment.FailureSignature.Sighting;
import skybourse.evidence.experiment.Finding;

/** A reproduction as JSON and as the two Markdown pages of the documentation. */
public final class ReproducedText {

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
        tree.put("claim", finding.claim());
        tree.put("subject", finding.subject());
        tree.put("paper", finding.paper());
        tree.put("ours", finding.ours());
        tree.put("verdict", finding.verdict().words());
        tree.put("because", finding.because());
        return tree;
    }

    /** Returns {@code docs/claims.md}. */
    public static String claims(Reproduced all) {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, """
                # The paper's claims

                Made by `%s` with Skybourse %s, %d seeds; do not edit. The paper's equations, tables and settings could not be read: a verdict
                is about the model of this project with its own settings. Intervals are 95 %%, Student's t over seeds; *significantly* means that
                the whole interval of a difference lies above zero. Words are in [glossary.md](glossary.md).

                | claim | paper | found | verdict | reason |
                |---|---|---|---|---|
                """, all.command(), all.version(), all.seeds()));
        for (Finding finding : all.findings()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s: %s | %s | %s | **%s** | %s |\n",
                    finding.claim(),
                    cell(finding.subject()),
                    cell(finding.paper()),
                    cell(finding.ours()),
                    finding.verdict().words(),
                    cell(finding.because())));
        }
        text.append("\n## Failure signatures\n\n");
        signatures(all).forEach((words, places) -> {
            text.append("- **").append(words).append("**: ").append(places.getFirst());
            text.append('\n');
            places.stream()
                    .skip(1)
                    .forEach(place -> text.append("  - ").append(place).append('\n'));
        });
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    /** Returns where each signature occurs: a summary, then the places where it is most frequent. */
    static Map<String, List<String>> signatures(Reproduced all) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (FailureSignature signature : FailureSignature.values()) {
            List<String> places = new ArrayList<>();
            int points = 0;
            for (Reproduced.Part part : all.parts()) {
                List<Sighting> here = part.sightings().stream()
                        .filter(sighting -> sighting.signature() == signature)
                        .sorted(java.util.Comparator.comparingDouble(
                                sighting -> -(double) sighting.occurrences() / sighting.rows()))
                        .toList();
                points += here.size();
                here.stream()
                        .limit(3)
                        .forEach(sighting -> places.add(part.experiment().name() + ": " + sighting.inWords()));
            }
            places.addFirst(
                    points == 0
                            ? "not seen"
                            : "seen at " + points + " points of the grids, at each experiment's three most frequent:");
            found.put(signature.words(), places);
        }
        return found;
    }

    /** Returns {@code docs/figures.md}. */
    public static String figures(Reproduced all) {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, """
                # Figures

                Made by `%s` with Skybourse %s, %d seeds; do not edit. Tables and drawings are in `figures/`; `./skybourse verify DIR` runs a result folder
                again and compares every file.

                """, all.command(), all.version(), all.seeds()));
        for (Reproduced.Part part : all.parts()) {
            String name = part.experiment().name();
            text.append(String.format(
                    Locale.ROOT,
                    "## %s: %s\n\n`%s`\n\n",
                    name,
                    part.experiment().title(),
                    part.command(all)));
            for (Reproduced.Spec spec : part.sweeps()) {
                text.append(String.format(
                        Locale.ROOT,
                        "- [%s](figures/%s-%s.csv): %d cells%s, spec %s\n",
                        spec.name(),
                        part.experiment().folder(),
                        spec.name(),
                        spec.cells(),
                        spec.takenFrom()
                                .map(file -> " taken from `" + file + "`, not computed now")
                                .orElse(""),
                        spec.hash().substring(0, 12)));
            }
            for (Finding finding : part.outcome().findings()) {
                text.append(String.format(
                        Locale.ROOT,
                        "\n**%s, %s: %s.** Paper: %s. Here: %s. Why: %s.\n",
                        finding.claim(),
                        finding.subject(),
                        finding.verdict().words(),
                        finding.paper(),
                        finding.ours(),
                        finding.because()));
            }
            part.outcome()
                    .charts()
                    .forEach(chart -> text.append(String.format(
                            Locale.ROOT,
                            "\n![%s](figures/%s-%s.svg)\n",
                            chart.title(),
                            part.experiment().folder(),
                            chart.id())));
            text.append('\n');
        }
        return text.toString();
    }
}

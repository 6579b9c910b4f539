package skybourse.paper.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import skybourse.app.report.ChartData;
import skybourse.app.report.Columns;
import skybourse.app.report.NumberText;
import skybourse.app.report.PageBuilder;
import skybourse.app.report.ReportPage;
import skybourse.base.numeric.EnumNames;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.Verdict;

/** The page of a reproduction, {@code index.html}. It shows each claim of the paper with the measured result, and charts. The file is self-contained. */
public final class ReproductionPage {

    private final ReproductionResult all;

    private ReproductionPage(ReproductionResult all) {
        this.all = all;
    }

    /** Returns the page as HTML. */
    public static String html(ReproductionResult all) {
        return new ReproductionPage(all).page().single();
    }

    private ReportPage page() {
        PageBuilder main = new PageBuilder();
        toCome(main);
        claims(main);
        Map<String, ChartData> charts = new LinkedHashMap<>();
        all.parts().forEach(part -> part(main, part, charts));
        signatures(main);
        List<String> foot = List.of(
                "Command",
                "`" + all.command() + "`",
                "Version, seeds",
                "Skybourse " + all.version() + ", seeds 1 to " + all.seeds(),
                "Check",
                "`./skybourse verify DIR` repeats the sweeps of this folder and compares all files");
        return new ReportPage(
                "The paper, reproduced",
                "index.css",
                head(),
                main,
                foot,
                new ReportPage.Charts(charts),
                List.of("lines", "index"));
    }

    private PageBuilder head() {
        return new PageBuilder()
                .title(
                        "Skybourse · reproduction of the paper",
                        "Which claims of the paper are reproduced",
                        "Zhong et al., “Hybrid Stackelberg Game and Diffusion-based Auction for Two-tier Agentic AI Task Offloading in Internet of Agents”, arXiv 2511.22076: its experiments are repeated, and each claim gets a verdict.",
                        "The paper’s equations, tables and settings were not accessible, so a verdict is about this project’s model and settings. Intervals are 95 % confidence intervals, Student’s t over "
                                + all.seeds()
                                + " seeds. “Significantly” means that the interval of a difference excludes zero. “Robust” and “sensitive” are verdicts on checks for which the paper gives no number."
                                + (all.full() ? "" : " This is the quick run; each part states what it omits."))
                .figures(ReproductionText.verdictCounts(all).entrySet().stream()
                        .map(verdict -> new PageBuilder.Figure(verdict.getKey().text(), "" + verdict.getValue(), ""))
                        .toList());
    }

    private void toCome(PageBuilder main) {
        if (!all.toCome().isEmpty()) {
            main.verdict(
                    "",
                    false,
                    "Not finished: " + NumberText.count(all.toCome().size(), "experiment") + " still to come",
                    List.of(
                            "This page is updated after each experiment. If interrupted, run the same command again to continue."),
                    all.toCome().stream()
                            .map(experiment -> List.of(experiment.name(), experiment.title()))
                            .toList());
        }
    }

    /** Adds the claims with a verdict, and the others as a collapsed table. */
    private void claims(PageBuilder main) {
        Map<Boolean, List<Finding>> byAsked = all.findings().stream()
                .collect(Collectors.partitioningBy(finding -> finding.verdict() != Verdict.NOT_ASKED));
        List<Finding> judged = byAsked.getOrDefault(true, List.of());
        List<Finding> others = byAsked.getOrDefault(false, List.of());
        main.section("claims", "Every claim", "");
        if (!judged.isEmpty()) {
            claims(
                    main,
                    "Claims of the paper",
                    "What the paper claims and what was measured; the links lead to numbers and reasons.",
                    judged);
        }
        if (!others.isEmpty()) {
            main.folded(
                    NumberText.count(others.size(), "claim") + " that this run was not asked for",
                    false,
                    claims(new PageBuilder(), "Other claims of the paper", "Not judged by this run.", others));
        }
    }

    private PageBuilder claims(PageBuilder to, String caption, String note, List<Finding> findings) {
        return to.table(
                caption,
                note,
                "claims",
                new Columns<Finding>()
                        .with("claim", finding -> finding.claim().number())
                        .with("about", this::subject)
                        .with("the paper claims", finding -> finding.claim().paper())
                        .with("here", finding -> FindingText.measured(finding.measured()))
                        .with("verdict", finding -> badge(finding.verdict())),
                findings);
    }

    /** Returns the subject of a claim, with a link to its verdict if this run judged it. */
    private Object subject(Finding finding) {
        boolean judged =
                all.parts().stream().anyMatch(part -> part.outcome().findings().contains(finding));
        String subject = finding.claim().subject();
        return judged ? new PageBuilder.Piece(subject, "", "#" + anchor(finding)) : subject;
    }

    private static String anchor(Finding finding) {
        return ReproductionText.anchor(finding.claim().heading());
    }

    private static PageBuilder.Piece badge(Verdict verdict) {
        return new PageBuilder.Piece(verdict.text(), "badge " + EnumNames.name(verdict), "");
    }

    private void part(PageBuilder main, ReproductionResult.Part part, Map<String, ChartData> charts) {
        main.section(part.experiment().name(), part.experiment().title(), "");
        part.outcome().findings().forEach(finding -> judged(main, finding));
        PageBuilder drawn = new PageBuilder();
        for (ChartData chart : part.outcome().charts()) {
            String key = part.experiment().folder() + "/" + chart.id();
            drawn.chart(chart.title(), chart.note(), key, "", -1, 0);
            charts.put(key, chart);
        }
        main.box("pair", drawn).text("soft made", made(part));
    }

    private static void judged(PageBuilder main, Finding finding) {
        boolean isGood = finding.verdict() == Verdict.REPRODUCED || finding.verdict() == Verdict.ROBUST;
        main.verdict(
                anchor(finding),
                isGood,
                finding.claim().number() + ", " + finding.claim().subject() + ": "
                        + finding.verdict().text(),
                List.of(),
                List.of(
                        List.of("Paper", finding.claim().paper()),
                        List.of("Here", FindingText.measured(finding.measured())),
                        List.of("Why", finding.because())));
        FindingText.addTo(main, finding.claim(), finding.table());
    }

    private Object[] made(ReproductionResult.Part part) {
        List<Object> pieces = new ArrayList<>(List.of("`" + part.command(all) + "`\nTables:"));
        for (ReproductionResult.SweepRun spec : part.sweeps()) {
            String folder = part.experiment().folder() + "/" + spec.name();
            pieces.add(pieces.size() == 1 ? " " : ", ");
            pieces.add(new PageBuilder.Piece(spec.name(), "", folder + "/means.csv"));
            pieces.add(" (" + spec.cells() + " cells, ");
            pieces.add(new PageBuilder.Piece("rows", "", folder + "/rows.csv"));
            pieces.add(")");
        }
        pieces.add(". " + part.taken()
                + (all.full()
                        ? ""
                        : " Left out of the quick run: " + part.experiment().leftOut() + ".")
                + (part.failedCells() == 0 ? "" : " " + part.failedCells() + " cells failed; see failures.csv."));
        return pieces.toArray();
    }

    private void signatures(PageBuilder main) {
        main.section(
                "signatures",
                "Failure signatures",
                "Signs of failure that the paper names, searched for in all tables.");
        all.signatures().forEach((signature, signs) -> {
            List<ReproductionResult.SignaturePlace> places = signs.places();
            String seen = signature.text() + ": " + signs.inWords();
            if (places.isEmpty()) {
                main.findings(List.of(seen));
            } else {
                List<String> most = ReproductionText.mostFrequent(places).stream()
                        .map(ReproductionResult.SignaturePlace::inWords)
                        .toList();
                main.folded(seen + ", the most frequent:", true, new PageBuilder().findings(most));
            }
        });
    }
}

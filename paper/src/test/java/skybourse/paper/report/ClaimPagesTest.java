package skybourse.paper.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.app.report.ChartData;
import skybourse.app.report.Said;
import skybourse.evidence.sweep.ConfidenceInterval;
import skybourse.paper.experiment.Claim;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.FindingNumbers;
import skybourse.paper.experiment.MeasuredValue;
import skybourse.paper.experiment.PaperFailureSymptom;
import skybourse.paper.experiment.PaperFailureSymptom.SignatureCount;
import skybourse.paper.experiment.Verdict;
import skybourse.paper.study.Experiments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages and {@code results.json} of a reproduction of figure 4, which judges two claims with the number C3 and one more. */
class ClaimPagesTest {

    private static final Experiment FIGURE = Experiments.named("figure-4").orElseThrow();
    private static final Experiment OTHER = Experiments.named("follower").orElseThrow();
    private static final ConfidenceInterval HALF = new ConfidenceInterval(2, 0.5, 0.25, 0.75, 0.1);

    private final ReproductionResult all = reproduced();

    private static Finding finding(int claim, MeasuredValue measured, FindingNumbers table) {
        return new Finding(FIGURE.claims().get(claim), measured, table, Verdict.DIFFERS, "Reason " + claim);
    }

    private static ReproductionResult reproduced() {
        var table = new FindingNumbers(
                "leaders", List.of("solves"), List.of(new FindingNumbers.Row("myopic", List.of(HALF))));
        var nothing = new FindingNumbers("", List.of(), List.of());
        var findings = List.of(
                finding(0, new MeasuredValue("a number", HALF, "%"), table),
                finding(1, MeasuredValue.none(), nothing),
                finding(2, MeasuredValue.none(), nothing));
        double[] x = {0, 1};
        var chart =
                new ChartData("drawn", "A title", "A note.", "x", "y", List.of(ChartData.Series.plain("line", x, x)));
        var sweeps = List.of(
                new ReproductionResult.SweepRun("rest", "ab".repeat(32), 3, Optional.empty()),
                new ReproductionResult.SweepRun("drawn", "cd".repeat(32), 1, Optional.of("kept.tsv.gz")));
        List<SignatureCount> late = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> new SignatureCount(PaperFailureSymptom.LATE, "place " + i, i, 8))
                .toList();
        var part =
                new ReproductionResult.Part(FIGURE, new Experiment.Outcome(findings, List.of(chart)), sweeps, late, 0);
        return new ReproductionResult(
                "the command", "0.1.0", true, 50, List.of(part), List.of(), List.of(FIGURE, OTHER));
    }

    /** The chart is shown once, with the first finding, and the heading once on each page. */
    @Test
    void claimsWithSameNumberShareOnePage() {
        Map<String, String> pages = ClaimPages.of(all);
        assertThat(pages).containsOnlyKeys("claims/c2.md", "claims/c3.md", "claims/experiments.md");
        assertThat(pages.get("claims/c3.md"))
                .startsWith("# Claim C3\n")
                .containsOnlyOnce("# Claim C3\n")
                .containsSubsequence(
                        "\n## " + FIGURE.claims().get(0).heading() + "\n",
                        "Measured: a number: 0.5 % [0.25, 0.75].\n",
                        "| myopic | 0.5 [0.25, 0.75] |\n",
                        "\nReason 0.\n",
                        "Command: `./skybourse reproduce figure-4 --full --seeds 50`\n",
                        "![A title](../figures/figure-4-drawn.svg)\n",
                        "\n## " + FIGURE.claims().get(1).heading() + "\n",
                        "Measured: –.\n",
                        "\nReason 1.\n")
                .containsOnlyOnce("![");
        assertThat(pages.get("claims/c2.md")).startsWith("# Claim C2\n").doesNotContain("![");
    }

    @Test
    void experimentsListSweepsAndSignatures() {
        assertThat(ClaimPages.of(all).get("claims/experiments.md"))
                .contains(
                        "- [rest](../figures/figure-4-rest.csv): 3 cells; specification abababababab\n",
                        "- [drawn](../figures/figure-4-drawn.csv): 1 cell, taken from `kept.tsv.gz`, not computed in this"
                                + " run; specification cdcdcdcdcdcd\n",
                        "; most frequent:\n\n- figure-4: 5 of 8 rounds: place 5\n- figure-4: 4 of 8 rounds: place 4\n"
                                + "- figure-4: 3 of 8 rounds: place 3\n\n");
    }

    /** The table of the page has the claims with a verdict; the others are in a second one, which is collapsed. */
    @Test
    void pageCollapsesClaimsThatWereNotAskedFor() {
        String html = ReproductionPage.html(all);
        int folded = html.indexOf("that this run was not asked for");
        assertThat(folded).isPositive();
        assertThat(html.substring(0, folded)).contains("badge differs").doesNotContain("badge not-asked");
        assertThat(html.substring(folded)).contains("badge not-asked");
    }

    /** Claims of experiments that were not run are listed without a link. */
    @Test
    void onlyJudgedClaimsHaveLinks() {
        Claim none = OTHER.claims().getFirst();
        assertThat(ReproductionText.claims(all))
                .contains((3 + OTHER.claims().size()) + " claims and checks: differs 3, not asked for "
                        + OTHER.claims().size() + ".\n")
                .contains("| **differs** | [more](claims/c3.md#"
                        + ReproductionText.anchor(FIGURE.claims().get(1).heading()) + ") |\n")
                .contains("| " + none.heading() + " | " + none.paper() + " | – | **not asked for** |  |\n")
                .contains("| t_tot above epsilon | in 15 of 40 rounds, at 5 of 5 points of the grids | [more](");
    }

    @Test
    void resultsFileContainsMeasurements() {
        JsonNode results = JsonMapper.shared().readTree(ReproductionText.json(all));
        assertThat(results.get("effort").asString()).isEqualTo("full");
        assertThat(results.get("sweeps").get(0))
                .hasToString("{\"cells\":3,\"experiment\":\"figure-4\",\"specHash\":\"" + "ab".repeat(32)
                        + "\",\"sweep\":\"rest\"}");
        assertThat(results.at("/sweeps/1/takenFrom").asString()).isEqualTo("kept.tsv.gz");
        JsonNode withNumbers = results.get("findings")
                .valueStream()
                .filter(one -> one.get("because").asString().equals("Reason 0"))
                .findFirst()
                .orElseThrow();
        assertThat(withNumbers.get("measured"))
                .hasToString(
                        "{\"name\":\"a number\",\"mean\":[0.5],\"low95\":[0.25],\"high95\":[0.75],\"unit\":\"%\"}");
        assertThat(withNumbers.get("table"))
                .hasToString("{\"row\":\"leaders\",\"columns\":[\"solves\"],\"rows\":["
                        + "{\"name\":\"myopic\",\"mean\":[0.5],\"low95\":[0.25],\"high95\":[0.75]}]}");
        assertThat(results.get("findings")
                        .valueStream()
                        .filter(one -> one.get("because").asString().equals("Reason 1"))
                        .map(one -> List.copyOf(one.propertyNames())))
                .containsExactly(List.of("claim", "subject", "paper", "verdict", "because"));
    }

    /** A robust check counts like a reproduced claim, and failed cells are reported. */
    @Test
    void pageStatesFailedCellsAndOmissions() {
        Finding robust = new Finding(
                FIGURE.claims().getFirst(),
                MeasuredValue.none(),
                new FindingNumbers("", List.of(), List.of()),
                Verdict.ROBUST,
                "Why");
        var part = new ReproductionResult.Part(
                FIGURE,
                new Experiment.Outcome(List.of(robust), List.of()),
                all.parts().getFirst().sweeps(),
                List.of(),
                4);
        var failed =
                new ReproductionResult("the command", "0.1.0", false, 3, List.of(part), List.of(), List.of(FIGURE));
        assertThat(Said.text(ReproductionPage.html(failed)))
                .contains("4 cells failed; see failures.csv.")
                .contains("Left out of the quick run: " + FIGURE.leftOut() + ".")
                .contains("Cells taken, not computed now: drawn from kept.tsv.gz.");
        assertThat(Said.text(ReproductionPage.html(failed))).doesNotContain("verdict open");
        assertThat(Said.text(ReproductionPage.html(all)))
                .contains("verdict open")
                .doesNotContain("cells failed");
    }

    /** C10 comes after C9, and experiments that share a folder are counted once. */
    @Test
    void claimsAreSortedAndSharedTablesCountOnce() {
        List<Experiment> experiments = Experiments.all();
        var parts = List.of("figure-5", "figure-6").stream()
                .map(name -> Experiments.named(name).orElseThrow())
                .map(experiment -> new ReproductionResult.Part(
                        experiment,
                        new Experiment.Outcome(List.of(), List.of()),
                        List.of(),
                        List.of(new SignatureCount(PaperFailureSymptom.DEADWEIGHT, "here", 1, 4)),
                        0))
                .toList();
        var two = new ReproductionResult("the command", "0.1.0", true, 50, parts, List.of(), experiments);
        assertThat(two.signatures().get(PaperFailureSymptom.DEADWEIGHT).inWords())
                .isEqualTo("in 1 of 4 rows, at 1 of 1 point of the grids");
        assertThat(two.findings().stream().map(one -> one.claim().number()).distinct())
                .containsSubsequence("C1", "C2", "C9", "C10");
    }

    @Test
    void numbersHaveAboutFourDigits() {
        assertThat(Stream.of(0.0004321, 0.5, 1.2346, 12.346, 123.46, 1234.56, 5_000.0, Double.NaN)
                        .map(FindingText::number))
                .containsExactly("4.3e-04", "0.5", "1.235", "12.35", "123.5", "1,234.6", "5,000", "–");
    }
}

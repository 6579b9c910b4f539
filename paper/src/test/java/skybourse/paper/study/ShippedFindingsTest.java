package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.app.report.ChartData;
import skybourse.paper.experiment.Claim;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.FindingNumbers;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;
import skybourse.paper.experiment.PaperFailureSymptom;

/** Properties of the findings and charts of shipped experiments. */
class ShippedFindingsTest {

    private static final Numbers ZEROS = Numbers.of(Map.of());

    static List<Experiment> experiments() {
        return Experiments.all();
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("experiments")
    void experimentJudgesExactlyItsClaims(Experiment experiment) {
        List<Finding> found =
                experiment.outcome(MadeTables.full(experiment, ZEROS)).findings();
        assertThat(found).extracting(Finding::claim).containsExactlyInAnyOrderElementsOf(experiment.claims());
        assertThat(experiment.claims())
                .containsAll(experiment.outcome(MadeTables.quick(experiment, ZEROS)).findings().stream()
                        .map(Finding::claim)
                        .toList());
    }

    /** Measured numbers are in {@code measured} and in the table; the explanation does not repeat them. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("experiments")
    void sentencesContainNoMeasuredNumbers(Experiment experiment) {
        Numbers odd = place -> 0.123 * (1 + place.seed());
        assertThat(experiment.outcome(MadeTables.full(experiment, odd)).findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.measured().name() + "; " + finding.because())
                        .doesNotContainPattern("\\d\\.\\d\\d|NaN")
                        .doesNotEndWith("."));
    }

    @Tag("slow")
    @Test
    void rowsOfFindingHaveUniqueNames() {
        assertThat(Experiments.all().stream()
                        .flatMap(experiment ->
                                experiment.outcome(MadeTables.full(experiment, ZEROS)).findings().stream()))
                .allSatisfy(finding -> assertThat(finding.table().rows())
                        .as(finding.claim().heading())
                        .extracting(FindingNumbers.Row::name)
                        .doesNotHaveDuplicates()
                        .allMatch(name -> !name.isBlank() && !name.startsWith(",")));
    }

    @Test
    void everyClaimOfPaperIsListed() {
        Set<String> judged = Experiments.all().stream()
                .flatMap(experiment -> experiment.claims().stream())
                .map(Claim::number)
                .collect(Collectors.toSet());
        assertThat(judged)
                .containsAll(IntStream.rangeClosed(1, 14).mapToObj(i -> "C" + i).toList())
                .containsAll(IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> "next check " + i)
                        .toList());
    }

    @Test
    void headingsOfClaimsAreUnique() {
        List<String> headings = Experiments.all().stream()
                .flatMap(experiment -> experiment.claims().stream())
                .map(Claim::heading)
                .toList();
        assertThat(headings).doesNotHaveDuplicates();
    }

    @Test
    void learningCurvesHaveLevelsAndRuns() {
        Numbers equal = Numbers.of(Map.of("drawnReward", 0.9, "reward", 0.9, "score", 0.9, "welfareShare", 0.9));
        ChartData curve = Shipped.named("figure-5")
                .outcome(MadeTables.quick(Shipped.named("figure-5"), equal))
                .charts()
                .getFirst();
        assertThat(curve.levels()).containsKeys("best fixed step", "Bayes-optimal or bound");
        assertThat(curve.series().getFirst().runs()).hasSize(2);

        var rivals = Shipped.rivals("welfareShare");
        assertThat(rivals.outcome(MadeTables.quick(rivals, equal))
                        .charts()
                        .getFirst()
                        .places())
                .contains("narrow-3x2", "concentrated-5x3");
        assertThat(Shipped.named("two-tiers")
                        .outcome(MadeTables.quick(Shipped.named("two-tiers"), equal))
                        .charts()
                        .getFirst()
                        .places())
                .hasSize(3);
    }

    @Test
    void ablationChartsUseValuesOfSettings() {
        List<ChartData> charts = Shipped.named("ablation")
                .outcome(MadeTables.full(Shipped.named("ablation"), Numbers.of(Map.of("reward", 0.7))))
                .charts();
        assertThat(charts).extracting(ChartData::id).containsExactly("chain", "width", "noise");
        assertThat(charts.get(0).series().getFirst().x()).containsExactly(1, 3, 5, 20, 50, 100, 200);
        assertThat(charts.get(1).series().getFirst().x()).containsExactly(64, 128, 256, 512);
        assertThat(charts.get(2).series())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.y()).containsExactly(0.7, 0.7, 0.7, 0.7));
        assertThat(charts.get(0).levels()).containsOnlyKeys("best fixed step", "greedy", "Bayes-optimal");
    }

    @Test
    void signaturesAreFoundByColumns() {
        var tables =
                MadeTables.quick(Shipped.named("two-tiers"), Numbers.of(Map.of("lateAgents", 2.0, "oscillating", 1.0)));
        var found = tables.values().stream()
                .flatMap(table -> PaperFailureSymptom.sightings(table).stream())
                .filter(sighting -> sighting.occurrences() > 0)
                .toList();
        assertThat(found.stream()
                        .map(PaperFailureSymptom.SignatureCount::signature)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(PaperFailureSymptom.LATE, PaperFailureSymptom.OSCILLATION));
        assertThat(found.getFirst().inWords())
                .as("axes with one value are left out")
                .isEqualTo("3 of 3 solves: overload=expected-cost rule=none");
        assertThat(MadeTables.quick(Shipped.named("two-tiers"), ZEROS).values().stream()
                        .flatMap(table -> PaperFailureSymptom.sightings(table).stream()))
                .as("absent signatures count in the totals")
                .isNotEmpty()
                .allMatch(sighting -> sighting.occurrences() == 0 && sighting.rows() > 0);
    }
}

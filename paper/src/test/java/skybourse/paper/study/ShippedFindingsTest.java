package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.app.report.Chart;
import skybourse.paper.experiment.Claim;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.FailureSignature;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.FindingTable;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;
import skybourse.paper.experiment.OmittedExperiment;

/** What holds of findings of every experiment. */
class ShippedFindingsTest {

    private static final Numbers NOTHING = Numbers.of(Map.of());

    static List<Experiment> experiments() {
        return Experiments.all();
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void anExperimentJudgesItsClaimsAndNoOthers(Experiment experiment) {
        List<Finding> found =
                experiment.outcome(MadeTables.full(experiment, NOTHING)).findings();
        assertThat(found).extracting(Finding::claim).containsExactlyInAnyOrderElementsOf(experiment.claims());
        assertThat(experiment.claims())
                .containsAll(experiment.outcome(MadeTables.quick(experiment, NOTHING)).findings().stream()
                        .map(Finding::claim)
                        .toList());
    }

    /** The measured number is in {@code measured} and in the table; the explanation repeats none. */
    @ParameterizedTest
    @MethodSource("experiments")
    void sentencesHoldNoMeasuredNumber(Experiment experiment) {
        Numbers odd = place -> 0.123 * (1 + place.seed());
        assertThat(experiment.outcome(MadeTables.full(experiment, odd)).findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.measured().name() + "; " + finding.because())
                        .doesNotContainPattern("\\d\\.\\d\\d|NaN")
                        .doesNotEndWith("."));
    }

    @Test
    void rowsOfAFindingHaveNamesOfTheirOwn() {
        assertThat(Experiments.all().stream()
                        .flatMap(experiment ->
                                experiment.outcome(MadeTables.full(experiment, NOTHING)).findings().stream()))
                .allSatisfy(finding -> assertThat(finding.table().rows())
                        .as(finding.claim().heading())
                        .extracting(FindingTable.Row::name)
                        .doesNotHaveDuplicates()
                        .allMatch(name -> !name.isBlank() && !name.startsWith(",")));
    }

    @Test
    void everyClaimOfThePaperHasARow() {
        Set<String> judged = Stream.concat(
                        Experiments.all().stream().flatMap(experiment -> experiment.claims().stream()),
                        OmittedExperiment.all().stream()
                                .map(missing -> missing.finding().claim()))
                .map(Claim::number)
                .collect(Collectors.toSet());
        assertThat(judged)
                .containsAll(IntStream.rangeClosed(1, 14).mapToObj(i -> "C" + i).toList())
                .containsAll(IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> "next check " + i)
                        .toList());
    }

    @Test
    void claimsAreToldApartByTheirHeadings() {
        List<String> headings = Experiments.all().stream()
                .flatMap(experiment -> experiment.claims().stream())
                .map(Claim::heading)
                .toList();
        assertThat(headings).doesNotHaveDuplicates();
    }

    @Test
    void learningCurvesHaveLevelsAndSeedsAndMarketsAreNotJoined() {
        Numbers alike = Numbers.of(Map.of("drawnReward", 0.9, "reward", 0.9, "score", 0.9, "welfareShare", 0.9));
        Chart curve = Shipped.named("figure-5")
                .outcome(MadeTables.quick(Shipped.named("figure-5"), alike))
                .charts()
                .getFirst();
        assertThat(curve.levels()).containsKeys("best fixed step", "Bayes-optimal or bound");
        assertThat(curve.series().getFirst().runs()).hasSize(2);

        var rivals = Shipped.rivals("welfareShare");
        assertThat(rivals.outcome(MadeTables.quick(rivals, alike))
                        .charts()
                        .getFirst()
                        .places())
                .contains("narrow-3x2", "concentrated-5x3");
        assertThat(Shipped.named("two-tiers")
                        .outcome(MadeTables.quick(Shipped.named("two-tiers"), alike))
                        .charts()
                        .getFirst()
                        .places())
                .hasSize(3);
    }

    @Test
    void chartsOfTheAblationReadTheNumbersOfTheirSettings() {
        List<Chart> charts = Shipped.named("ablation")
                .outcome(MadeTables.full(Shipped.named("ablation"), Numbers.of(Map.of("reward", 0.7))))
                .charts();
        assertThat(charts).extracting(Chart::id).containsExactly("chain", "width", "noise");
        assertThat(charts.get(0).series().getFirst().x()).containsExactly(1, 3, 5, 20, 50, 100, 200);
        assertThat(charts.get(1).series().getFirst().x()).containsExactly(64, 128, 256, 512);
        assertThat(charts.get(2).series())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.y()).containsExactly(0.7, 0.7, 0.7, 0.7));
        assertThat(charts.get(0).levels()).containsOnlyKeys("best fixed step", "greedy", "Bayes-optimal");
    }

    @Test
    void signaturesAreFoundByTheirColumnsAndNamed() {
        var tables =
                MadeTables.quick(Shipped.named("two-tiers"), Numbers.of(Map.of("lateAgents", 2.0, "oscillating", 1.0)));
        var found = tables.values().stream()
                .flatMap(table -> FailureSignature.sightings(table).stream())
                .filter(sighting -> sighting.occurrences() > 0)
                .toList();
        assertThat(found.stream()
                        .map(FailureSignature.SignatureCount::signature)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(FailureSignature.LATE, FailureSignature.OSCILLATION));
        assertThat(found.getFirst().inWords())
                .as("axes with one value say nothing")
                .isEqualTo("3 of 3 solves: overload=expected-cost rule=none");
        assertThat(MadeTables.quick(Shipped.named("two-tiers"), NOTHING).values().stream()
                        .flatMap(table -> FailureSignature.sightings(table).stream()))
                .as("what was looked for and not seen counts in the totals")
                .isNotEmpty()
                .allMatch(sighting -> sighting.occurrences() == 0 && sighting.rows() > 0);
    }
}

package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.PaperFailureSymptom;
import skybourse.paper.experiment.Verdict;

/** The experiments by name, and their texts on pages. */
class ExperimentsTest {

    @Test
    void experimentsAreFoundByName() {
        assertThat(Experiments.all())
                .extracting(Experiment::name)
                .containsExactly(
                        "figure-4",
                        "follower",
                        "two-tiers",
                        "theorem-1",
                        "figure-8",
                        "liquidity",
                        "step-size",
                        "figure-5",
                        "figure-6",
                        "figure-7",
                        "ablation",
                        "mobility",
                        "stale",
                        "overload-time",
                        "adversary",
                        "scale",
                        "energy");
        assertThat(Experiments.all())
                .allSatisfy(experiment ->
                        assertThat(Experiments.named(experiment.name())).containsSame(experiment));
        assertThat(Experiments.named("figure-9")).isEmpty();
    }

    @Test
    void onlyFiguresFiveToSevenShareFolder() {
        for (Experiment experiment : Experiments.all()) {
            boolean shared = List.of("figure-5", "figure-6", "figure-7").contains(experiment.name());
            assertThat(experiment.folder()).isEqualTo(shared ? "auctioneers" : experiment.name());
        }
    }

    @Test
    void titlesAreUnique() {
        assertThat(Experiments.all())
                .extracting(Experiment::title)
                .doesNotHaveDuplicates()
                .allMatch(title -> title.length() > 10)
                .endsWith(
                        "Reward by epoch",
                        "Welfare by market size",
                        "Communication by market size",
                        "Ablations: chain length, layer width, reward weights and state noise",
                        "Mobility: a moving market against the same market without motion",
                        "Delayed and lost quotes and reports",
                        "Load up to and beyond capacity over time",
                        "Malicious agents: what each attack gains, and which defence stops it",
                        "Scale: up to a million agents, up to 100,000 lots per side in tier 2, and real requests",
                        "Energy models: convergence and equilibria if energy is not proportional to work");
        assertThat(Experiments.all()).extracting(Experiment::leftOut).allMatch(left -> left.length() > 5);
        assertThat(Experiments.all())
                .noneMatch(experiment -> experiment.claims().isEmpty());
    }

    /** A full plan has more points, more markets per cell or longer trainings; follower only has more seeds. */
    @Test
    void fullPlanIsLargerThanQuickPlan() {
        for (Experiment experiment : Experiments.all()) {
            if (!experiment.name().equals("follower")) {
                assertThat(size(experiment, true)).as(experiment.name()).isGreaterThan(size(experiment, false));
            }
        }
    }

    private static double size(Experiment experiment, boolean full) {
        return experiment.sweeps(MadeTables.plan(full)).stream()
                .flatMap(sweep -> sweep.points().stream())
                .mapToDouble(point -> Stream.of("markets", "epochs")
                        .mapToDouble(axis -> Double.parseDouble(point.byAxis().getOrDefault(axis, "1")))
                        .reduce(1, (all, count) -> all * count))
                .sum();
    }

    @Test
    void signaturesHaveUniqueTextsAndUnits() {
        assertThat(Stream.of(PaperFailureSymptom.values()).map(PaperFailureSymptom::text))
                .doesNotHaveDuplicates()
                .allMatch(words -> words.length() > 10);
        assertThat(Stream.of(PaperFailureSymptom.values()).map(PaperFailureSymptom::unit))
                .containsExactly("solves", "rows", "rounds", "trainings");
        assertThat(new PaperFailureSymptom.SignatureCount(PaperFailureSymptom.LATE, "here", 1, 4).share())
                .isEqualTo(0.25);
    }

    @Test
    void signaturesIgnoreRowsWithoutValues() {
        var tables = MadeTables.quick(Shipped.named("two-tiers"), place -> place.seed() == 1 ? Double.NaN : 2);
        assertThat(tables.values().stream()
                        .flatMap(table -> PaperFailureSymptom.sightings(table).stream())
                        .filter(sighting -> sighting.signature() == PaperFailureSymptom.LATE))
                .isNotEmpty()
                .allMatch(sighting -> sighting.rows() == 2 && sighting.occurrences() == 2);
    }

    @Test
    void verdictsHaveUniqueTexts() {
        assertThat(Stream.of(Verdict.values()).map(Verdict::text))
                .doesNotHaveDuplicates()
                .contains("reproduced", "not reproduced", "robust");
    }
}

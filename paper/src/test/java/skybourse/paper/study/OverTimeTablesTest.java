package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.app.report.ChartData;
import skybourse.app.report.ChartData.Series;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Experiment.Outcome;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.FindingNumbers;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;
import skybourse.paper.experiment.MadeTables.Place;
import skybourse.paper.experiment.Verdict;

/** Tables, reasons and charts of experiments over time from artificial numbers, and values at the limits of verdicts. */
class OverTimeTablesTest {

    private static Outcome quick(Experiment experiment, Numbers numbers) {
        return experiment.outcome(MadeTables.quick(experiment, numbers));
    }

    private static Stream<String> names(Finding finding) {
        return finding.table().rows().stream().map(FindingNumbers.Row::name);
    }

    /** Seeds without a measured value do not count, so the mean is the number of the first seed. */
    private static double onlyFirstSeed(Place place, double number) {
        return place.seed() == 1 ? number : Double.NaN;
    }

    private static double axis(Place place, String axis) {
        return Double.parseDouble(place.settings().text(axis));
    }

    @Test
    void movingMarketsHaveNamesAndNumbers() {
        Map<String, Double> columns = Map.of(
                "nearShare", 0.75,
                "roundsNearMedian", 4.0,
                "nearShareCold", 0.625,
                "roundsColdNearMedian", 6.0,
                "restShare", 0.125,
                "contraction", 2.5,
                "certified", 0.25);
        Outcome outcome =
                Shipped.named("mobility").outcome(MadeTables.full(Shipped.named("mobility"), Numbers.of(columns)));
        Finding near = outcome.findings().getFirst();
        assertThat(MadeTables.rounded(near, "0 m/s, no fading")).containsExactly(75.0, 4.0, 62.5, 6.0, 12.5, 2.5, 25.0);
        assertThat(names(near))
                .contains(
                        "15 m/s, one rayleigh fade a slot",
                        "5 m/s, rician",
                        "1.5 m/s, rayleigh, one task per slot",
                        "1.5 m/s, rayleigh, bursts",
                        "1.5 m/s, rayleigh, MAs at 10 m/s");
        assertThat(outcome.findings().get(1).table().rows())
                .extracting(FindingNumbers.Row::name)
                .containsExactlyElementsOf(names(near).toList());
    }

    @Test
    void effectsOfMotionAreListedAndChartedBySpeed() {
        Numbers bySpeed = place -> switch (place.column()) {
            case "qualityChange" -> -0.002 * axis(place, "metresPerSecond");
            case "deadlinesGap" -> -0.25;
            case "welfareChange" -> 0.5;
            case "deadlines" -> 0.75;
            case "ratioStability" -> place.has("fading", "none") ? 0.5 : 0.75;
            case "ratioStabilityGap" -> 0.125;
            default -> 0;
        };
        Outcome outcome = quick(Shipped.named("mobility"), bySpeed);
        Finding changed = outcome.findings().get(1);
        assertThat(MadeTables.rounded(changed, "15 m/s, rayleigh"))
                .containsExactly(-3.0, -25.0, 50.0, 75.0, 75.0, 62.5);
        assertThat(changed.measured().value().mean()).as("largest fall").isCloseTo(-3, within(1e-9));
        assertThat(outcome.charts())
                .extracting(ChartData::id)
                .containsExactly("nearShare", "qualityChange", "deadlinesGap", "ratioStability");
        ChartData quality = outcome.charts().get(1);
        assertThat(quality.series()).extracting(Series::name).containsExactly("no fading", "rayleigh");
        assertThat(quality.series().getLast().x()).containsExactly(1.5, 15);
        assertThat(quality.series().getLast().y()).containsExactly(new double[] {-0.003, -0.03}, within(1e-12));
        assertThat(outcome.charts().getLast().series().getFirst().y()).containsExactly(0.5, 0.5);
    }

    @Test
    void verdictsChangeAtTheirLimits() {
        Numbers edge = Numbers.of(Map.of("nearShare", 0.5));
        assertThat(quick(Shipped.named("mobility"), edge).findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.REPRODUCED, Verdict.ROBUST);
        Numbers less = edge.butIn("moving", "nearShare", 0.25);
        for (String column : List.of("deadlinesGap", "qualityChange")) {
            Numbers much = place -> place.column().equals(column) && place.has("arrivals", "bursts")
                    ? onlyFirstSeed(place, -0.05)
                    : less.at(place);
            assertThat(quick(Shipped.named("mobility"), much).findings())
                    .extracting(Finding::verdict)
                    .containsExactly(Verdict.DIFFERS, Verdict.SENSITIVE);
        }
        assertThat(quick(Shipped.named("mobility"), less.butIn("arriving", "nearShare", 0.25))
                        .findings()
                        .getFirst()
                        .verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void fullPlanHasMoreSlots() {
        for (Experiment experiment :
                List.of(Shipped.named("mobility"), Shipped.named("stale"), Shipped.named("overload-time"))) {
            assertThat(slots(experiment, true)).isGreaterThan(slots(experiment, false));
        }
    }

    private static int slots(Experiment experiment, boolean full) {
        return Integer.parseInt(experiment
                .sweeps(MadeTables.plan(full))
                .getFirst()
                .values("slots")
                .getFirst());
    }

    @Test
    void partialTablesGiveNoFindingsOrCharts() {
        for (Experiment experiment :
                List.of(Shipped.named("mobility"), Shipped.named("stale"), Shipped.named("overload-time"))) {
            assertThat(experiment.outcome(Map.of()).findings()).isEmpty();
            assertThat(experiment.outcome(Map.of()).charts()).isEmpty();
        }
        var arriving = new LinkedHashMap<>(MadeTables.quick(Shipped.named("mobility"), Numbers.of(Map.of())));
        arriving.remove("moving");
        assertThat(Shipped.named("mobility").outcome(arriving).findings()).isEmpty();
        assertThat(Shipped.named("mobility").outcome(arriving).charts()).isEmpty();
    }

    /** Gains are exactly 1 % at 1 s and 5 % at 5 s; deadlines fall from 0.75 to 0.5 with the first delay. */
    @Test
    void staleTableContainsFirstDelaysAboveLimits() {
        Numbers numbers = place -> switch (place.column()) {
            case "epsPricesRealMedian", "epsPricesMedian" ->
                onlyFirstSeed(place, place.has("delaySeconds", "5") ? 0.05 : place.has("delaySeconds", "1") ? 0.01 : 0);
            case "welfare" -> 200 - axis(place, "delaySeconds") / 2;
            case "deadlines" -> place.has("delaySeconds", "0") ? 0.75 : 0.5;
            case "oversold" -> place.has("delaySeconds", "1") ? 0.125 : 0;
            default -> 0;
        };
        Outcome outcome = quick(Shipped.named("stale"), numbers);
        Finding stale = outcome.findings().getFirst();
        assertThat(MadeTables.rounded(stale, "1.5 m/s, one task per slot, solved, head room 0.01"))
                .containsExactly(1.0, 5.0, 1.0, 5.0, 5.0, 75.0, 50.0, 12.5);
        assertThat(stale.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(outcome.charts())
                .extracting(ChartData::id)
                .containsExactly("epsPricesRealMedian", "epsPricesMedian", "deadlines", "welfareChange");
        ChartData welfare = outcome.charts().getLast();
        assertThat(welfare.series())
                .extracting(Series::name)
                .containsExactly("1.5 m/s, random arrivals", "1.5 m/s, one task per slot");
        assertThat(welfare.series().getFirst().x()).containsExactly(0, 1, 5);
        assertThat(welfare.series().getFirst().y()).containsExactly(new double[] {0, -0.0025, -0.0125}, within(1e-12));
        assertThat(outcome.charts().get(2).series().getFirst().y()).containsExactly(0.75, 0.5, 0.5);
    }

    @Test
    void lossOfWelfareOrDeadlinesSuffices() {
        Numbers falls = place -> !place.column().equals("welfare") ? 0 : place.has("delaySeconds", "1") ? 195 : 200;
        assertThat(quick(Shipped.named("stale"), falls).findings().getFirst().verdict())
                .isEqualTo(Verdict.SENSITIVE);
        Numbers late = place -> switch (place.column()) {
            case "welfare" -> 200;
            case "deadlines" -> place.has("delaySeconds", "1") ? 0.5 : 0.75;
            default -> 0;
        };
        assertThat(quick(Shipped.named("stale"), late).findings().getFirst().verdict())
                .as("a quarter of the deadlines is lost")
                .isEqualTo(Verdict.SENSITIVE);
        Numbers gains = place -> place.column().equals("deadlines")
                ? 0.75
                : place.column().equals("welfare") ? 200 : place.has("delaySeconds", "0") ? 0.5 : 0;
        assertThat(quick(Shipped.named("stale"), gains).findings().getFirst().verdict())
                .isEqualTo(Verdict.ROBUST);
    }

    @Test
    void staleRowsAndChartsArePerMarketVariant() {
        Numbers numbers = place -> switch (place.column()) {
            case "welfare" -> place.has("loss", "0.3") ? 150 : 200;
            case "epsPricesRealMedian" -> 0.25;
            case "epsPricesMedian" -> 0.5;
            case "deadlines" -> place.has("loss", "0.3") ? 0.5 : 0.75;
            case "oversold" -> 0.125;
            default -> 0;
        };
        Outcome outcome = Shipped.named("stale").outcome(MadeTables.full(Shipped.named("stale"), numbers));
        Finding lossy = outcome.findings().get(1);
        assertThat(MadeTables.rounded(lossy, "15 m/s, random arrivals, one iteration per slot, head room 0, 0.3"))
                .containsExactly(25.0, 50.0, -25.0, 50.0, 12.5);
        assertThat(MadeTables.rounded(lossy, "1.5 m/s, random arrivals, solved, head room 0.01, 0.1"))
                .containsExactly(25.0, 50.0, 0.0, 75.0, 12.5);
        assertThat(lossy.measured().value().mean()).isCloseTo(-25, within(1e-9));
        assertThat(outcome.charts().getFirst().series())
                .as("only solved prices and the default head room")
                .extracting(Series::name)
                .containsExactly(
                        "1.5 m/s, random arrivals",
                        "1.5 m/s, one task per slot",
                        "15 m/s, random arrivals",
                        "15 m/s, one task per slot");
    }

    private static Outcome overload(Numbers numbers) {
        return Shipped.named("overload-time").outcome(MadeTables.full(Shipped.named("overload-time"), numbers));
    }

    @Test
    void everyLoadHasRowAndPoint() {
        Outcome outcome = overload(place -> switch (place.column()) {
            case "backlog" -> axis(place, "load");
            case "backlogSlope" -> onlyFirstSeed(place, 0.001);
            case "homeBacklog" -> 3;
            case "homeBacklogSlope" -> 0.002;
            case "expiredShare" -> 0.125;
            case "deadlines" -> place.has("load", "1.2") && place.has("aerialAgents", "0") ? 0.25 : 0.96;
            case "soldShare" -> 0.5;
            case "aerialServing" -> axis(place, "aerialAgents");
            default -> 0;
        });
        Finding within = outcome.findings().getFirst();
        Finding beyond = outcome.findings().get(1);
        assertThat(MadeTables.rounded(within, "0.8, 3, last clearing"))
                .containsExactly(0.8, 1.0, 3.0, 2.0, 12.5, 96.0, 50.0, 3.0);
        assertThat(MadeTables.rounded(beyond, "1.2, 0, sold share"))
                .containsExactly(1.2, 1.0, 3.0, 2.0, 12.5, 25.0, 50.0, 0.0);
        assertThat(names(beyond)).contains("1.0, 1, expected cost");
        assertThat(within.measured().value().mean()).isCloseTo(96, within(1e-9));
        assertThat(within.verdict()).as("a slope of 0.001 is not growth").isEqualTo(Verdict.REPRODUCED);
        assertThat(beyond.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(beyond.because()).contains("Users lose deadlines", "stay bounded");
        assertThat(beyond.measured().value().mean())
                .as("where fewest deadlines are met")
                .isEqualTo(25);
        assertThat(outcome.charts()).extracting(ChartData::id).containsExactly("backlog", "deadlines", "expiredShare");
        ChartData backlog = outcome.charts().getFirst();
        assertThat(backlog.series()).hasSize(12);
        assertThat(backlog.series().getFirst().name()).isEqualTo("0 AAs, expected cost");
        assertThat(backlog.series().getFirst().x()).containsExactly(0.5, 0.8, 1, 1.2);
        assertThat(backlog.series().getFirst().y()).containsExactly(new double[] {0.5, 0.8, 1, 1.2}, within(1e-12));
    }

    @Test
    void loadEqualToCapacityCountsAsTooMuch() {
        Outcome outcome = overload(place -> switch (place.column()) {
            case "backlogSlope" -> place.has("load", "1.0") ? 0.01 : 0;
            case "deadlines" -> 1;
            default -> 0;
        });
        assertThat(outcome.findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.REPRODUCED, Verdict.SENSITIVE);
        assertThat(outcome.findings().get(1).because()).contains("grow significantly");
    }
}

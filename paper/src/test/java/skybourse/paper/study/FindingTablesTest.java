package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;
import skybourse.paper.experiment.Verdict;

/** Tables and reasons of verdicts on rounds and auctions, from artificial numbers, and values at the limits of verdicts. */
class FindingTablesTest {

    private static final String MIDPOINT = "double-dutch-midpoint";

    private static Finding quick(Experiment experiment, String subject, Numbers numbers, double... keys) {
        return MadeTables.finding(experiment, MadeTables.quick(experiment, numbers, keys), subject);
    }

    /** Of 30 solves of each kind, 10 converge after 1, 5 and 9 iterations each; a quarter oscillates. */
    @Test
    void iterationTableContainsQuantiles() {
        Finding finding = quick(
                Shipped.named("figure-4"),
                "iterations until prices converge",
                place -> place.column().equals("restOnePercent") ? 13 - 4 * place.seed() : 0.25);
        for (String leaders : List.of("with overload prices", "myopic")) {
            List<Double> row = MadeTables.row(finding, leaders);
            assertThat(row.subList(0, 4)).containsExactly(30.0, 5.0, 9.0, 9.0);
            assertThat(row.get(4)).isCloseTo(200.0 / 3, within(1e-12));
            assertThat(row.get(5)).isEqualTo(25);
        }
    }

    @Test
    void convergenceNeedsHalfOfSolves() {
        String subject = "iterations until prices converge";
        Numbers half = Numbers.of(Map.of("restOnePercent", 6.0)).but("search", "grid", "restOnePercent", 20);
        assertThat(quick(Shipped.named("figure-4"), subject, half).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(quick(Shipped.named("figure-4"), subject, half.but("overload", "ignore", "restOnePercent", 20))
                        .verdict())
                .isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void finalPricesAgreeWithinOneThousandth() {
        String subject = "same final prices from different starts";
        Finding edge = quick(Shipped.named("figure-4"), subject, Numbers.of(Map.of("differenceFromZeroStart", 1e-3)));
        assertThat(edge.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(edge.because()).isEqualTo("All starts end at the same prices");
        assertThat(MadeTables.row(edge, "caps")).containsExactly(12.0, 100.0, 0.1);
        Numbers half = Numbers.of(Map.of())
                .but("start", "caps", "differenceFromZeroStart", 0.5)
                .but("start", "random-1", "differenceFromZeroStart", 0.5);
        Finding no = quick(Shipped.named("figure-4"), subject, half);
        assertThat(no.verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(no.because()).startsWith("Profit functions have several local maxima");
        assertThat(MadeTables.row(no, "random-1").subList(1, 3)).containsExactly(0.0, 50.0);
    }

    @Test
    void certificatesAreListedPerSearch() {
        String subject = "no agent gains by deviating alone";
        Numbers some = Numbers.of(Map.of("restCertified", 0.25, "certified", 0.75, "epsilon", 0.3))
                .but("search", "grid", "epsilon", 0.4)
                .but("overload", "ignore", "epsilon", 0.5)
                .butIn("drawn", "certified", 1);
        Finding finding = quick(Shipped.named("figure-4"), subject, some.but("overload", "ignore", "certified", 0.5));
        assertThat(MadeTables.row(finding, "with overload prices, slope")).containsExactly(25.0, 75.0, 100.0, 0.3);
        assertThat(MadeTables.row(finding, "myopic, grid")).containsExactly(25.0, 50.0, 50.0, 0.5);
        assertThat(finding.because()).startsWith("Converged prices are not always an equilibrium");
        assertThat(quick(Shipped.named("figure-4"), subject, Numbers.of(Map.of("restCertified", 1.0)))
                        .because())
                .startsWith("The certificate, which is independent of the solver, holds");
    }

    @Test
    void differencesUpTo1e9AreRounding() {
        Finding edge = quick(
                Shipped.named("follower"),
                "concave utility, bisection",
                Numbers.of(Map.of(
                        "largestSecondDifference", -1.0,
                        "bisectionAgainstExact", 1e-9,
                        "gridGainOverBisection", 1e-9)));
        assertThat(edge.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(MadeTables.row(edge, "8")).containsExactly(300.0, -1.0, 1e-9, 1e-9);
    }

    @Test
    void tiedLoadsReportFixedAgents() {
        Finding alike = quick(
                Shipped.named("two-tiers"),
                "prices balance supply and demand",
                Numbers.of(Map.of(
                                "mobileLoadPerCapacity",
                                1.25,
                                "fixedLoadPerCapacity",
                                0.75,
                                "soldShareOfOverload",
                                0.5))
                        .but("overload", "ignore", "soldShareOfOverload", 0.25));
        assertThat(alike.measured().name()).contains("fixed");
        assertThat(MadeTables.row(alike, "with overload prices")).containsExactly(1.25, 0.75, 50.0);
        assertThat(MadeTables.row(alike, "myopic")).containsExactly(1.25, 0.75, 25.0);
    }

    @Test
    void deadlineFindingStatesReason() {
        String subject = "deadlines are met where resources are short";
        Numbers alone = Numbers.of(Map.of("deadlineShare", 0.5));
        assertThat(quick(Shipped.named("two-tiers"), subject, alone).because()).contains("is not significant");
        // seeds without a measured value do not count
        Numbers twentieth = place -> place.seed() == 1 ? 0.95 : Double.NaN;
        Finding most = quick(
                Shipped.named("two-tiers"),
                subject,
                place -> place.has("rule", MIDPOINT) ? twentieth.at(place) : alone.at(place));
        assertThat(most.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(most.because()).endsWith("at most 5 % of deadlines are missed");
        Finding some = quick(Shipped.named("two-tiers"), subject, alone.but("rule", MIDPOINT, "deadlineShare", 0.7));
        assertThat(some.because()).contains("more than 5 % of deadlines");
    }

    @Test
    void theoremOneTableContainsMarketsAndDeficit() {
        Numbers paid = Numbers.of(Map.of("worstLossTicks", 3.0, "highestHouseTicks", 1.0, "lowestHouseTicks", -2.0));
        String rule = "trade reduction, shorter turns";
        // three seeds, two distributions, 100 markets per cell
        assertThat(MadeTables.row(quick(Shipped.named("theorem-1"), "individual rationality", paid), rule))
                .containsExactly(600.0, 3.0);
        assertThat(MadeTables.row(quick(Shipped.named("theorem-1"), "strong budget balance", paid), rule))
                .containsExactly(1.0, 2.0);
    }

    @Test
    void lowerOfTwoPeaksIsReported() {
        Numbers peaks = place -> switch (place.column()) {
            case "gainOverTruthTicks" -> 0.5;
            case "clockUtilityTicks" -> place.key() / 10;
            default -> place.key() == 30 ? 0 : 7;
        };
        Finding finding = quick(Shipped.named("figure-8"), "where the buyer's utility peaks", peaks, 30, 38, 41);
        assertThat(finding.measured().value().mean()).isEqualTo(38);
        assertThat(MadeTables.row(finding, "midpoint, alternate turns")).containsExactly(38.0, 0.5, 4.1);
        assertThat(finding.because()).startsWith("The trader shades its report");
        Numbers none = place -> place.column().equals("gainOverTruthTicks") ? 0 : peaks.at(place);
        assertThat(quick(Shipped.named("figure-8"), "where the buyer's utility peaks", none, 30, 38, 41)
                        .because())
                .startsWith("No report is significantly better");
    }

    @Test
    void liquidityTableAndReasonFollowTrades() {
        Numbers sizes = Numbers.of(Map.of("trades", 2.0, "welfarePerOptimum", 0.5, "deadweightShare", 0.25));
        Finding same = quick(Shipped.named("liquidity"), "liquidity", sizes);
        assertThat(MadeTables.row(same, "5/10")).containsExactly(2.0, 0.0, 50.0, 25.0);
        assertThat(same.because()).contains("neither the number of trades nor");
        assertThat(quick(Shipped.named("liquidity"), "liquidity", sizes.but("market", "5/10", "trades", 3))
                        .because())
                .contains("significantly")
                .doesNotContain("neither");
    }

    @Test
    void constantWelfareIsNotReportedAsGain() {
        Numbers flat = Numbers.of(Map.of("welfarePerOptimum", 0.5, "messages", 50.0));
        Finding precise = quick(Shipped.named("step-size"), "finer steps are more precise", flat);
        assertThat(precise.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(precise.measured().unit()).isEqualTo("% of the best");
        assertThat(MadeTables.row(precise, "21")).containsExactly(50.0, 50.0);
        Finding cost = quick(Shipped.named("step-size"), "finer steps cost more broadcasts", flat);
        assertThat(cost.measured().unit()).isEmpty();
        assertThat(MadeTables.row(cost, "34")).containsExactly(50.0, 50.0);
    }

    /** Fixed steps have (100 - step) messages and a welfare of 1 - step^2 / 2000; adaptive ones the given values. */
    private static Finding adaptiveFinding(double messages, double welfare) {
        return quick(Shipped.named("step-size"), "adaptive steps ease the trade-off", place -> {
            boolean fixed = place.sweep().equals("fixed-steps");
            double step = Double.parseDouble(place.settings().text("step"));
            return switch (place.column()) {
                case "welfarePerOptimum" -> fixed ? 1 - step * step / 2000 : welfare;
                case "messages" -> fixed ? 100 - step : messages;
                default -> 0;
            };
        });
    }

    private static double interpolated(double messages) {
        return MadeTables.row(adaptiveFinding(messages, 0.1), "greedy, normal").get(2);
    }

    @Test
    void interpolatesWelfareBetweenSteps() {
        assertThat(interpolated(90))
                .isCloseTo(100 * (0.4 * (1 - 169.0 / 2000) + 0.6 * (1 - 64.0 / 2000)), within(1e-9));
        assertThat(interpolated(99)).isCloseTo(100 * (1 - 1.0 / 2000), within(1e-9));
        assertThat(interpolated(66)).isCloseTo(100 * (1 - 1156.0 / 2000), within(1e-9));
        assertThat(interpolated(65)).isNaN();
        assertThat(interpolated(99.5)).isNaN();
        assertThat(adaptiveFinding(66, 1 - 1156.0 / 2000).verdict())
                .as("as good is not better")
                .isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(adaptiveFinding(66, 1 - 1155.0 / 2000).verdict()).isEqualTo(Verdict.REPRODUCED);
    }
}

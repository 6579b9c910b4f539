package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.FindingNumbers;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;
import skybourse.paper.experiment.MadeTables.Place;
import skybourse.paper.experiment.Verdict;

/** Verdicts on Theorem 1, figure 8, liquidity and step sizes from artificial numbers. */
class AuctionVerdictsTest {

    private static final String MIDPOINT = "double-dutch-midpoint";

    private static Finding theorem(String subject, Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("theorem-1"), MadeTables.quick(Shipped.named("theorem-1"), numbers), subject);
    }

    @Test
    void theoremOneFailsWithSingleCounterexample() {
        Numbers holds = Numbers.of(Map.of());
        for (var entry : Map.of(
                        "individual rationality", "worstLossTicks",
                        "truthful reports are optimal", "largestGainTicks",
                        "strong budget balance", "highestHouseTicks")
                .entrySet()) {
            assertThat(theorem(entry.getKey(), holds).verdict()).isEqualTo(Verdict.REPRODUCED);
            assertThat(theorem(
                                    entry.getKey(),
                                    place -> last(place) && place.column().equals(entry.getValue()) ? 0.5 : 0)
                            .verdict())
                    .as(entry.getKey())
                    .isEqualTo(Verdict.NOT_REPRODUCED);
            // only the paper's rule is judged
            assertThat(theorem(entry.getKey(), holds.butIn("shorter", entry.getValue(), 0.5))
                            .verdict())
                    .isEqualTo(Verdict.REPRODUCED);
        }
        Finding paid = theorem("strong budget balance", holds.butIn("alternate", "lowestHouseTicks", -2));
        assertThat(paid.verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(paid.measured().value().mean()).isEqualTo(2);
    }

    /** One cell of the paper's rule. */
    private static boolean last(Place place) {
        return place.sweep().equals("alternate")
                && place.has("rule", MIDPOINT)
                && place.has("law", "normal")
                && place.seed() == 3;
    }

    @Test
    void theoremOneTableListsEveryRule() {
        Finding finding = theorem(
                "truthful reports are optimal",
                Numbers.of(Map.of("gainfulShare", 0.25)).but("rule", MIDPOINT, "gainfulShare", 0.75));
        assertThat(finding.measured().value().mean()).isEqualTo(75);
        assertThat(finding.table().rows())
                .extracting(FindingNumbers.Row::name)
                .containsExactly(
                        "midpoint, alternate turns",
                        "trade reduction, alternate turns",
                        "midpoint, shorter turns",
                        "trade reduction, shorter turns",
                        "strongly balanced reduction, shorter turns");
        assertThat(finding.table().rows())
                .extracting(row -> row.values().getFirst().mean())
                .containsExactly(75.0, 25.0, 75.0, 25.0, 25.0);
    }

    private static Finding buyer(Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("figure-8"),
                MadeTables.quick(Shipped.named("figure-8"), numbers, 30, 38, 41, 45),
                "where the buyer's utility peaks");
    }

    /** Utility falls with the distance from the peak; the gain over the truthful report is equal in every seed. */
    private static Numbers peak(double at, double gain) {
        return place -> place.column().equals("gainOverTruthTicks") ? gain : 10 - Math.abs(place.key() - at);
    }

    @Test
    void verdictDependsOnPeakOfBuyerUtility() {
        assertThat(buyer(peak(41, 0)).verdict()).isEqualTo(Verdict.REPRODUCED);
        Finding near = buyer(peak(38, 0.5));
        assertThat(near.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(near.measured().value().mean()).isEqualTo(38);
        assertThat(near.table().rows()).hasSize(5);
        assertThat(buyer(peak(30, 0.5)).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(buyer(peak(30, 0)).verdict())
                .as("a peak elsewhere that gains nothing significantly")
                .isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void sellerIsJudgedByItsOwnCost() {
        var tables = MadeTables.quick(Shipped.named("figure-8"), peak(9, 0.5), 9, 21);
        assertThat(MadeTables.finding(Shipped.named("figure-8"), tables, "where the seller's utility peaks")
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(MadeTables.finding(Shipped.named("figure-8"), tables, "where the buyer's utility peaks")
                        .verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    private static Finding liquidity(Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("liquidity"), MadeTables.quick(Shipped.named("liquidity"), numbers), "liquidity");
    }

    @Test
    void liquidityIsSensitiveIfTradesOrPricesChange() {
        Numbers same = Numbers.of(Map.of("trades", 2.0, "priceVariance", 30.0));
        assertThat(liquidity(same).verdict()).isEqualTo(Verdict.ROBUST);
        Finding calmer = liquidity(same.but("market", "5/10", "priceVariance", 20));
        assertThat(calmer.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(calmer.measured().value().mean()).isEqualTo(-10);
        assertThat(liquidity(same.but("market", "5/10", "trades", 3)).verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(liquidity(place -> place.has("market", "5/10") && place.seed() == 1 ? 3 : 2)
                        .verdict())
                .as("one seed of three")
                .isEqualTo(Verdict.ROBUST);
    }

    private static Finding steps(String subject, Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("step-size"), MadeTables.quick(Shipped.named("step-size"), numbers), subject);
    }

    /** Welfare and messages of fixed steps fall with the step; an adaptive policy has 90 messages and {@code welfare}. */
    private static Numbers curve(double welfare) {
        return place -> {
            boolean fixed = place.sweep().equals("fixed-steps");
            double step = Double.parseDouble(place.settings().text("step"));
            return switch (place.column()) {
                case "welfarePerOptimum" -> fixed ? 1 - step / 100 : welfare;
                case "messages" -> fixed ? 100 - step : 90;
                default -> 0;
            };
        };
    }

    @Test
    void finerStepsAreJudgedPerDistribution() {
        Finding precise = steps("finer steps are more precise", curve(0.5));
        assertThat(precise.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(precise.measured().value().mean()).isCloseTo(-20, within(1e-9));
        Numbers odd = curve(0.5);
        assertThat(steps(
                                "finer steps are more precise",
                                place -> place.has("law", "normal")
                                                && place.has("step", "34")
                                                && place.column().equals("welfarePerOptimum")
                                        ? 1
                                        : odd.at(place))
                        .verdict())
                .as("one law of two")
                .isEqualTo(Verdict.SENSITIVE);
        assertThat(steps("finer steps are more precise", odd.but("step", "34", "welfarePerOptimum", 1))
                        .verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
        Finding cost = steps("finer steps cost more broadcasts", curve(0.5));
        assertThat(cost.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(cost.measured().value().mean()).isCloseTo(-20, within(1e-9));
        assertThat(steps("finer steps cost more broadcasts", odd.but("step", "2", "messages", 200))
                        .verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    /** With 90 messages fixed steps of 10 would reach 0.9. */
    @Test
    void adaptivePolicyIsComparedAtEqualMessages() {
        String subject = "adaptive steps ease the trade-off";
        Finding better = steps(subject, curve(0.91));
        assertThat(better.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(better.measured().value().mean()).isEqualTo(8);
        assertThat(better.table().rows().getFirst().values().get(2).mean()).isCloseTo(90, within(1e-9));
        assertThat(steps(subject, curve(0.89)).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        Finding one = steps(
                subject,
                place -> place.has("law", "normal") && place.sweep().equals("adaptive-steps")
                        ? 1000 // more messages than any fixed step has: nothing to compare with
                        : curve(0.91).at(place));
        assertThat(one.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(one.measured().value().mean()).isEqualTo(4);
    }

    @Test
    void partialTablesGiveNoFindings() {
        for (Experiment experiment : List.of(
                Shipped.named("theorem-1"),
                Shipped.named("figure-8"),
                Shipped.named("liquidity"),
                Shipped.named("step-size"))) {
            assertThat(experiment.outcome(Map.of()).findings()).isEmpty();
        }
    }
}

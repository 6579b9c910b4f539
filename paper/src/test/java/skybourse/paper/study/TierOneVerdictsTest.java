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

/** Verdicts of figure 4, follower and two-tiers from artificial numbers; one changed number changes the verdict. */
class TierOneVerdictsTest {

    private static Finding figure4(String subject, Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("figure-4"), MadeTables.quick(Shipped.named("figure-4"), numbers), subject);
    }

    private static Finding iterations(Numbers numbers) {
        return figure4("iterations until prices converge", numbers);
    }

    @Test
    void iterationsAreJudgedByRangeOfPaper() {
        Numbers six = Numbers.of(Map.of("restOnePercent", 6.0));
        Finding finding = iterations(six);
        assertThat(finding.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(finding.measured().value().mean()).isEqualTo(100);
        for (double edge : new double[] {1, 5, 8}) {
            assertThat(iterations(Numbers.of(Map.of("restOnePercent", edge))).verdict())
                    .isEqualTo(Verdict.REPRODUCED);
        }
        assertThat(iterations(Numbers.of(Map.of("restOnePercent", 9.0))).verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void lateConvergenceOfOneKindChangesVerdict() {
        Numbers six = Numbers.of(Map.of("restOnePercent", 6.0));
        Finding finding = iterations(six.but("overload", "ignore", "restOnePercent", 20));
        assertThat(finding.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(finding.measured().value().mean()).isEqualTo(50);
        assertThat(finding.table().rows())
                .extracting(row -> row.values().get(1).mean())
                .containsExactly(6.0, 20.0);
        assertThat(finding.table().rows())
                .extracting(row -> row.values().get(4).mean())
                .containsExactly(100.0, 0.0);
    }

    /** Solves of a market share its seed: three seeds are three repetitions for any number of starts. */
    @Test
    void intervalCountsEachSeedOnce() {
        Finding finding = iterations(place -> place.seed() == 1 ? 6 : 20);
        assertThat(finding.measured().value().count()).isEqualTo(3);
        assertThat(finding.measured().value().mean()).isCloseTo(100.0 / 3, within(1e-12));
    }

    @Test
    void startsAgreeIfAllEndAtSamePrices() {
        String subject = "same final prices from different starts";
        Numbers same = Numbers.of(Map.of());
        assertThat(figure4(subject, same).verdict()).isEqualTo(Verdict.REPRODUCED);
        Finding one = figure4(subject, same.but("start", "caps", "differenceFromZeroStart", 0.02));
        assertThat(one.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(one.measured().value().mean()).isCloseTo(75, within(1e-12));
        assertThat(one.table().rows().getFirst().values().get(2).mean()).isCloseTo(2, within(1e-12));
        assertThat(figure4(subject, Numbers.of(Map.of("differenceFromZeroStart", 0.0011)))
                        .verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
        // other starts are compared with the start from zero
        assertThat(figure4(subject, same.but("start", "zero", "differenceFromZeroStart", 1))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void convergedPricesNeedCertificates() {
        String subject = "no agent gains by deviating alone";
        Numbers proven = Numbers.of(Map.of("restCertified", 1.0, "certified", 1.0));
        assertThat(figure4(subject, proven).verdict()).isEqualTo(Verdict.REPRODUCED);
        Finding one = figure4(subject, proven.but("start", "caps", "restCertified", 0));
        assertThat(one.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(one.measured().value().mean()).isCloseTo(80, within(1e-12));
        assertThat(figure4(subject, Numbers.of(Map.of("certified", 0.5, "epsilon", 0.3)))
                        .verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    private static Finding follower(Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("follower"),
                MadeTables.quick(Shipped.named("follower"), numbers),
                "concave utility, bisection");
    }

    @Test
    void detectsConvexUtilityAndInexactBisection() {
        Numbers concave = Numbers.of(Map.of("largestSecondDifference", -1.0, "bisectionAgainstExact", 1e-12));
        Finding finding = follower(concave);
        assertThat(finding.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(finding.measured().value().mean()).isEqualTo(1e-12);
        assertThat(finding.table().rows())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.values().getFirst().mean()).isEqualTo(300));
        assertThat(follower(concave.but("leaders", "8", "bisectionAgainstExact", 1e-6))
                        .verdict())
                .isEqualTo(Verdict.DIFFERS);
        assertThat(follower(concave.but("leaders", "3", "largestSecondDifference", 0))
                        .verdict())
                .isEqualTo(Verdict.DIFFERS);
        assertThat(follower(Numbers.of(Map.of("largestSecondDifference", 1.0, "gridGainOverBisection", 0.1)))
                        .verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    private static Finding twoTiers(String subject, Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("two-tiers"), MadeTables.quick(Shipped.named("two-tiers"), numbers), subject);
    }

    @Test
    void supplyIsBalancedIfBothLoadsMatchCapacity() {
        String subject = "prices balance supply and demand";
        Numbers full = Numbers.of(Map.of("mobileLoadPerCapacity", 1.04, "fixedLoadPerCapacity", 0.97));
        assertThat(twoTiers(subject, full).verdict()).isEqualTo(Verdict.REPRODUCED);
        Finding over = twoTiers(subject, full.but("rule", "double-dutch-midpoint", "fixedLoadPerCapacity", 1.3));
        assertThat(over.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(over.measured().name()).contains("fixed");
        assertThat(over.measured().value().mean()).isCloseTo(1.3, within(1e-12));
        Finding both = twoTiers(subject, full.but("rule", "double-dutch-midpoint", "mobileLoadPerCapacity", 1.5));
        assertThat(both.verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(both.measured().name()).contains("mobile");
    }

    @Test
    void deadlinesNeedTierTwoGainAndFewMisses() {
        String subject = "deadlines are met where resources are short";
        Numbers alone = Numbers.of(Map.of("deadlineShare", 0.5));
        assertThat(twoTiers(subject, alone).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        Finding some = twoTiers(subject, alone.but("rule", "double-dutch-midpoint", "deadlineShare", 0.7));
        assertThat(some.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(some.measured().value().mean()).isCloseTo(70, within(1e-12));
        assertThat(some.table().rows().get(1).values().get(1).mean()).isCloseTo(20, within(1e-12));
        assertThat(twoTiers(subject, alone.but("rule", "double-dutch-midpoint", "deadlineShare", 0.96))
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(twoTiers(subject, Numbers.of(Map.of("deadlineShare", 1.0))).verdict())
                .as("tier 2 changes nothing")
                .isEqualTo(Verdict.NOT_REPRODUCED);
        // a gain in one seed of three only is not significant
        assertThat(twoTiers(subject, place -> place.has("rule", "double-dutch-midpoint") && place.seed() == 1 ? 1 : 0.5)
                        .verdict())
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void partialTablesGiveNoFindings() {
        for (Experiment experiment :
                List.of(Shipped.named("figure-4"), Shipped.named("follower"), Shipped.named("two-tiers"))) {
            assertThat(experiment.outcome(Map.of()).findings()).isEmpty();
        }
    }
}

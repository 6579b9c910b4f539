package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;
import skybourse.paper.experiment.Verdict;

/** Verdicts of experiments over time from artificial numbers; one changed number changes the verdict. */
class OverTimeVerdictsTest {

    private static Finding mobility(String subject, Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("mobility"), MadeTables.full(Shipped.named("mobility"), numbers), subject);
    }

    @Test
    void movingMarketConvergesIfHalfOfSlotsDo() {
        String subject = "iterations in a moving market";
        Numbers half = Numbers.of(Map.of("nearShare", 0.5, "restShare", 0.0));
        assertThat(mobility(subject, half).verdict()).isEqualTo(Verdict.REPRODUCED);
        Finding one = mobility(subject, half.butIn("driving", "nearShare", 0.49));
        assertThat(one.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(one.measured().value().mean()).isCloseTo(49, within(1e-9));
        assertThat(one.table().rows()).hasSize(19);
        assertThat(mobility(subject, Numbers.of(Map.of("nearShare", 0.49, "restShare", 1.0)))
                        .verdict())
                .as("restShare does not affect the verdict")
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void motionIsRobustBelow5PercentLoss() {
        Numbers little = Numbers.of(Map.of("qualityChange", -0.049, "deadlinesGap", -0.049, "ratioStability", 0.3));
        Finding robust = mobility("mobility", little);
        assertThat(robust.verdict()).isEqualTo(Verdict.ROBUST);
        assertThat(robust.measured().value().mean()).isCloseTo(-4.9, within(1e-9));
        assertThat(mobility("mobility", little.but("fading", "rician", "qualityChange", -0.05))
                        .verdict())
                .isEqualTo(Verdict.SENSITIVE);
        assertThat(mobility("mobility", little.but("arrivals", "bursts", "deadlinesGap", -0.051))
                        .verdict())
                .isEqualTo(Verdict.SENSITIVE);
    }

    @Test
    void frozenStabilityIsMovingStabilityMinusGap() {
        Numbers stability = Numbers.of(Map.of("ratioStability", 0.3, "ratioStabilityGap", 0.1));
        assertThat(mobility("mobility", stability).table().rows().getFirst().values())
                .extracting(value -> Math.round(value.mean()))
                .endsWith(30L, 20L);
    }

    private static final Numbers UNDELAYED = Numbers.of(Map.of("welfare", 200.0));

    private static Finding stale(Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("stale"), MadeTables.full(Shipped.named("stale"), numbers), "stale prices");
    }

    @Test
    void delaysAreRobustWithoutGainsOrWelfareLoss() {
        assertThat(stale(UNDELAYED).verdict()).isEqualTo(Verdict.ROBUST);
        assertThat(stale(UNDELAYED.but("delaySeconds", "0", "epsPricesRealMedian", 0.02))
                        .verdict())
                .as("gains without delay do not count")
                .isEqualTo(Verdict.ROBUST);
        assertThat(stale(UNDELAYED.but("delaySeconds", "10", "epsPricesRealMedian", 0.01))
                        .verdict())
                .isEqualTo(Verdict.SENSITIVE);
        assertThat(stale(UNDELAYED.but("delaySeconds", "5", "epsPricesMedian", 2))
                        .verdict())
                .as("only gains in money count")
                .isEqualTo(Verdict.ROBUST);
        assertThat(stale(UNDELAYED.but("delaySeconds", "10", "welfare", 197)).verdict())
                .isEqualTo(Verdict.SENSITIVE);
    }

    /** Deadlines may fall although welfare does not: then the verdict names the deadlines. */
    @Test
    void delaysAreSensitiveIfDeadlinesFall() {
        Numbers all = place -> place.column().equals("deadlines") ? 0.65 : UNDELAYED.at(place);
        Finding few = stale(all.but("delaySeconds", "1", "deadlines", 0.61));
        assertThat(few.verdict()).isEqualTo(Verdict.ROBUST);
        assertThat(few.measured().value().mean()).isCloseTo(-4, within(1e-9));
        Finding many = stale(all.but("delaySeconds", "1", "deadlines", 0.59));
        assertThat(many.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(many.measured().name()).contains("deadlines met");
    }

    @Test
    void rowContainsFirstDelaysAboveLimits() {
        Numbers numbers = place -> switch (place.column()) {
            case "epsPricesRealMedian" ->
                0.01 * Double.parseDouble(place.settings().text("delaySeconds"));
            case "epsPricesMedian" -> place.has("delaySeconds", "0") ? 0 : 0.03;
            case "welfare" -> 200 - Double.parseDouble(place.settings().text("delaySeconds"));
            default -> 0;
        };
        assertThat(MadeTables.row(stale(numbers), "15 m/s, random arrivals, solved, head room 0"))
                .containsExactly(1.0, 5.0, 1.0, Double.NaN, 2.0, 0.0, 0.0, 0.0);
    }

    @Test
    void lostMessagesAreComparedWithDelayedOnes() {
        Numbers numbers = UNDELAYED.butIn("lost", "welfare", 199);
        assertThat(MadeTables.finding(
                        Shipped.named("stale"), MadeTables.full(Shipped.named("stale"), numbers), "lost messages"))
                .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.ROBUST))
                .satisfies(
                        finding -> assertThat(finding.measured().value().mean()).isZero())
                .satisfies(finding -> assertThat(finding.table().rows()).hasSize(16));
        assertThat(MadeTables.finding(
                                Shipped.named("stale"),
                                MadeTables.full(Shipped.named("stale"), numbers.but("loss", "0.3", "welfare", 197)),
                                "lost messages")
                        .verdict())
                .isEqualTo(Verdict.SENSITIVE);
        Numbers late = place -> place.column().equals("deadlines") ? 0.32 : numbers.at(place);
        Finding fewer = MadeTables.finding(
                Shipped.named("stale"),
                MadeTables.full(Shipped.named("stale"), late.butIn("lost", "deadlines", 0.26)),
                "lost messages");
        assertThat(fewer.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(fewer.measured().value().mean()).isCloseTo(-6, within(1e-9));
    }

    private static Finding overload(String subject, Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("overload-time"), MadeTables.full(Shipped.named("overload-time"), numbers), subject);
    }

    /** Three seeds around a mean: the interval contains 0 if their spread exceeds the mean. */
    private static Numbers slope(double mean, double spread) {
        return place -> switch (place.column()) {
            case "backlogSlope" -> mean + spread * (place.seed() - 2);
            case "deadlines" -> 0.97;
            default -> 0;
        };
    }

    @Test
    void backlogIsBoundedUnlessSlopeIsSignificant() {
        String within = "backlogs over time";
        assertThat(overload(within, slope(0.002, 0.01)).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(overload(within, slope(0.0009, 1e-6)).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(overload(within, slope(0.002, 1e-5)).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        Finding some = overload(within, growingAt("0.8"));
        assertThat(some.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(some.measured().value().mean()).isCloseTo(97, within(1e-9));
        assertThat(some.table().rows()).hasSize(24);
    }

    @Test
    void loadBeyondCapacityIsJudgedFromCapacityOn() {
        String beyond = "load beyond capacity";
        Numbers below = growingAt("0.8");
        assertThat(overload(beyond, below).verdict()).isEqualTo(Verdict.ROBUST);
        Numbers above = growingAt("1.2");
        assertThat(overload(beyond, above).verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(overload(beyond, above).because())
                .isNotEqualTo(overload(beyond, below).because());
    }

    private static Numbers growingAt(String load) {
        return place -> slope(place.has("load", load) ? 0.002 : 0, 1e-5).at(place);
    }

    /** Bounded backlogs of leaders do not help users whose tasks are late. */
    @Test
    void missedDeadlinesChangeBacklogVerdicts() {
        Numbers late = slope(0, 1e-5).but("load", "0.5", "deadlines", 0.94);
        Finding within = overload("backlogs over time", late);
        assertThat(within.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(within.measured().value().mean()).isCloseTo(94, within(1e-9));
        assertThat(within.because()).contains("backlogs stay bounded", "more than 5 % of the deadlines");
        assertThat(overload("load beyond capacity", late).verdict()).isEqualTo(Verdict.ROBUST);
        Finding beyond = overload("load beyond capacity", slope(0, 1e-5).but("load", "1.2", "deadlines", 0.25));
        assertThat(beyond.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(beyond.because()).startsWith("Users lose deadlines");
    }
}

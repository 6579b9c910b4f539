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

/** Verdicts of the experiment on scale from artificial numbers; one changed number changes the verdict. */
class ScaleVerdictsTest {

    private static final Experiment SCALE = Shipped.named("scale");

    private static Finding finding(String subject, Numbers numbers) {
        return MadeTables.finding(SCALE, MadeTables.full(SCALE, numbers), subject);
    }

    /** Gains of 0.9 for 100 messages; steps of 20 take 100 messages and steps of 80 take 50. */
    private static final Numbers BASE = Numbers.of(Map.of("welfarePerOptimum", 0.9, "messages", 100.0))
            .but("step", "80", "messages", 50)
            .but("step", "200", "welfarePerOptimum", 0.1);

    @Test
    void fixedStepIsChosenBySmallMarketReward() {
        Finding finding = finding("the learner's reward in large markets", BASE);
        assertThat(MadeTables.rounded(finding, "1000/1000")).containsExactly(0.7, 0.7, 0.7, 0.7, 0.8, 0.8);
        Numbers otherwise = place -> place.column().equals("welfarePerOptimum")
                        && place.has("step", "80")
                        && place.has("market", "1000/1000")
                ? 0.6
                : BASE.at(place);
        assertThat(MadeTables.rounded(finding("the learner's reward in large markets", otherwise), "1000/1000"))
                .as("chosen with ten lots, for which 80 is still best")
                .containsExactly(0.7, 0.7, 0.7, 0.7, 0.5, 0.7);
    }

    @Test
    void learnerMustBeAheadAtEverySize() {
        String subject = "the learner's reward in large markets";
        assertThat(finding(subject, BASE).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        Numbers more = BASE.butIn("learned", "messages", 49);
        assertThat(finding(subject, more).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(finding(subject, more).measured().value().mean()).isEqualTo(5);
        assertThat(finding(subject, more.but("market", "100/100", "messages", 100))
                        .verdict())
                .as("equal rewards at 100 lots")
                .isEqualTo(Verdict.SENSITIVE);
    }

    /** In every round a step of 6 takes 40 messages; a step of 24 has the reward 0.9 - 0.2 * 20 / 40. */
    private static final Numbers REAL = Numbers.of(
                    Map.of("gainsFromTradeShare", 0.9, "messages", 40.0, "deadlineShare", 0.75))
            .but("step", "24", "messages", 20)
            .butIn("real", "messages", 20);

    @Test
    void realRoundsCompareLearnerWithBestStep() {
        String subject = "the learner on real requests";
        Finding even = finding(subject, REAL);
        assertThat(even.verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(MadeTables.rounded(even, "fixed, 24 ticks")).containsExactly(0.8, 0.0, 90.0, 0.0, 20.0, 75.0);
        assertThat(MadeTables.rounded(even, "fixed, 6 ticks")).containsExactly(0.7, -0.1, 90.0, 0.0, 40.0, 75.0);
        Finding ahead = finding(subject, REAL.but("policy", "learned", "messages", 10));
        assertThat(ahead.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(ahead.measured().value().mean()).isCloseTo(0.05, within(1e-12));
        assertThat(ahead.measured().value().count()).as("rounds").isEqualTo(8);
        assertThat(finding(subject, REAL.but("policy", "learned-unfenced", "messages", 10))
                        .verdict())
                .as("the model in use is fenced")
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    private static Numbers growth(double power) {
        return place -> {
            double agents = Double.parseDouble(place.settings().byAxis().getOrDefault("agents", "1"));
            return switch (place.column()) {
                case "secondsASlot" -> agents < 1e4 ? 7 : Math.pow(agents, power);
                case "load99" -> place.has("prices", "held") ? agents / 2e6 : agents / 2e5;
                default -> 0;
            };
        };
    }

    @Test
    void marketDiffersIfTimeGrowsFasterThanAgents() {
        for (String subject :
                List.of("large markets", "large markets, prices held", "large markets, certified every tenth slot")) {
            assertThat(finding(subject, growth(1.09)).verdict()).as(subject).isEqualTo(Verdict.REPRODUCED);
            Finding faster = finding(subject, growth(1.11));
            assertThat(faster.verdict()).as(subject).isEqualTo(Verdict.DIFFERS);
            assertThat(faster.measured().value().mean()).isCloseTo(1.11, within(1e-9));
            assertThat(faster.table().rows()).hasSize(7);
        }
        Finding quick = MadeTables.finding(SCALE, MadeTables.quick(SCALE, growth(1.2)), "large markets");
        assertThat(quick.verdict())
                .as("10,000 agents are too few to fit growth")
                .isEqualTo(Verdict.NOT_ASKED);
        assertThat(quick.table().rows()).hasSize(3);
    }

    @Test
    void reportsLargestMarketWithinOneSecond() {
        Finding finding = finding("slots of one second in large markets", growth(1));
        assertThat(finding.measured().value().mean()).isEqualTo(100_000);
        assertThat(MadeTables.rounded(finding, "held")).containsExactly(1e6, 1.0);
        assertThat(MadeTables.rounded(finding, "certified")).containsExactly(1e5, 1.0);
    }

    @Test
    void learnerAheadOnSomeRoundsIsSensitive() {
        Numbers some = place -> place.column().equals("messages")
                        && place.has("policy", "learned")
                        && place.has("scenario", "melbourne-3.yaml")
                ? 10
                : REAL.at(place);
        assertThat(finding("the learner on real requests", some).verdict()).isEqualTo(Verdict.SENSITIVE);
    }
}

package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.ResultTable;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;
import skybourse.paper.experiment.MadeTables.Place;
import skybourse.paper.experiment.Verdict;

/** Verdicts of figures 5 to 7 and the ablation from artificial numbers. */
class LearnerVerdictsTest {

    private static final String AUCTIONEER = "auctioneer";

    /** Equal numbers for all learners and policies. */
    private static final Numbers EQUAL = Numbers.of(Map.of(
            "drawnReward", 0.8,
            "lastReward", 0.8,
            "reward", 0.8,
            "score", 0.8,
            "welfareShare", 0.9,
            "messages", 30.0,
            "episodes", 1000.0,
            "episodesTo95", 900.0));

    private static Numbers diffusion(Numbers numbers, String column, double value) {
        return numbers.but(AUCTIONEER, "diffusion", column, value);
    }

    private static Finding figure5(String subject, Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("figure-5"), MadeTables.full(Shipped.named("figure-5"), numbers), subject);
    }

    @Tag("slow")
    @Test
    void rewardGainMustBeAtLeast30Percent() {
        String subject = "reward against PPO with the settings of D2SAC's code";
        assertThat(figure5(subject, EQUAL).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        Finding forty = figure5(subject, diffusion(EQUAL, "drawnReward", 1.12));
        assertThat(forty.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(forty.measured().value().mean()).isCloseTo(40, within(1e-9));
        assertThat(figure5(subject, diffusion(EQUAL, "drawnReward", 1.03)).verdict())
                .as("29 % are not about 40 %")
                .isEqualTo(Verdict.NOT_REPRODUCED);
        Finding one = figure5(subject, place -> onOneMarket(place) ? 1.12 : EQUAL.at(place));
        assertThat(one.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(one.measured().value().mean()).as("mean of eight markets").isCloseTo(5, within(1e-9));
        assertThat(figure5(subject, diffusion(EQUAL, "score", 1.12)).verdict())
                .as("over the whole training")
                .isEqualTo(Verdict.REPRODUCED);
    }

    private static boolean onOneMarket(Place place) {
        return place.column().equals("drawnReward")
                && place.has(AUCTIONEER, "diffusion")
                && place.has("market", "mixed-5x3");
    }

    @Test
    void ppoVariantsAreJudgedSeparately() {
        Numbers weak = EQUAL.but(AUCTIONEER, "ppo", "drawnReward", 0.5);
        assertThat(figure5("reward against PPO with the settings of D2SAC's code", weak)
                        .verdict())
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(figure5("reward against tuned PPO", weak).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
    }

    /** The headroom is 0.4: 0.02 below the best is 5 points of it, 0.003 is 0.75, 0.005 is 1.25. */
    @Tag("slow")
    @Test
    void convergenceIsMeasuredInHeadroomPoints() {
        Numbers headroom = EQUAL.but(AUCTIONEER, "fixed", "reward", 0.6).but(AUCTIONEER, "ceiling", "reward", 1);
        Finding found = convergence(scores(headroom, 0.78, 0.797, 0.8));
        assertThat(found.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(found.measured().value().mean()).isEqualTo(100);
        assertThat(MadeTables.rounded(found, "diffusion").subList(1, 6)).containsExactly(100.0, 100.0, 55.0, 5.0, 0.75);
        Numbers late = scores(headroom, 0.78, 0.797, 0.795);
        assertThat(convergence(late).verdict())
                .as("a point of the headroom, not of the reward")
                .isEqualTo(Verdict.DIFFERS);
        assertThat(convergence(late).measured().value().mean()).isZero();
        assertThat(convergence(diffusion(late, "episodesTo95", 2000)).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(MadeTables.finding(
                                Shipped.named("figure-5"), MadeTables.quick(Shipped.named("figure-5"), headroom), CLAIM)
                        .verdict())
                .as("a quick run is too short to tell")
                .isEqualTo(Verdict.NOT_ASKED);
    }

    private static final String CLAIM = "epochs until the reward converges";

    private static Finding convergence(Numbers numbers) {
        Numbers atTheEnd =
                place -> place.key() == 80 || Set.of("score", "episodes").contains(place.column())
                        ? numbers.at(place)
                        : Double.NaN;
        return MadeTables.finding(
                Shipped.named("figure-5"), MadeTables.full(Shipped.named("figure-5"), atTheEnd, 25, 55, 70, 80), CLAIM);
    }

    /** Scores of diffusion at epochs 25, 55 and 70; 0.8 at the end. */
    private static Numbers scores(Numbers numbers, double at25, double at55, double at70) {
        Map<Double, Double> scores = Map.of(25.0, at25, 55.0, at55, 70.0, at70, 80.0, 0.8);
        return place -> place.column().equals("score") && place.has(AUCTIONEER, "diffusion")
                ? scores.getOrDefault(place.key(), 0.8)
                : numbers.at(place);
    }

    /** The best fixed step has 0.6, the ceiling 1: a reward of 0.9 is 75 % of the headroom. */
    @Test
    void headroomShareMustExceedRivalsOnEveryMarket() {
        String subject = "share of the headroom";
        Numbers headroom = EQUAL.but(AUCTIONEER, "fixed", "reward", 0.6).but(AUCTIONEER, "ceiling", "reward", 1);
        Finding ahead = figure5(subject, diffusion(headroom, "reward", 0.9));
        assertThat(ahead.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(ahead.measured().value().mean()).isCloseTo(75, within(1e-9));
        assertThat(figure5(subject, headroom).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(figure5(
                                subject,
                                place -> place.column().equals("reward") && place.has(AUCTIONEER, "diffusion")
                                        ? (place.seed() % 2 == 0 ? 0.99 : 0.72)
                                        : headroom.at(place))
                        .verdict())
                .as("ahead by mean only")
                .isEqualTo(Verdict.DIFFERS);
    }

    private static Finding rivals(String column, Numbers numbers, int finding) {
        Experiment experiment = Shipped.rivals(column);
        Map<String, ResultTable> tables = MadeTables.full(experiment, numbers);
        return experiment.outcome(tables).findings().get(finding);
    }

    @Tag("slow")
    @Test
    void welfareIsJudgedPerGroupOfRivals() {
        assertThat(rivals("welfareShare", EQUAL, 0).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(rivals("welfareShare", EQUAL, 1).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        Numbers more = diffusion(EQUAL, "welfareShare", 0.95);
        assertThat(rivals("welfareShare", more, 0).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(rivals("welfareShare", more, 1).verdict()).isEqualTo(Verdict.REPRODUCED);
        Numbers greedy = more.but(AUCTIONEER, "greedy", "welfareShare", 0.99);
        Finding two = rivals("welfareShare", greedy, 0);
        assertThat(two.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(two.measured().value().mean()).isEqualTo(200.0 / 3);
        assertThat(rivals("welfareShare", greedy, 1).verdict()).isEqualTo(Verdict.REPRODUCED);
        Numbers aided = more.but(AUCTIONEER, "ppo-aided", "welfareShare", 0.99);
        assertThat(rivals("welfareShare", aided, 0).verdict())
                .as("PPO with the same aids is no rival of the paper")
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(rivals("welfareShare", aided, 1).measured().value().mean()).isEqualTo(50);
        assertThat(rivals("welfareShare", more.but(AUCTIONEER, "fixed", "welfareShare", 0.99), 0)
                        .verdict())
                .as("the fixed step is no rival of the paper")
                .isEqualTo(Verdict.REPRODUCED);
    }

    @Test
    void messagesAreComparedWithFiveRivals() {
        assertThat(rivals("messages", EQUAL, 0).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        Numbers fewer = diffusion(EQUAL, "messages", 20);
        assertThat(rivals("messages", fewer, 0).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(rivals("messages", fewer.but(AUCTIONEER, "greedy", "messages", 10), 0)
                        .measured()
                        .value()
                        .mean())
                .isEqualTo(80);
        assertThat(rivals("messages", diffusion(EQUAL, "messages", 40), 0).verdict())
                .as("more messages are worse")
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    private static Finding ablation(String subject, Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("ablation"), MadeTables.full(Shipped.named("ablation"), numbers), subject);
    }

    @Test
    void longerChainsAreJudgedByRewardAndCost() {
        Numbers rising = EQUAL.but(AUCTIONEER, "fixed", "reward", 0.6)
                .but(AUCTIONEER, "ceiling", "reward", 1)
                .butIn("chain", "reward", 0.8)
                .but("settings", "steps=50", "reward", 0.9)
                .but("settings", "steps=200", "reward", 0.1);
        Finding better = ablation("longer chains act better", rising);
        assertThat(better.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(better.measured().value().mean())
                .as("of the longest chain that every seed was trained with")
                .isCloseTo(25, within(1e-9));
        Numbers noisy = place -> rising.at(place)
                + (place.column().equals("reward") && place.sweep().equals("chain") ? place.seed() / 20.0 : 0);
        assertThat(ablation("longer chains act better", noisy).verdict())
                .as("paired by seed, for any differences between seeds")
                .isEqualTo(Verdict.REPRODUCED);
        assertThat(MadeTables.rounded(better, "1")).containsExactly(0.8, 0.0);
        assertThat(ablation("longer chains act better", EQUAL).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        Numbers costly = EQUAL.but("settings", "steps=1", "parametersRead", 50)
                .but("settings", "steps=200", "parametersRead", 2000);
        Finding later = ablation("longer chains act later", costly);
        assertThat(later.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(later.measured().value().mean()).isEqualTo(40);
        assertThat(ablation("longer chains act later", EQUAL).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void checksAreRobustOrSensitive() {
        Map<String, String> settings = Map.of(
                "width of the hidden layers", "hidden=128",
                "variants of the learner", "clocks=plain");
        settings.forEach((subject, value) -> {
            assertThat(ablation(subject, EQUAL).verdict()).isEqualTo(Verdict.ROBUST);
            Finding changed = ablation(subject, EQUAL.but("settings", value, "reward", 0.5));
            assertThat(changed.verdict()).as(subject).isEqualTo(Verdict.SENSITIVE);
            assertThat(changed.measured().value().mean()).isCloseTo(0.3, within(1e-12));
        });
        assertThat(ablation("noise on the state", EQUAL).verdict()).isEqualTo(Verdict.ROBUST);
        assertThat(ablation("noise on the state", EQUAL.but("stateNoise", "0.1", "reward", 0.5))
                        .verdict())
                .isEqualTo(Verdict.SENSITIVE);
    }

    @Test
    void diffusionMustBeAheadUnderAllWeights() {
        String subject = "weights of the reward";
        Numbers ahead = EQUAL.but(AUCTIONEER, "diffusion", "reward", 0.9);
        Finding robust = ablation(subject, ahead);
        assertThat(robust.verdict()).isEqualTo(Verdict.ROBUST);
        assertThat(robust.measured().value().mean()).isEqualTo(4);
        for (String policy : List.of("fixed", "greedy")) {
            Finding one = ablation(
                    subject,
                    place -> place.sweep().equals("rivals")
                                    && place.has(AUCTIONEER, policy)
                                    && place.has("weights", "1/0/0.2")
                            ? 0.95
                            : ahead.at(place));
            assertThat(one.verdict()).as(policy).isEqualTo(Verdict.SENSITIVE);
            assertThat(one.measured().value().mean()).isEqualTo(3);
        }
    }

    @Test
    void quickAblationJudgesOnlyChain() {
        assertThat(Shipped.named("ablation")
                        .outcome(MadeTables.quick(Shipped.named("ablation"), EQUAL))
                        .findings())
                .extracting(finding -> finding.claim().number())
                .containsExactly("C14", "C14");
        assertThat(Shipped.named("ablation").outcome(Map.of()).findings()).isEmpty();
    }
}

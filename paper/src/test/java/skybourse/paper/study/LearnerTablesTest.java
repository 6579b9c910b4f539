package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.evidence.sweep.Sweep;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.Finding;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;
import skybourse.paper.experiment.MadeTables.Place;
import skybourse.paper.experiment.Verdict;

/**
 * Tables of figures 5 to 7 and the ablation, and values at the limits of verdicts. The best fixed step has a reward of
 * 0.5 and the ceiling 1, so that a reward's share of the headroom is 2 reward - 1; count-optimal has 0.75.
 */
class LearnerTablesTest {

    private static final String AUCTIONEER = "auctioneer";
    private static final Map<String, Double> BASELINES =
            Map.of("fixed", 0.5, "greedy", 0.625, "count-optimal", 0.75, "ceiling", 1.0);
    private static final List<String> RESULTS = List.of("reward", "lastReward", "cloneReward", "drawnReward");

    /** Rewards of learners at the end of their training, and of the baselines above. */
    private static Numbers learners(Numbers rewards) {
        return place -> {
            if (!RESULTS.contains(place.column())) {
                return rewards.at(place);
            }
            String who = place.settings().text(AUCTIONEER);
            return BASELINES.containsKey(who) ? BASELINES.get(who) : place.key() == 2 ? rewards.at(place) : Double.NaN;
        };
    }

    private static Finding figure5(String subject, Numbers rewards) {
        return MadeTables.finding(
                Shipped.named("figure-5"),
                MadeTables.quick(Shipped.named("figure-5"), learners(rewards), 1, 2),
                subject);
    }

    private static boolean is(Place place, String learner, String column) {
        return place.has(AUCTIONEER, learner) && place.column().equals(column);
    }

    private static boolean onFirst(Place place) {
        return place.has("market", "narrow-3x2");
    }

    @Test
    void comparesWithEachRivalOnEachMarket() {
        String subject = "comparison with the same training aids";
        Finding ahead = figure5(
                subject,
                place -> is(place, "diffusion", "reward")
                        ? 0.875
                        : is(place, "diffusion", "lastReward") ? 0.8125 : 0.75);
        assertThat(ahead.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(ahead.measured().value().mean()).isCloseTo(12.5, within(1e-9));
        assertThat(MadeTables.rounded(ahead, "narrow-3x2")).containsExactly(25.0, 12.5, 25.0, 12.5, 25.0, 12.5);
        assertThat(ahead.table().columns())
                .containsExactly(
                        "plain, best epoch",
                        "plain, last epoch",
                        "ppo-aided, best epoch",
                        "ppo-aided, last epoch",
                        "dqn-aided, best epoch",
                        "dqn-aided, last epoch");
        assertThat(figure5(subject, _ -> 0.75).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        Numbers once = place -> onFirst(place) && is(place, "plain", "lastReward") ? 0.625 : 0.75;
        assertThat(figure5(subject, once).verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(figure5(subject, place -> is(place, "dqn-aided", "lastReward") ? 0.875 : once.at(place))
                        .verdict())
                .as("ahead of one, behind another")
                .isEqualTo(Verdict.NOT_REPRODUCED);
    }

    private static Finding floor(double first, double second) {
        return figure5("never below policies without training", place -> onFirst(place) ? first : second);
    }

    @Test
    void worstTrainingIsComparedWithUntrainedPolicies() {
        Finding above = figure5(
                "never below policies without training",
                place -> place.sweep().startsWith("cloned") ? 0.75 + place.seed() / 32.0 : 0.875 - place.seed() / 32.0);
        assertThat(above.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(above.measured().value().mean()).isZero();
        assertThat(above.measured().unit()).isEqualTo("of 2");
        assertThat(MadeTables.rounded(above, "concentrated-5x3")).containsExactly(0.3125, 0.0625, 0.28125, 0.03125);
        assertThat(floor(0.75, 0.75 - 0.002).verdict()).isEqualTo(Verdict.REPRODUCED);
        Finding near = floor(0.75, 0.7);
        assertThat(near.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(near.measured().value().mean()).isEqualTo(1);
        assertThat(floor(0.5, 0.5).verdict()).as("as good as the fixed step").isEqualTo(Verdict.DIFFERS);
        assertThat(floor(0.4, 0.75).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void gainOverCloningIsDifferenceOfRewards() {
        String subject = "gain of learning over cloning";
        Numbers more = place -> place.column().equals("cloneReward") ? 0.625 : 0.75;
        Finding learned = figure5(subject, more);
        assertThat(learned.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(learned.measured().value().mean()).isEqualTo(2);
        assertThat(MadeTables.rounded(learned, "narrow-3x2")).containsExactly(25.0, 50.0, 25.0);
        Finding one = figure5(subject, place -> onFirst(place) ? 0.75 : more.at(place));
        assertThat(one.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(one.measured().value().mean()).isEqualTo(1);
        assertThat(figure5(subject, _ -> 0.75).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
    }

    /** In one seed the rival scores a quarter and the learner a half; in the other both score a half. */
    @Test
    void gainsArePairedAndNeedMostMarkets() {
        String subject = "reward against PPO with the settings of D2SAC's code";
        Numbers scores = place -> place.column().equals("score")
                ? place.has(AUCTIONEER, "ppo") && place.seed() == 1 ? 0.25 : 0.5
                : onFirst(place) && is(place, "diffusion", "drawnReward") ? 0.75 : 0.5;
        Finding gain = figure5(subject, scores);
        assertThat(MadeTables.rounded(gain, "narrow-3x2")).containsExactly(50.0, 50.0);
        assertThat(MadeTables.rounded(gain, "concentrated-5x3")).containsExactly(0.0, 50.0);
        Numbers half = place -> place.column().equals("score") ? 0.5 : scores.at(place);
        assertThat(figure5(subject, half).verdict()).isEqualTo(Verdict.DIFFERS);
    }

    private static Finding rivals(String column, Numbers numbers) {
        Experiment experiment = Shipped.rivals(column);
        return experiment
                .outcome(MadeTables.quick(experiment, numbers))
                .findings()
                .getFirst();
    }

    @Test
    void welfareSharesAreCappedAtOne() {
        Numbers first = place -> place.has(AUCTIONEER, "diffusion") && onFirst(place) ? 0.9 + 0.05 * place.seed() : 0.5;
        Finding welfare = rivals("welfareShare", first);
        assertThat(welfare.table().rows().getFirst().values().getFirst().high()).isEqualTo(1);
        assertThat(welfare.because()).startsWith("Shares of the best welfare");
        assertThat(welfare.table().columns())
                .containsExactly("diffusion", "ppo-aided", "ppo-tuned", "ppo", "greedy", "random", "fixed");
        Finding messages = rivals("messages", _ -> 30);
        assertThat(MadeTables.rounded(messages, "narrow-3x2"))
                .containsOnly(30.0)
                .hasSize(7);
        assertThat(messages.because()).startsWith("Messages per auction");
        Numbers half = place -> place.has(AUCTIONEER, "diffusion") && onFirst(place) ? 20 : 30;
        assertThat(rivals("messages", half).verdict())
                .as("half of the comparisons is not most")
                .isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(rivals("messages", half.but(AUCTIONEER, "greedy", "messages", 40))
                        .verdict())
                .isEqualTo(Verdict.DIFFERS);
    }

    private static Finding ablation(String subject, Numbers numbers) {
        return MadeTables.finding(
                Shipped.named("ablation"), MadeTables.full(Shipped.named("ablation"), numbers), subject);
    }

    @Test
    void ablationTablesContainValuesAndReasons() {
        Numbers numbers = place -> place.has(AUCTIONEER, "ppo-aided")
                ? 0.25
                : BASELINES.getOrDefault(
                        place.settings().text(AUCTIONEER), place.has("settings", "hidden=128") ? 1.0 : 0.5);
        Finding width = ablation("width of the hidden layers", numbers);
        assertThat(MadeTables.rounded(width, "hidden=128")).containsExactly(1.0);
        assertThat(MadeTables.rounded(width, "hidden=64")).containsExactly(0.5);
        assertThat(MadeTables.rounded(width, "hidden=512")).containsExactly(0.5);
        assertThat(width.because()).startsWith("At least one setting changes");
        Finding noise = ablation("noise on the state", numbers);
        assertThat(MadeTables.rounded(noise, "0.1")).containsExactly(0.5, 0.25);
        assertThat(noise.because()).startsWith("No setting changes");
        Finding weights = ablation("weights of the reward", numbers);
        assertThat(MadeTables.rounded(weights, "1/0/0.2")).containsExactly(0.5, 0.25, 0.5, 0.625, 1.0);
        assertThat(weights.verdict()).isEqualTo(Verdict.SENSITIVE);
        assertThat(weights.measured().value().mean()).isZero();
        assertThat(MadeTables.rounded(ablation("longer chains act later", numbers), "3"))
                .containsExactly(0.5);
        assertThat(MadeTables.rounded(ablation("longer chains act better, learner with critics", numbers), "200"))
                .containsExactly(0.5, 0.0);
    }

    /** An equal reward does not count as ahead. */
    @Test
    void equalRewardIsNotAhead() {
        Finding even = ablation("weights of the reward", _ -> 0.5);
        assertThat(even.measured().value().mean()).isZero();
    }

    @Test
    void fullTrainingsAreLonger() {
        assertThat(epochs(Shipped.named("figure-5").sweeps(MadeTables.plan(false))))
                .startsWith(10, 10, 10, 10, 20);
        assertThat(epochs(Shipped.named("figure-5").sweeps(MadeTables.plan(true))))
                .startsWith(80, 80, 80, 80, 160);
        assertThat(epochs(Shipped.named("ablation").sweeps(MadeTables.plan(false))))
                .startsWith(5);
        assertThat(epochs(Shipped.named("ablation").sweeps(MadeTables.plan(true))))
                .startsWith(80, 80, 15, 80, 80, 80);
    }

    private static List<Integer> epochs(List<Sweep> sweeps) {
        return sweeps.stream()
                .map(sweep -> sweep.grid().containsKey("epochs")
                        ? Integer.parseInt(sweep.values("epochs").getFirst())
                        : 1)
                .toList();
    }
}

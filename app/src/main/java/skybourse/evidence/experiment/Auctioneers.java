package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/**
 * The tables that figures 5, 6 and 7 share: learners and marks on benchmark markets.
 *
 * @param aided one training for each market, seed and learner that has the aids, half as long as those without; small markets, on
 *     which values are exact, then others
 * @param cloned the same of diffusion that begins as a clone of the program over clocks and numbers
 * @param unaided one training for each market, seed and learner without aids
 * @param marks auctioneers that do not learn, once
 */
record Auctioneers(List<ResultTable> aided, List<ResultTable> cloned, ResultTable unaided, ResultTable marks) {

    /** Name of the folder that the figures share. */
    static final String FOLDER = "auctioneers";

    static final String DIFFUSION = "diffusion";
    static final String CLONED = "diffusion, cloned first";
    static final String DIFFUSION_BY_CRITICS = "diffusion-td";
    static final String AIDED_PPO = "ppo-aided";
    static final String TUNED_PPO = "ppo-tuned";
    static final String WEAK_PPO = "ppo";

    private static final List<String> AIDED = List.of(DIFFUSION, "plain", AIDED_PPO, "dqn-aided");
    private static final List<String> UNAIDED = List.of(DIFFUSION_BY_CRITICS, "sac", TUNED_PPO, WEAK_PPO, "dqn");

    /** Every learner, first the one that the paper claims something of. */
    static final List<String> LEARNERS =
            Stream.of(AIDED, List.of(CLONED), UNAIDED).flatMap(List::stream).toList();

    /** Those that charts show; ten lines would be too many. */
    static final List<String> CHARTED =
            List.of(DIFFUSION, CLONED, AIDED_PPO, DIFFUSION_BY_CRITICS, TUNED_PPO, WEAK_PPO);

    /** With three policies beside them no more have a colour of their own. */
    private static final List<String> CHARTED_BY_MARKET =
            CHARTED.stream().filter(learner -> !learner.equals(CLONED)).toList();

    static final List<String> RIVALS_WITH_AIDS = AIDED.subList(1, AIDED.size());

    /** A lower rate, because the clone is near already. */
    private static final String CLONE_FIRST = "start=expert rate=0.0003";

    private static final String UNAIDED_SWEEP = "learners";
    private static final String MARK_SWEEP = "yardsticks";
    private static final List<String> EXACT_MARKETS = List.of("narrow-3x2", "normal-3x2", "narrow-4x3", "normal-4x3");
    private static final List<String> SAMPLED_MARKETS =
            List.of("concentrated-5x3", "mixed-5x3", "concentrated-20x10", "mixed-20x10");

    /** Returns the sweeps of a plan. */
    static List<Sweep> sweeps(ExperimentPlan plan) {
        List<String> exact = plan.full() ? EXACT_MARKETS : EXACT_MARKETS.subList(0, 1);
        List<String> sampled = plan.full() ? SAMPLED_MARKETS : SAMPLED_MARKETS.subList(0, 1);
        List<String> all = Stream.concat(exact.stream(), sampled.stream()).toList();
        return List.of(
                aided(plan.aidedTrainings(), "aided", exact),
                aided(plan.trainings(), "aided-sampled", sampled),
                cloned(plan.trainings(), "cloned", exact),
                cloned(plan.trainings(), "cloned-sampled", sampled),
                plan.trainings()
                        .sweep(
                                UNAIDED_SWEEP,
                                AuctioneerTask.TASK,
                                on(all).axis(AuctioneerTask.AUCTIONEER, UNAIDED)
                                        .axis(AuctioneerTask.EPOCHS, plan.full() ? 160 : 20)),
                plan.once()
                        .sweep(
                                MARK_SWEEP,
                                AuctioneerTask.TASK,
                                on(all).axis(AuctioneerTask.AUCTIONEER, Yardstick.names())));
    }

    private static Grid on(List<String> markets) {
        return Grid.standard().axis(AuctioneerTask.MARKET, markets);
    }

    private static Sweep aided(ExperimentPlan plan, String name, List<String> markets) {
        Grid grid =
                on(markets).axis(AuctioneerTask.AUCTIONEER, AIDED).axis(AuctioneerTask.EPOCHS, plan.full() ? 80 : 10);
        return plan.sweep(name, AuctioneerTask.TASK, grid);
    }

    private static Sweep cloned(ExperimentPlan plan, String name, List<String> markets) {
        Grid grid = on(markets)
                .axis(AuctioneerTask.AUCTIONEER, DIFFUSION)
                .axis(AuctioneerTask.SETTINGS, CLONE_FIRST)
                .axis(AuctioneerTask.EPOCHS, plan.full() ? 80 : 10);
        return plan.sweep(name, AuctioneerTask.TASK, grid);
    }

    /** Says what a quick plan leaves out. */
    static String leftOut() {
        return "six of eight markets, 80 and 160 epochs instead of 10 and 20, five or ten trainings each instead of two";
    }

    /** Returns the tables by the names of their sweeps. */
    static Auctioneers of(Map<String, ResultTable> tables) {
        return new Auctioneers(
                List.of(table(tables, "aided"), table(tables, "aided-sampled")),
                List.of(table(tables, "cloned"), table(tables, "cloned-sampled")),
                table(tables, UNAIDED_SWEEP),
                table(tables, MARK_SWEEP));
    }

    private static ResultTable table(Map<String, ResultTable> tables, String sweep) {
        ResultTable table = tables.get(sweep);
        if (table == null) {
            throw new IllegalArgumentException("tables must be those of all sweeps: " + tables.keySet());
        }
        return table;
    }

    /** Returns the table of a learner's trainings on a market. */
    private ResultTable of(String market, String learner) {
        if (UNAIDED.contains(learner)) {
            return unaided;
        }
        return (learner.equals(CLONED) ? cloned : aided).get(EXACT_MARKETS.contains(market) ? 0 : 1);
    }

    /** Returns the markets. */
    List<String> markets() {
        return marks.sweep().values(AuctioneerTask.MARKET);
    }

    /** Returns how many epochs every training of a learner had. */
    int epochs(String learner) {
        return Integer.parseInt(of(markets().getFirst(), learner)
                .sweep()
                .values(AuctioneerTask.EPOCHS)
                .getFirst());
    }

    /** Returns what was measured at the end of each training, by seed. */
    double[] bySeed(String market, String learner, AuctioneerColumn column) {
        double[] all =
                of(market, learner).column(column.text(), of(market, learner).rows(where(market, learner)));
        return Arrays.stream(all).filter(value -> !Double.isNaN(value)).toArray();
    }

    /** Returns the mean over trainings. */
    Interval mean(String market, String learner, AuctioneerColumn column) {
        return Interval.of(bySeed(market, learner, column));
    }

    /** Returns what was measured of a mark. */
    double mark(String market, Yardstick mark, AuctioneerColumn column) {
        return marks.mean(column.text(), where(market, mark.text())).mean();
    }

    /** Returns the share of the headroom that a learner captures, by seed: 0 for the best fixed step, 1 for the ceiling. */
    double[] shares(String market, String learner, AuctioneerColumn column) {
        double fixed = mark(market, Yardstick.FIXED, AuctioneerColumn.REWARD);
        double ceiling = mark(market, Yardstick.CEILING, AuctioneerColumn.REWARD);
        return Arrays.stream(bySeed(market, learner, column))
                .map(reward -> (reward - fixed) / (ceiling - fixed))
                .toArray();
    }

    /** Returns the reward of the worst training of a learner, best epoch. */
    double lowest(String market, String learner) {
        return Arrays.stream(bySeed(market, learner, AuctioneerColumn.REWARD))
                .min()
                .orElse(Double.NaN);
    }

    /** Returns by how much one learner is above another, relative to the other, paired by seed, at the end of trainings. */
    double[] gains(String market, String learner, String other, AuctioneerColumn column) {
        return gains(bySeed(market, learner, column), bySeed(market, other, column));
    }

    /** Returns the same of the mean score over the recorded epochs. */
    double[] gainsOfScores(String market, String learner, String other) {
        return gains(meanScore(market, learner), meanScore(market, other));
    }

    private static double[] gains(double[] ours, double[] theirs) {
        double[] gain = new double[Math.min(ours.length, theirs.length)];
        Arrays.setAll(gain, i -> ours[i] / theirs[i] - 1);
        return gain;
    }

    /** Returns the mean over seeds of what each seed has on average over all markets. */
    Interval overMarkets(Function<String, double[]> bySeed) {
        List<double[]> markets = markets().stream().map(bySeed).toList();
        int seeds = markets.stream().mapToInt(values -> values.length).min().orElse(0);
        return Interval.of(IntStream.range(0, seeds)
                .mapToDouble(seed ->
                        markets.stream().mapToDouble(values -> values[seed]).sum() / markets.size())
                .toArray());
    }

    /** Returns how many trainings reached 95 % of their best score within so many epochs. */
    long trainingsNearBest(String market, String learner, int epochs) {
        double[] needed = bySeed(market, learner, AuctioneerColumn.EPISODES_TO_95);
        List<Long> seeds = of(market, learner).sweep().seeds();
        List<ResultTable.Row> early = of(market, learner).rows(where(market, learner)).stream()
                .filter(row -> row.keys()[0] <= epochs)
                .toList();
        return IntStream.range(0, needed.length)
                .filter(i -> early.stream()
                        .filter(row -> row.seed() == seeds.get(i))
                        .mapToDouble(row -> of(market, learner).value(AuctioneerColumn.EPISODES.text(), row))
                        .anyMatch(episodes -> episodes >= needed[i]))
                .count();
    }

    /** Returns how far the score of each training is below its best, by recorded epoch, in shares of the headroom. */
    List<NavigableMap<Double, Double>> belowBest(String market, String learner) {
        double fixed = mark(market, Yardstick.FIXED, AuctioneerColumn.REWARD);
        double headroom = mark(market, Yardstick.CEILING, AuctioneerColumn.REWARD) - fixed;
        return of(market, learner).sweep().seeds().stream()
                .map(seed -> scores(market, learner, seed))
                .filter(scores -> !scores.isEmpty())
                .map(scores -> {
                    double best = Collections.max(scores.values());
                    scores.replaceAll((_, score) -> (best - score) / headroom);
                    return scores;
                })
                .toList();
    }

    private NavigableMap<Double, Double> scores(String market, String learner, long seed) {
        NavigableMap<Double, Double> scores = new TreeMap<>();
        of(market, learner).rows(where(market, learner)).stream()
                .filter(row -> row.seed() == seed)
                .forEach(row ->
                        scores.put(row.keys()[0], of(market, learner).value(AuctioneerColumn.SCORE.text(), row)));
        return scores;
    }

    /** Returns the mean score over the recorded epochs of each training, by seed. */
    private double[] meanScore(String market, String learner) {
        return of(market, learner).sweep().seeds().stream()
                .mapToDouble(seed -> of(market, learner).rows(where(market, learner)).stream()
                        .filter(row -> row.seed() == seed)
                        .mapToDouble(row -> of(market, learner).value(AuctioneerColumn.SCORE.text(), row))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** Returns the learning curve: epochs, mean scores and those of each training. */
    Chart.Series curve(String market, String learner) {
        List<ResultTable.Mean> means = of(market, learner).means().stream()
                .filter(mean -> mean.column().equals(AuctioneerColumn.SCORE.text())
                        && mean.settings().text(AuctioneerTask.MARKET).equals(market)
                        && mean.settings().text(AuctioneerTask.AUCTIONEER).equals(auctioneer(learner)))
                .toList();
        double[] epochs = means.stream().mapToDouble(mean -> mean.keys()[0]).toArray();
        return Chart.Series.of(
                        learner,
                        epochs,
                        means.stream().map(ResultTable.Mean::interval).toList())
                .over(of(market, learner).sweep().seeds().stream()
                        .map(seed -> scores(market, learner, seed, epochs))
                        .toList());
    }

    /** Returns the scores of one training at epochs, not a number where it has none. */
    private double[] scores(String market, String learner, long seed, double[] epochs) {
        List<ResultTable.Row> rows = of(market, learner).rows(where(market, learner)).stream()
                .filter(row -> row.seed() == seed)
                .toList();
        double[] scores = of(market, learner).column(AuctioneerColumn.SCORE.text(), rows);
        return Arrays.stream(epochs)
                .map(epoch -> IntStream.range(0, scores.length)
                        .filter(i -> rows.get(i).keys()[0] == epoch)
                        .mapToDouble(i -> scores[i])
                        .findFirst()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** Returns a column on markets from small to large for every learner and policy. */
    Chart byMarket(AuctioneerColumn column, String title, String unit) {
        List<String> markets = markets();
        double[] places = IntStream.range(0, markets.size()).asDoubleStream().toArray();
        List<Chart.Series> series = new ArrayList<>();
        for (String learner : CHARTED_BY_MARKET) {
            series.add(Chart.Series.of(
                    learner,
                    places,
                    markets.stream()
                            .map(market -> mean(market, learner, column))
                            .toList()));
        }
        for (Yardstick mark : List.of(Yardstick.FIXED, Yardstick.GREEDY, Yardstick.RANDOM)) {
            series.add(Chart.Series.plain(
                    mark == Yardstick.FIXED ? "best fixed step" : mark.text(),
                    places,
                    markets.stream()
                            .mapToDouble(market -> mark(market, mark, column))
                            .toArray()));
        }
        return new Chart(
                        column.text(),
                        title,
                        "Learners with aids had half as many steps as the others. Markets are apart in more than size: values lie differently in each.",
                        "market",
                        unit,
                        series)
                .apart(markets);
    }

    /** Returns what a learner is called in its cells. */
    private static String auctioneer(String learner) {
        return learner.equals(CLONED) ? DIFFUSION : learner;
    }

    private static Map<String, String> where(String market, String auctioneer) {
        return Map.of(AuctioneerTask.MARKET, market, AuctioneerTask.AUCTIONEER, auctioneer(auctioneer));
    }
}

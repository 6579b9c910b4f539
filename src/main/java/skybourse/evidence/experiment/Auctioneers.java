package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import skybourse.evidence.sweep.Grid;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/**
 * The tables that figures 5, 6 and 7 share: learners and marks on benchmark markets.
 *
 * @param learners one training for each market, learner and seed
 * @param marks auctioneers that do not learn, once
 */
record Auctioneers(ResultTable learners, ResultTable marks) {

    /** Name of the folder that the figures share. */
    static final String FOLDER = "auctioneers";

    static final String DIFFUSION = "diffusion";
    static final String TUNED_PPO = "ppo-tuned";
    static final String WEAK_PPO = "ppo";

    /** Every learner, first the one that the paper claims something of. */
    static final List<String> LEARNERS = List.of(DIFFUSION, "sac", TUNED_PPO, WEAK_PPO, "dqn");

    private static final String LEARNER_SWEEP = "learners";
    private static final String MARK_SWEEP = "yardsticks";
    private static final List<String> QUICK_MARKETS = List.of("narrow-3x2", "concentrated-5x3");
    private static final List<String> MARKETS = List.of(
            "narrow-3x2",
            "normal-3x2",
            "narrow-4x3",
            "normal-4x3",
            "concentrated-5x3",
            "mixed-5x3",
            "concentrated-20x10",
            "mixed-20x10");

    /** Returns the sweeps of a plan. */
    static List<Sweep> sweeps(ExperimentPlan plan) {
        Grid markets = Grid.standard().axis(AuctioneerTask.MARKET, plan.full() ? MARKETS : QUICK_MARKETS);
        return List.of(
                plan.trainings()
                        .sweep(
                                LEARNER_SWEEP,
                                new AuctioneerTask(),
                                markets.axis(AuctioneerTask.AUCTIONEER, LEARNERS)
                                        .axis(AuctioneerTask.EPOCHS, plan.full() ? 160 : 20)),
                plan.once()
                        .sweep(
                                MARK_SWEEP,
                                new AuctioneerTask(),
                                markets.axis(AuctioneerTask.AUCTIONEER, Auctioneer.names())));
    }

    /** Says what a quick plan leaves out. */
    static String leftOut() {
        return "six of eight markets, 160 epochs instead of 20, five trainings each instead of two";
    }

    /** Returns the tables by the names of their sweeps. */
    static Auctioneers of(Map<String, ResultTable> tables) {
        ResultTable learners = tables.get(LEARNER_SWEEP);
        ResultTable marks = tables.get(MARK_SWEEP);
        if (learners == null || marks == null) {
            throw new IllegalArgumentException("tables must be those of both sweeps: " + tables.keySet());
        }
        return new Auctioneers(learners, marks);
    }

    /** Returns the markets. */
    List<String> markets() {
        return learners.sweep().values(AuctioneerTask.MARKET);
    }

    /** Returns how many epochs every training had. */
    int epochs() {
        return Integer.parseInt(learners.sweep().values(AuctioneerTask.EPOCHS).getFirst());
    }

    /** Returns what was measured at the end of each training, by seed. */
    double[] bySeed(String market, String learner, AuctioneerColumn column) {
        double[] all = learners.column(column.text(), learners.rows(where(market, learner)));
        return Arrays.stream(all).filter(value -> !Double.isNaN(value)).toArray();
    }

    /** Returns the mean over trainings. */
    Interval mean(String market, String learner, AuctioneerColumn column) {
        return Interval.of(bySeed(market, learner, column));
    }

    /** Returns what was measured of a mark. */
    double mark(String market, Auctioneer mark, AuctioneerColumn column) {
        return marks.mean(column.text(), where(market, mark.text())).mean();
    }

    /** Returns the share of the headroom that a learner captures, by seed: 0 for the best fixed step, 1 for the ceiling. */
    double[] shares(String market, String learner) {
        double fixed = mark(market, Auctioneer.FIXED, AuctioneerColumn.REWARD);
        double ceiling = mark(market, Auctioneer.CEILING, AuctioneerColumn.REWARD);
        return Arrays.stream(bySeed(market, learner, AuctioneerColumn.REWARD))
                .map(reward -> (reward - fixed) / (ceiling - fixed))
                .toArray();
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
        List<Long> seeds = learners.sweep().seeds();
        List<ResultTable.Row> early = learners.rows(where(market, learner)).stream()
                .filter(row -> row.keys()[0] <= epochs)
                .toList();
        return IntStream.range(0, needed.length)
                .filter(i -> early.stream()
                        .filter(row -> row.seed() == seeds.get(i))
                        .mapToDouble(row -> learners.value(AuctioneerColumn.EPISODES.text(), row))
                        .anyMatch(episodes -> episodes >= needed[i]))
                .count();
    }

    /** Returns the mean score over the recorded epochs of each training, by seed. */
    private double[] meanScore(String market, String learner) {
        return learners.sweep().seeds().stream()
                .mapToDouble(seed -> learners.rows(where(market, learner)).stream()
                        .filter(row -> row.seed() == seed)
                        .mapToDouble(row -> learners.value(AuctioneerColumn.SCORE.text(), row))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** Returns the learning curve: epochs, mean scores and those of each training. */
    Chart.Series curve(String market, String learner) {
        List<ResultTable.Mean> means = learners.means().stream()
                .filter(mean -> mean.column().equals(AuctioneerColumn.SCORE.text())
                        && mean.settings().text(AuctioneerTask.MARKET).equals(market)
                        && mean.settings().text(AuctioneerTask.AUCTIONEER).equals(learner))
                .toList();
        double[] epochs = means.stream().mapToDouble(mean -> mean.keys()[0]).toArray();
        return Chart.Series.of(
                        learner,
                        epochs,
                        means.stream().map(ResultTable.Mean::interval).toList())
                .over(learners.sweep().seeds().stream()
                        .map(seed -> scores(market, learner, seed, epochs))
                        .toList());
    }

    /** Returns the scores of one training at epochs, not a number where it has none. */
    private double[] scores(String market, String learner, long seed, double[] epochs) {
        List<ResultTable.Row> rows = learners.rows(where(market, learner)).stream()
                .filter(row -> row.seed() == seed)
                .toList();
        double[] scores = learners.column(AuctioneerColumn.SCORE.text(), rows);
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
        for (String learner : LEARNERS) {
            series.add(Chart.Series.of(
                    learner,
                    places,
                    markets.stream()
                            .map(market -> mean(market, learner, column))
                            .toList()));
        }
        for (Auctioneer mark : List.of(Auctioneer.FIXED, Auctioneer.GREEDY, Auctioneer.RANDOM)) {
            series.add(Chart.Series.plain(
                    mark == Auctioneer.FIXED ? "best fixed step" : mark.text(),
                    places,
                    markets.stream()
                            .mapToDouble(market -> mark(market, mark, column))
                            .toArray()));
        }
        return new Chart(
                        column.text(),
                        title,
                        "Each learner had the same number of steps. Markets are apart in more than size: values lie differently in each.",
                        "market",
                        unit,
                        series)
                .apart(markets);
    }

    private static Map<String, String> where(String market, String auctioneer) {
        return Map.of(AuctioneerTask.MARKET, market, AuctioneerTask.AUCTIONEER, auctioneer);
    }
}

package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** The paper's Figure 5: reward by epoch of the diffusion actor-critic and of everything that could beat it. */
record Figure05() implements Experiment {

    private static final double ABOUT_CLAIMED_GAIN = 0.3;
    private static final int CLAIMED_EPOCHS = 150;

    @Override
    public String name() {
        return "figure-5";
    }

    @Override
    public String folder() {
        return Auctioneers.FOLDER;
    }

    @Override
    public String title() {
        return "Reward by epoch";
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return Auctioneers.sweeps(plan);
    }

    @Override
    public String leftOut() {
        return Auctioneers.leftOut();
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        Auctioneers all = Auctioneers.of(tables);
        List<Chart> charts =
                all.markets().stream().map(market -> chart(all, market)).toList();
        return new Outcome(
                List.of(
                        gain(
                                all,
                                Auctioneers.WEAK_PPO,
                                "one epoch a batch, no entropy, no normalisation, as D2SAC's code"),
                        gain(all, Auctioneers.TUNED_PPO, "as practice recommends, searched like the others"),
                        rest(all),
                        shares(all)),
                charts);
    }

    private static Chart chart(Auctioneers all, String market) {
        List<Chart.Series> series = new ArrayList<>();
        Auctioneers.LEARNERS.forEach(learner -> series.add(all.curve(market, learner)));
        SequencedMap<String, Double> levels = new LinkedHashMap<>();
        for (Yardstick yardstick : List.of(Yardstick.FIXED, Yardstick.GREEDY, Yardstick.CEILING)) {
            String name = switch (yardstick) {
                case FIXED -> "best fixed step";
                case CEILING -> "Bayes-optimal or bound";
                default -> yardstick.text();
            };
            levels.put(name, all.yardstick(market, yardstick, AuctioneerColumn.REWARD));
        }
        return new Chart(
                        "reward-" + market,
                        "Reward by epoch, " + market,
                        "Mean reward of held-out auctions; an epoch is 8,192 steps of the environment for every learner."
                                + " A thin line is one training, a thick one the mean of all; dashed lines need no training.",
                        "epoch",
                        "mean reward",
                        series)
                .against(levels);
    }

    private static Finding gain(Auctioneers all, String ppo, String which) {
        List<String> found = new ArrayList<>();
        List<Double> wholes = new ArrayList<>();
        int reached = 0;
        int positive = 0;
        for (String market : all.markets()) {
            Interval end = all.gain(market, Auctioneers.DIFFUSION, ppo, AuctioneerColumn.DRAWN_REWARD);
            double[] ours = all.meanScore(market, Auctioneers.DIFFUSION);
            double[] theirs = all.meanScore(market, ppo);
            double[] ratio = new double[ours.length];
            Arrays.setAll(ratio, i -> ours[i] / theirs[i] - 1);
            Interval whole = Interval.of(ratio);
            reached += Math.max(end.mean(), whole.mean()) >= ABOUT_CLAIMED_GAIN ? 1 : 0;
            positive += end.low() > 0 ? 1 : 0;
            wholes.add(100 * whole.mean());
            found.add(market + " " + Phrases.number(100 * end.mean()) + bounds(end));
        }
        int markets = all.markets().size();
        return new Finding(
                "C8",
                "reward above PPO's, " + ppo,
                "about 40 % higher average episode reward than PPO",
                String.format(
                        Locale.ROOT,
                        "percent by which diffusion's mean reward is above %s's at the end: %s; over the whole training %s to %s",
                        ppo,
                        String.join("; ", found),
                        Phrases.number(Collections.min(wholes)),
                        Phrases.number(Collections.max(wholes))),
                Verdict.of(2 * reached > markets, reached > 0),
                String.format(
                        Locale.ROOT,
                        "%s (%s); the mean gain is about 40 %% (30 or more) on %d of %d markets, and diffusion is significantly above on %d; the rewards of any sensible auctioneer lie within some 15 %% of the optimum here, so that 40 %% needs a rival that fails",
                        ppo,
                        which,
                        reached,
                        markets,
                        positive));
    }

    private static String bounds(Interval interval) {
        return String.format(
                Locale.ROOT, " [%s, %s]", Phrases.number(100 * interval.low()), Phrases.number(100 * interval.high()));
    }

    private static Finding rest(Auctioneers all) {
        double[] epochs = all.markets().stream()
                .flatMapToDouble(market ->
                        Arrays.stream(all.bySeed(market, Auctioneers.DIFFUSION, AuctioneerColumn.EPOCHS_TO_REST)))
                .sorted()
                .toArray();
        long early = Arrays.stream(epochs).filter(e -> e <= CLAIMED_EPOCHS).count();
        long near = all.markets().stream()
                .mapToLong(market -> all.trainingsNearBest(market, Auctioneers.DIFFUSION, CLAIMED_EPOCHS))
                .sum();
        boolean longEnough = all.epochs() > CLAIMED_EPOCHS;
        String efficiency = Auctioneers.LEARNERS.stream()
                .map(learner -> learner + " "
                        + Phrases.number(all.markets().stream()
                                .mapToDouble(market -> all.mean(market, learner, AuctioneerColumn.EPISODES_TO_95)
                                        .mean())
                                .average()
                                .orElse(Double.NaN)))
                .collect(Collectors.joining(", "));
        return new Finding(
                "C9",
                "epochs until the reward rests",
                "converges within about 150 epochs",
                String.format(
                        Locale.ROOT,
                        "%d of %d trainings of diffusion reach 95 %% of their best score within 150 epochs, %d stay within 1 %% of it from then on, median %s of %d epochs; episodes to 95 %% of the best, mean over markets: %s",
                        near,
                        epochs.length,
                        early,
                        Phrases.number(epochs.length == 0 ? Double.NaN : epochs[epochs.length / 2]),
                        all.epochs(),
                        efficiency),
                longEnough
                        ? Verdict.of(10 * early >= 9L * epochs.length, 10 * near >= 9L * epochs.length)
                        : Verdict.DIFFERS,
                longEnough
                        ? "converged would be a score that stays within 1 % of its best; 95 % is what the paper's own check asks for. What the paper's epoch holds could not be read; ours is 8,192 steps, about 1,300 auctions of five buyers"
                        : "a quick run has fewer epochs than the claim");
    }

    private static Finding shares(Auctioneers all) {
        List<String> found = new ArrayList<>();
        boolean best = true;
        boolean close = true;
        for (String market : all.markets()) {
            Interval ours = all.share(market, Auctioneers.DIFFUSION);
            List<String> words = new ArrayList<>();
            for (String learner : Auctioneers.LEARNERS) {
                Interval share = all.share(market, learner);
                words.add(learner + " " + Math.round(100 * share.mean()));
                boolean other = !learner.equals(Auctioneers.DIFFUSION);
                best &= !other || ours.low() > share.high();
                close &= !other || ours.mean() > share.mean();
            }
            found.add(market + " " + String.join(", ", words));
        }
        return new Finding(
                "C8",
                "share of the headroom",
                "diffusion gets most of the reward that can be had",
                "percent of the way from the best fixed step to Bayes-optimal (or a bound above it), steady choice: "
                        + String.join("; ", found),
                Verdict.of(best, close),
                "means over trainings, intervals are in the table; exact for three and four buyers; reproduced would be a share significantly above every rival's on every market");
    }
}

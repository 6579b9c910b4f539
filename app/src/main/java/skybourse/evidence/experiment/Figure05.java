package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/** The paper's Figure 5: reward by epoch of the diffusion learner and of everything that could beat it. */
record Figure05() implements Experiment {

    private static final double ABOUT_CLAIMED_GAIN = 0.3;
    private static final int CLAIMED_EPOCHS = 150;
    private static final double NEARLY_ALL = 0.9;
    private static final double POINT = 0.01;
    private static final double EARLIER = 25;
    private static final double LATER = 55;
    /** A training that is shorter than the claim must rest before so much of it. */
    private static final double RESTING = 0.9;

    private static final FindingTable REST_COLUMNS = FindingTable.of(
            "learner",
            "trainings",
            "at 95 % of the best by epoch 150, %",
            "within 1 point of the best from epoch 150 or a tenth before the end, %",
            "median epoch of rest",
            "median points below the best at epoch 25",
            "at epoch 55",
            "episodes to 95 % of the best");
    private static final String PAPER_GAIN = "about 40 % higher average episode reward than PPO";
    private static final Claim ABOVE_WEAK = new Claim("C8", "reward above PPO as D2SAC's code has it", PAPER_GAIN);
    private static final Claim ABOVE_TUNED = new Claim("C8", "reward above PPO tuned like the others", PAPER_GAIN);
    private static final Claim ABOVE_AIDED = new Claim("C8", "reward above PPO with the same aids", PAPER_GAIN);
    private static final Claim AHEAD = new Claim("C8", "who is ahead with the same aids", PAPER_GAIN);
    private static final Claim FLOOR =
            new Claim("C8", "never below what needs no training", "diffusion gets most of the reward that can be had");
    private static final Claim LEARNED =
            new Claim("C8", "what learning adds to a clone", "diffusion gets most of the reward that can be had");
    private static final double NEAR = 0.002;
    private static final Claim HEADROOM =
            new Claim("C8", "share of the headroom", "diffusion gets most of the reward that can be had");
    private static final Claim RESTS =
            new Claim("C9", "epochs until the reward rests", "converges within about 150 epochs");

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
    public List<Claim> claims() {
        return List.of(ABOVE_WEAK, ABOVE_TUNED, ABOVE_AIDED, AHEAD, FLOOR, LEARNED, HEADROOM, RESTS);
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
                        gain(all, ABOVE_WEAK, Auctioneers.WEAK_PPO),
                        gain(all, ABOVE_TUNED, Auctioneers.TUNED_PPO),
                        gain(all, ABOVE_AIDED, Auctioneers.AIDED_PPO),
                        ahead(all),
                        floor(all),
                        learned(all),
                        rest(all),
                        shares(all)),
                charts);
    }

    private static Chart chart(Auctioneers all, String market) {
        List<Chart.Series> series = new ArrayList<>();
        Auctioneers.CHARTED.forEach(learner -> series.add(all.curve(market, learner)));
        SequencedMap<String, Double> levels = new LinkedHashMap<>();
        for (Yardstick mark : List.of(Yardstick.FIXED, Yardstick.GREEDY, Yardstick.CEILING)) {
            String name = switch (mark) {
                case FIXED -> "best fixed step";
                case CEILING -> "Bayes-optimal or bound";
                default -> mark.text();
            };
            levels.put(name, all.mark(market, mark, AuctioneerColumn.REWARD));
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

    private static Finding gain(Auctioneers all, Claim claim, String ppo) {
        FindingTable detail = FindingTable.of("market", "at the end, %", "over the whole training, %");
        int reached = 0;
        for (String market : all.markets()) {
            Interval end = Interval.of(all.gains(market, Auctioneers.DIFFUSION, ppo, AuctioneerColumn.DRAWN_REWARD));
            Interval whole = Interval.of(all.gainsOfScores(market, Auctioneers.DIFFUSION, ppo));
            reached += Math.max(end.mean(), whole.mean()) >= ABOUT_CLAIMED_GAIN ? 1 : 0;
            detail = detail.row(market, Measured.percent(end), Measured.percent(whole));
        }
        return new Finding(
                claim,
                Measured.ratio(
                        "how far diffusion's reward is above its rival's at the end, mean over markets",
                        all.overMarkets(market ->
                                all.gains(market, Auctioneers.DIFFUSION, ppo, AuctioneerColumn.DRAWN_REWARD))),
                detail,
                Verdict.of(2 * reached > all.markets().size(), reached > 0),
                "Reproduced would be 30 % or more on most markets; rewards of any sensible auctioneer lie within some 15 % of the"
                        + " optimum here, so that 40 % needs a rival that fails");
    }

    /** By how many points of the headroom diffusion is ahead of the others that have the same aids, pairwise by seed. */
    private static Finding ahead(Auctioneers all) {
        FindingTable detail = new FindingTable(
                "market",
                Auctioneers.RIVALS_WITH_AIDS.stream()
                        .flatMap(rival -> Stream.of(rival + ", best epoch", rival + ", last epoch"))
                        .toList(),
                List.of());
        int wins = 0;
        int losses = 0;
        for (String market : all.markets()) {
            List<Interval> row = new ArrayList<>();
            for (String rival : Auctioneers.RIVALS_WITH_AIDS) {
                Interval last = lead(all, market, rival, AuctioneerColumn.LAST_REWARD);
                row.add(Measured.percent(lead(all, market, rival, AuctioneerColumn.REWARD)));
                row.add(Measured.percent(last));
                wins += last.low() > 0 ? 1 : 0;
                losses += last.high() < 0 ? 1 : 0;
            }
            detail = detail.row(market, row);
        }
        return new Finding(
                AHEAD,
                Measured.ratio(
                        "points of the headroom that diffusion is ahead of PPO with the same aids, last epoch, mean over markets",
                        all.overMarkets(
                                market -> leads(all, market, Auctioneers.AIDED_PPO, AuctioneerColumn.LAST_REWARD))),
                detail,
                Verdict.of(
                        wins
                                == Auctioneers.RIVALS_WITH_AIDS.size()
                                        * all.markets().size(),
                        wins > 0 && losses == 0),
                "Numbers are points of the headroom, pairwise by seed; reproduced would be significantly ahead of each on every market,"
                        + " differs somewhere ahead and nowhere behind");
    }

    private static Interval lead(Auctioneers all, String market, String rival, AuctioneerColumn column) {
        return Interval.of(leads(all, market, rival, column));
    }

    private static double[] leads(Auctioneers all, String market, String rival, AuctioneerColumn column) {
        double[] ours = all.shares(market, Auctioneers.DIFFUSION, column);
        double[] theirs = all.shares(market, rival, column);
        double[] lead = new double[Math.min(ours.length, theirs.length)];
        Arrays.setAll(lead, i -> ours[i] - theirs[i]);
        return lead;
    }

    /** The lowest training of all seeds, against the best fixed step and the program over clocks and numbers. */
    private static Finding floor(Auctioneers all) {
        FindingTable detail = FindingTable.of(
                "market",
                "diffusion over the best fixed step",
                "diffusion over count-optimal",
                "cloned first, over the best fixed step",
                "cloned first, over count-optimal");
        int under = 0;
        int far = 0;
        for (String market : all.markets()) {
            double fixed = all.mark(market, Yardstick.FIXED, AuctioneerColumn.REWARD);
            double program = all.mark(market, Yardstick.COUNT_OPTIMAL, AuctioneerColumn.REWARD);
            double drawn = all.lowest(market, Auctioneers.DIFFUSION);
            double cloned = all.lowest(market, Auctioneers.CLONED);
            under += drawn < fixed ? 1 : 0;
            far += drawn < program - NEAR ? 1 : 0;
            detail = detail.row(
                    market,
                    Stream.of(drawn - fixed, drawn - program, cloned - fixed, cloned - program)
                            .map(Measured::only)
                            .toList());
        }
        return new Finding(
                FLOOR,
                Measured.of(
                        "markets on which some training of diffusion is more than .002 below count-optimal",
                        far,
                        "of " + all.markets().size()),
                detail,
                Verdict.of(under + far == 0, under == 0),
                "Reward of the worst of all trainings less that of the policy that needs none; reproduced would be nowhere below the"
                        + " best fixed step, and nowhere more than .002 below count-optimal");
    }

    /** What was learned after a clone, in points of the headroom. */
    private static Finding learned(Auctioneers all) {
        FindingTable detail = FindingTable.of(
                "market", "clone, % of the headroom", "in the end, % of the headroom", "learned, points");
        int better = 0;
        for (String market : all.markets()) {
            double[] clone = all.shares(market, Auctioneers.CLONED, AuctioneerColumn.CLONE_REWARD);
            double[] end = all.shares(market, Auctioneers.CLONED, AuctioneerColumn.REWARD);
            double[] more = new double[Math.min(clone.length, end.length)];
            Arrays.setAll(more, i -> end[i] - clone[i]);
            better += Interval.of(more).low() > 0 ? 1 : 0;
            detail = detail.row(
                    market,
                    Measured.percent(Interval.of(clone)),
                    Measured.percent(Interval.of(end)),
                    Measured.percent(Interval.of(more)));
        }
        return new Finding(
                LEARNED,
                Measured.of(
                        "markets on which learning adds to the clone significantly",
                        better,
                        "of " + all.markets().size()),
                detail,
                Verdict.of(better == all.markets().size(), better > 0),
                "The clone of count-optimal is where these trainings begin; its own steps count no auction of the training");
    }

    private static Finding rest(Auctioneers all) {
        if (all.epochs(Auctioneers.DIFFUSION_BY_CRITICS) <= CLAIMED_EPOCHS) {
            return RESTS.notAsked("A quick run has fewer epochs than the claim");
        }
        Resting ours = Resting.of(all, Auctioneers.DIFFUSION);
        return new Finding(
                RESTS,
                Measured.of(
                        "trainings that stay within 1 point of the headroom of their best from epoch 150, or a tenth before their end",
                        100 * ours.earlyShare(),
                        "%"),
                REST_COLUMNS.rows(Auctioneers.LEARNERS, learner -> learner, learner -> rested(all, learner)),
                Verdict.of(ours.earlyShare() >= NEARLY_ALL, ours.nearShare() >= NEARLY_ALL),
                "Reproduced would be nine of ten; what the paper's epoch holds could not be read, ours is 8,192 steps, about 1,300"
                        + " auctions of five buyers");
    }

    private static List<Interval> rested(Auctioneers all, String learner) {
        Resting resting = Resting.of(all, learner);
        double episodes = all.markets().stream()
                .mapToDouble(market -> all.mean(market, learner, AuctioneerColumn.EPISODES_TO_95)
                        .mean())
                .average()
                .orElse(Double.NaN);
        return List.of(
                Measured.only(resting.trainings()),
                Measured.percent(resting.nearShare()),
                Measured.percent(resting.earlyShare()),
                Measured.only(resting.median()),
                Measured.percent(resting.at(EARLIER)),
                Measured.percent(resting.at(LATER)),
                Measured.only(episodes));
    }

    /**
     * When the trainings of a learner come to rest.
     *
     * @param below how far each is below its best, by epoch, in shares of the headroom, over all markets
     * @param near how many reach 95 % of their best reward within the claimed epochs
     * @param latest when they should rest
     */
    private record Resting(List<NavigableMap<Double, Double>> below, long near, double latest) {

        static Resting of(Auctioneers all, String learner) {
            int trained = all.epochs(learner);
            double latest = trained > CLAIMED_EPOCHS ? CLAIMED_EPOCHS : RESTING * trained;
            return new Resting(
                    all.markets().stream()
                            .flatMap(market -> all.belowBest(market, learner).stream())
                            .toList(),
                    all.markets().stream()
                            .mapToLong(market -> all.trainingsNearBest(market, learner, CLAIMED_EPOCHS))
                            .sum(),
                    latest);
        }

        int trainings() {
            return below.size();
        }

        /** Returns the first recorded epoch from which a training stays within a point of the headroom of its best. */
        private static double rest(NavigableMap<Double, Double> below) {
            double rest = below.lastKey();
            for (Map.Entry<Double, Double> epoch : below.descendingMap().entrySet()) {
                if (epoch.getValue() > POINT) {
                    return rest;
                }
                rest = epoch.getKey();
            }
            return rest;
        }

        double median() {
            return median(below.stream().mapToDouble(Resting::rest));
        }

        /** Returns how far the median training is below its best at the last recorded epoch up to one. */
        double at(double epoch) {
            return median(below.stream()
                    .filter(training -> training.floorKey(epoch) != null)
                    .mapToDouble(training -> training.floorEntry(epoch).getValue()));
        }

        private static double median(DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
        }

        double nearShare() {
            return near / (double) trainings();
        }

        double earlyShare() {
            return below.stream().filter(training -> rest(training) <= latest).count() / (double) trainings();
        }
    }

    private static Finding shares(Auctioneers all) {
        FindingTable detail = new FindingTable("market", Auctioneers.LEARNERS, List.of());
        boolean best = true;
        boolean close = true;
        for (String market : all.markets()) {
            List<Interval> shares = Auctioneers.LEARNERS.stream()
                    .map(learner -> Interval.of(all.shares(market, learner, AuctioneerColumn.REWARD)))
                    .toList();
            Interval ours = shares.getFirst();
            for (int i = 1; i < shares.size(); i++) {
                boolean rival = !Auctioneers.LEARNERS.get(i).equals(Auctioneers.CLONED);
                best &= !rival || ours.low() > shares.get(i).high();
                close &= !rival || ours.mean() > shares.get(i).mean();
            }
            detail = detail.row(
                    market,
                    shares.stream()
                            .map(share -> Measured.percent(wholeWayAtMost(share)))
                            .toList());
        }
        return new Finding(
                HEADROOM,
                Measured.ratio(
                        "diffusion's way from the best fixed step to Bayes-optimal, mean over markets",
                        wholeWayAtMost(all.overMarkets(
                                market -> all.shares(market, Auctioneers.DIFFUSION, AuctioneerColumn.REWARD)))),
                detail,
                Verdict.of(best, close),
                "Numbers are percent of the way, steady choice, exact for three and four buyers, else to a bound; reproduced would be"
                        + " significantly above every rival on every market");
    }

    /** Nobody gets further than to the optimum, but one may end behind where the way begins. */
    private static Interval wholeWayAtMost(Interval share) {
        return share.cut(Double.NEGATIVE_INFINITY, 1);
    }
}

package skybourse.evidence.auctioneer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import skybourse.base.random.RandomStreams;
import skybourse.evidence.sweep.GridPoint;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.SampledValue;
import skybourse.learning.learners.Learner;
import skybourse.learning.learners.TrainingResult;
import skybourse.learning.policy.TrainedPolicy;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.learning.training.LearnerPlan;
import skybourse.learning.training.TrainedModel;
import skybourse.learning.training.TrainingLength;
import skybourse.learning.training.TrainingPlan;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.FixedStep;

/**
 * Training and evaluation of a learner in a cell of the task {@code auctioneer}.
 *
 * @param settings settings of the cell
 * @param seed seed of the training
 */
record CellTraining(GridPoint settings, long seed) {

    /** Approximate number of rows of a learning curve (our choice). */
    private static final int CURVE_ROWS = 16;

    /** Seed of the held-out auctions, the same as in {@code train}. */
    private static final long HELD_OUT_SEED = 0;

    private static final int PLATEAU_MARKETS = 4_096;
    private static final double COLLAPSED = 0.95;
    private static final double RESTS = 0.99;
    private static final double NEARLY = 0.95;

    private static TrainingLength schedule(GridPoint settings) {
        return TrainingLength.standard(settings.count(AuctioneerTask.EPOCHS, 1), Long.MAX_VALUE);
    }

    /**
     * Returns the learner that the settings describe.
     *
     * @throws IllegalArgumentException if the settings are invalid
     */
    static LearnerPlan learner(GridPoint settings) {
        TrainingLength schedule = schedule(settings);
        long steps = (long) schedule.rhythm().epochs() * schedule.rhythm().stepsPerEpoch();
        LearnerPlan plan = LearnerPlan.named(settings.text(AuctioneerTask.AUCTIONEER), steps)
                .orElseThrow();
        return plan.with(changes(settings.text(AuctioneerTask.SETTINGS)));
    }

    private static Map<String, String> changes(String text) {
        Map<String, String> changes = new LinkedHashMap<>();
        if (!text.equals(AuctioneerTask.NO_CHANGE)) {
            for (String change : text.split(" ", -1)) {
                String[] parts = change.split("=", 2);
                if (parts.length < 2) {
                    throw new IllegalArgumentException("settings must be `" + AuctioneerTask.NO_CHANGE
                            + "` or name=value with blanks between: " + text);
                }
                changes.put(parts[0], parts[1]);
            }
        }
        return changes;
    }

    /** Trains the learner and returns its learning curve. The last row has all measured columns. */
    List<double[]> rows() {
        ClockMarketDistribution market = AuctioneerTask.market(settings);
        double noise = AuctioneerTask.noise(settings);
        AuctionProblem problem = AuctionProblem.of(market).withStateNoise(noise);
        TrainingPlan plan = TrainingPlan.of(
                settings.text(AuctioneerTask.AUCTIONEER),
                learner(settings),
                market.name(),
                problem,
                schedule(settings));
        TrainingResult result;
        try (Learner learner = plan.newLearner()) {
            result = plan.trainer(learner, seed).train(plan.evaluation(HELD_OUT_SEED), _ -> {});
        }
        TrainedPolicy best = result.bestPolicy()
                .map(TrainingResult.EvaluatedPolicy::policy)
                .orElseThrow(() -> new IllegalStateException("not a finite number in the first epoch"));
        List<double[]> rows = curve(result.epochs());
        double[] last = rows.getLast();
        summarise(last, result, market, problem.reward());
        TrainedModel model = plan.model(best, seed, 0, 0, "cell");
        judge(last, model, market, problem.reward());
        if (result instanceof TrainingResult.Finished finished) {
            AuctioneerColumn.LAST_REWARD.put(last, steadyReward(plan, finished.last(), market));
            finished.start()
                    .map(TrainingResult.EvaluatedPolicy::policy)
                    .ifPresent(clone -> AuctioneerColumn.CLONE_REWARD.put(last, steadyReward(plan, clone, market)));
        }
        return rows;
    }

    private double steadyReward(TrainingPlan plan, TrainedPolicy policy, ClockMarketDistribution market) {
        TrainedModel model = plan.model(policy, seed, 0, 0, "cell");
        return steadyReward(
                AuctioneerColumn.row(0), model, market, plan.problem().reward());
    }

    private static double parametersRead(TrainedPolicy policy) {
        int passes = policy.form() instanceof TrainedPolicy.Diffusion chain
                ? chain.shape().schedule().steps()
                : 1;
        return (double) passes * policy.parameters().length;
    }

    private void judge(double[] row, TrainedModel model, ClockMarketDistribution market, ClockReward reward) {
        double noise = AuctioneerTask.noise(settings);
        int judged = settings.count(AuctioneerTask.JUDGED, 2);
        double drawn = BaselinePolicy.measure(row, market, reward, judged, policies(model.sampledPolicy(), noise));
        if (noise == 0) {
            drawn = BaselinePolicy.exactOr(drawn, market, reward, model.sampledPolicy());
        }
        double steady = steadyReward(row, model, market, reward);
        AuctioneerColumn.PARAMETERS_READ.put(row, parametersRead(model.policy()));
        AuctioneerColumn.DRAWN_REWARD.put(row, drawn);
        AuctioneerColumn.REWARD.put(row, steady);
    }

    /** Writes the metrics of the deterministic policy into a row and returns its reward. The reward is exact if it can be computed exactly. */
    private double steadyReward(double[] row, TrainedModel model, ClockMarketDistribution market, ClockReward reward) {
        double noise = AuctioneerTask.noise(settings);
        int judged = settings.count(AuctioneerTask.JUDGED, 2);
        double steady = BaselinePolicy.measure(row, market, reward, judged, policies(model.steady(), noise));
        return noise == 0 ? BaselinePolicy.exactOr(steady, market, reward, model.steady()) : steady;
    }

    private static IntFunction<ClockPolicy> policies(LearnedClockPolicy policy, double noise) {
        RandomStreams streams = new RandomStreams(BaselinePolicy.JUDGING_SEED);
        return noise == 0
                ? _ -> policy
                : index -> policy.seeingNoise(streams.stream("judged-state-noise", index), noise);
    }

    private static List<double[]> curve(List<TrainingResult.Epoch> epochs) {
        int every = Math.max(1, epochs.size() / CURVE_ROWS);
        List<double[]> rows = new ArrayList<>();
        for (TrainingResult.Epoch epoch : epochs) {
            if (epoch.epoch() % every == 0 || epoch.epoch() == epochs.size()) {
                double[] row = AuctioneerColumn.row(epoch.epoch());
                AuctioneerColumn.EPISODES.put(row, (double) epoch.episodes());
                AuctioneerColumn.SCORE.put(row, epoch.score());
                rows.add(row);
            }
        }
        return rows;
    }

    private static void summarise(
            double[] last, TrainingResult result, ClockMarketDistribution market, ClockReward reward) {
        List<TrainingResult.Epoch> epochs = result.epochs();
        double top = result.bestEvaluation().score();
        pace(last, epochs, result.bestEvaluation());
        List<TrainingResult.Epoch> end = epochs.subList(epochs.size() * 9 / 10, epochs.size());
        double late =
                end.stream().mapToDouble(TrainingResult.Epoch::score).average().orElseThrow();
        AuctioneerColumn.STUCK.put(last, top < bestFixedStep(market, reward) || late < COLLAPSED * top ? 1 : 0);
    }

    private static void pace(double[] last, List<TrainingResult.Epoch> epochs, TrainingResult.Epoch best) {
        TrainingResult.Epoch nearly = epochs.stream()
                .filter(epoch -> epoch.score() >= NEARLY * best.score())
                .findFirst()
                .orElse(best);
        int rest = epochs.size();
        while (rest > 1 && epochs.get(rest - 2).score() >= RESTS * best.score()) {
            rest--;
        }
        AuctioneerColumn.EPISODES_TO_95.put(last, (double) nearly.episodes());
        AuctioneerColumn.EPOCHS_TO_REST.put(last, epochs.get(rest - 1).epoch());
        AuctioneerColumn.BEST_EPOCH.put(last, best.epoch());
    }

    private static double bestFixedStep(ClockMarketDistribution market, ClockReward reward) {
        List<SampledMarket> seen =
                SampledValue.markets(market, BaselinePolicy.JUDGING_SEED, "training-markets", PLATEAU_MARKETS);
        return market.steps().ticks().stream()
                .mapToDouble(ticks -> SampledValue.of(market, reward, new FixedStep(ticks), seen)
                        .reward())
                .max()
                .orElseThrow();
    }
}

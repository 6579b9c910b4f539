package skybourse.learning.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import skybourse.base.random.RandomStreams;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.learners.Learner;
import skybourse.learning.learners.TrainedPolicy;
import skybourse.learning.learners.Trainer;
import skybourse.learning.learners.TrainingResult;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.DropOutMarket;

/**
 * How far learned drop-out clocks come from the best posted price to the best of all policies. Every number is exact; only the training draws
 * markets.
 *
 * @param learner a name that {@link LearnerPlan#named} knows
 * @param epochs of each training, at least 1; 8,192 steps each
 * @param firstSeed of the trainings
 * @param seeds how many trainings, at least 1
 */
public record DropOutStudy(String learner, int epochs, long firstSeed, int seeds) {

    /** Five trainings (ours). */
    public static final int SEEDS = 5;

    /**
     * What was found on a market.
     *
     * @param posted reward of the best posted price
     * @param bayes of the best of all policies
     * @param inSteps of the best of those that make the learner's steps
     * @param last of each training's last epoch
     * @param best of each training's best epoch
     */
    public record Found(double posted, double bayes, double inSteps, List<Double> last, List<Double> best) {

        /** Returns the share of the way from the best posted price (0) to the best of all policies (1). */
        public double share(double reward) {
            return (reward - posted) / (bayes - posted);
        }
    }

    /** Returns the markets by name: uniform-5x3 first, then every benchmark market that is no mixture. */
    public static SequencedMap<String, DropOutMarket> markets() {
        SequencedMap<String, DropOutMarket> markets = new LinkedHashMap<>();
        ValueDistribution uniform = ValueDistribution.uniform(1, 50);
        markets.put("uniform-5x3", new DropOutMarket(new MarketComponent(5, uniform, 3, uniform), 1, 50));
        for (ClockMarket market : BenchmarkMarkets.all()) {
            if (market.components().size() == 1) {
                MarketComponent traders = market.components().getFirst();
                markets.put(
                        market.name(),
                        new DropOutMarket(traders, market.sellersStartTicks(), market.buyersStartTicks()));
            }
        }
        return markets;
    }

    /** Trains on a market and says what came of it. */
    public Found of(DropOutMarket market) {
        DropOutProblem problem = DropOutProblem.of(market, plan().aids());
        List<TrainingResult> trained = LongStream.range(firstSeed, firstSeed + seeds)
                .mapToObj(seed -> train(problem, seed))
                .toList();
        return new Found(
                market.value(market.bestPosted(problem.reward())).of(problem.reward()),
                market.value(market.best(problem.reward(), market.anySteps())).of(problem.reward()),
                market.value(market.best(problem.reward(), problem.steps())).of(problem.reward()),
                trained.stream()
                        .map(result -> result.epochs().getLast().score())
                        .toList(),
                trained.stream()
                        .map(result -> result.judged().orElseThrow().score())
                        .toList());
    }

    private LearnerPlan plan() {
        Trainer.Settings rhythm = schedule().rhythm();
        return LearnerPlan.named(learner, (long) rhythm.epochs() * rhythm.stepsPerEpoch())
                .orElseThrow(() -> new IllegalArgumentException("learner must be known: " + learner));
    }

    private TrainingSchedule schedule() {
        return TrainingSchedule.standard(epochs, Long.MAX_VALUE);
    }

    /** Trains once; every epoch's score is the exact reward of its policy's likeliest moves. */
    TrainingResult train(DropOutProblem problem, long seed) {
        try (Learner made = plan().learner(problem.stateSize(), problem.actions())) {
            var trainer = new Trainer(
                    schedule().rhythm(), made, problem.lanes(schedule().lanes()), new RandomStreams(seed));
            return trainer.train(policy -> problem.value((TrainedPolicy) policy, seed), _ -> {});
        }
    }
}

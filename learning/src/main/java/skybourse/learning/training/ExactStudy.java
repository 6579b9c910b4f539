package skybourse.learning.training;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import skybourse.base.random.RandomStreams;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.learners.Learner;
import skybourse.learning.learners.TrainedPolicy;
import skybourse.learning.learners.Trainer;
import skybourse.learning.learners.TrainingResult;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.dropout.DropOutMarket;
import skybourse.tier2.clock.refining.BestQuestions;
import skybourse.tier2.clock.refining.Bisection;
import skybourse.tier2.clock.refining.ExpectedCrossing;
import skybourse.tier2.clock.refining.PriorCrossing;
import skybourse.tier2.clock.refining.Questioner;

/**
 * How far learners come where nobody gains by a lie, whatever they do, and the best of all policies is known: drop-out clocks from the best
 * posted price, questions of refining clocks from bisection. Every number is exact; only the training draws markets.
 *
 * @param learner a name that {@link LearnerPlan#named} knows
 * @param epochs of the training, at least 1; 8,192 steps each
 * @param seed of the training
 */
public record ExactStudy(String learner, int epochs, long seed) {

    /**
     * What was found on a market: rewards, or messages.
     *
     * @param base of a policy that everybody has: the best posted price, bisection
     * @param best of the best of all policies
     * @param byActions of the best of those that act as the learner may
     * @param last of the training's last epoch
     * @param judged of its best epoch
     */
    public record Found(double base, double best, double byActions, double last, double judged) {

        /** Returns the share of the way from the base (0) to the best of all policies (1). */
        public double share(double value) {
            return (value - base) / (best - base);
        }
    }

    /**
     * Messages of questioners on a market.
     *
     * @param estimate of the estimate that takes limits for uniform
     * @param byLaw of the estimate that knows the laws
     * @param found of bisection, the best of all that ask both sides at once, and the learner
     */
    public record Asked(double estimate, double byLaw, Found found) {}

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

    /** Trains drop-out clocks on a market. */
    public Found dropOut(DropOutMarket market) {
        DropOutProblem problem = DropOutProblem.of(market, plan().aids());
        return found(
                problem,
                market.value(market.bestPosted(problem.reward())).of(problem.reward()),
                market.value(market.best(problem.reward(), market.anySteps())).of(problem.reward()),
                market.value(market.best(problem.reward(), problem.steps())).of(problem.reward()),
                1);
    }

    /** Trains questions of refining clocks on a market; empty where the best ones cannot be had exactly. */
    public Optional<Asked> refined(DropOutMarket market) {
        MarketComponent traders = market.traders();
        return BestQuestions.solve(
                        traders,
                        market.highTicks(),
                        market.lowTicks(),
                        BestQuestions.Asking.BOTH_SIDES,
                        BestQuestions.MOST_STATES)
                .map(best -> {
                    RefiningProblem problem = RefiningProblem.of(market, plan().aids());
                    return new Asked(
                            messages(market, new ExpectedCrossing(false)),
                            messages(market, new PriorCrossing(traders, market.highTicks(), market.lowTicks(), false)),
                            found(
                                    problem,
                                    messages(market, new Bisection()),
                                    best.messages(),
                                    problem.leastByActions().orElseThrow(),
                                    -1 / problem.perMessage()));
                });
    }

    private static double messages(DropOutMarket market, Questioner questioner) {
        return RefiningProblem.messages(market, questioner).orElseThrow();
    }

    private Found found(ExactProblem problem, double base, double best, double byActions, double perScore) {
        TrainingResult trained = train(problem);
        return new Found(
                base,
                best,
                byActions,
                perScore * trained.epochs().getLast().score(),
                perScore * trained.judged().orElseThrow().score());
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
    TrainingResult train(ExactProblem problem) {
        try (Learner made = plan().learner(problem.stateSize(), problem.actions())) {
            var trainer = new Trainer(
                    schedule().rhythm(), made, problem.lanes(schedule().lanes()), new RandomStreams(seed));
            return trainer.train(policy -> problem.value((TrainedPolicy) policy, seed), _ -> {});
        }
    }
}

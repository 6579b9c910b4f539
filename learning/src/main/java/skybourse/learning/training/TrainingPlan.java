package skybourse.learning.training;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.base.numeric.EnumNames;
import skybourse.base.random.RandomStreams;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.auctions.MarketSampler;
import skybourse.learning.auctions.MarketSource;
import skybourse.learning.auctions.TrainingAids;
import skybourse.learning.auctions.TrainingReward;
import skybourse.learning.learners.Learner;
import skybourse.learning.learners.Ppo;
import skybourse.learning.learners.Trainer;
import skybourse.learning.policy.TrainedPolicy;

/**
 * Complete input of a training, except for the seed.
 *
 * @param learnerName name of the learner
 * @param learner its settings and aids
 * @param marketName name of the markets, which identifies them
 * @param problem the learning problem; the constructor applies the learner's aids
 * @param judging source of the markets of the evaluation; it can be the problem's source if different seeds of that source have different markets
 * @param schedule length of the training
 */
@RecordBuilder
public record TrainingPlan(
        String learnerName,
        LearnerPlan learner,
        String marketName,
        AuctionProblem problem,
        MarketSource judging,
        TrainingLength schedule)
        implements TrainingPlanBuilder.With {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if the reward of the training is not plain and the discount is not 1; also if the start is {@code EXPERT}, and
     *     the learner is value-based or the distribution of markets is not known
     */
    public TrainingPlan {
        problem = problem.with(learner.aids());
        if (learner.aids().start() == TrainingAids.InitialPolicy.EXPERT) {
            requireImitable(learner, problem);
        }
        if (problem.training() != TrainingReward.PLAIN && learner.discount() != 1) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "reward must be plain if discount is not 1: %s, %s",
                    EnumNames.name(problem.training()),
                    learner.discount()));
        }
    }

    private static void requireImitable(LearnerPlan learner, AuctionProblem problem) {
        if (!(learner instanceof LearnerPlan.DiffusionPpoPlan || learner instanceof LearnerPlan.PpoPlan)) {
            throw new IllegalArgumentException("start must be drawn for value-based learners: expert");
        }
        if (!(problem.source() instanceof MarketSampler)) {
            throw new IllegalArgumentException(
                    "start must be drawn for markets of scenarios, whose distribution is unknown: expert");
        }
    }

    /**
     * Returns a plan with evaluation on the problem's own markets.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static TrainingPlan of(
            String learnerName,
            LearnerPlan learner,
            String marketName,
            AuctionProblem problem,
            TrainingLength schedule) {
        return new TrainingPlan(learnerName, learner, marketName, problem, problem.source(), schedule);
    }

    /** Creates the learner. */
    public Learner newLearner() {
        return learner.learner(problem.form().size(), problem.actions().size());
    }

    /**
     * Creates a trainer for a learner of this plan and initializes the learner. Equal seeds give equal results, to the bit.
     *
     * @param made a learner of {@link #newLearner()}
     * @param seed seed of the training
     */
    public Trainer trainer(Learner made, long seed) {
        RandomStreams streams = new RandomStreams(seed);
        return new Trainer(schedule.rhythm(), made, problem.lanes(schedule.lanes()), streams, lesson(made, streams));
    }

    private Optional<Consumer<RandomGenerator>> lesson(Learner made, RandomStreams streams) {
        return learner.aids().start() == TrainingAids.InitialPolicy.EXPERT
                        && problem.source() instanceof MarketSampler drawn
                        && made instanceof Ppo imitator
                ? Optional.of(random -> imitator.imitate(random, new CountExpert(problem, drawn, streams)))
                : Optional.empty();
    }

    /** Returns the evaluation on held-out auctions. The seed determines the auctions. */
    public HeldOutEvaluation evaluation(long seed) {
        return new HeldOutEvaluation(
                problem.forEvaluation(judging), schedule.judgedEpisodes(), new RandomStreams(seed));
    }

    /**
     * Returns the scores of two policies without training in the same evaluation, by name. The policies are uniformly random steps and the fixed step
     * with the highest score in this evaluation.
     */
    public SequencedMap<String, Double> untrained(long seed) {
        HeldOutEvaluation judge = evaluation(seed);
        int actions = problem.actions().size();
        SequencedMap<String, Double> levels = new LinkedHashMap<>();
        levels.put(
                "best fixed step",
                IntStream.range(0, actions)
                        .mapToDouble(action -> judge.score((_, rows, _, legal, chosen) -> {
                            for (int row = 0; row < rows; row++) {
                                chosen[row] = Math.min(action, legal(legal, row) - 1);
                            }
                        }))
                        .max()
                        .orElseThrow());
        levels.put("random steps", judge.score((random, rows, _, legal, chosen) -> {
            for (int row = 0; row < rows; row++) {
                chosen[row] = random.nextInt(legal(legal, row));
            }
        }));
        return levels;
    }

    /** Returns the number of legal actions of a row. Legal actions come before illegal ones. */
    private int legal(boolean[] legal, int row) {
        int actions = problem.actions().size();
        int count = 0;
        while (count < actions && legal[row * actions + count]) {
            count++;
        }
        return count;
    }

    /** Returns the model of a finished training. */
    public TrainedModel model(TrainedPolicy policy, long seed, int bestEpoch, double score, String programVersion) {
        return new TrainedModel(
                new TrainedModel.Origin(
                        learnerName, learner, marketName, schedule, seed, bestEpoch, score, programVersion),
                problem.actions(),
                problem.form(),
                problem.reward(),
                policy,
                TrainedRange.of(problem));
    }
}

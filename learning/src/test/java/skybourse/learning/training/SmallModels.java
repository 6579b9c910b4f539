package skybourse.learning.training;

import java.util.Map;
import skybourse.base.random.RandomStreams;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.auctions.SmallMarkets;
import skybourse.learning.learners.Learner;
import skybourse.learning.learners.Trainer;
import skybourse.learning.policy.TrainedPolicy;

/** Models with random parameters, and short trainings, for tests. */
public final class SmallModels {

    private SmallModels() {}

    /** Returns a short plan on the narrow market. */
    public static TrainingPlan plan(String learner, int epochs, Map<String, String> settings) {
        return TrainingPlan.of(
                learner,
                LearnerPlan.named(learner, epochs * 32L).orElseThrow().with(settings),
                "narrow-3x2",
                AuctionProblem.of(SmallMarkets.NARROW),
                new TrainingLength(new Trainer.Settings(epochs, Long.MAX_VALUE, 32, 1, Integer.MAX_VALUE), 8, 2_048));
    }

    /** Returns an untrained model. */
    public static TrainedModel untrained(String learner, Map<String, String> settings) {
        TrainingPlan plan = plan(learner, 1, settings);
        try (Learner made = plan.newLearner()) {
            made.initialise(new RandomStreams(3).stream("first-parameters", 0));
            TrainedPolicy policy = made.policy();
            return plan.model(policy, 3, 0, 0.5, "0.0.0-test");
        }
    }
}

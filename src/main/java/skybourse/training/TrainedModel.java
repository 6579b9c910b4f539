package skybourse.training;

import skybourse.learning.TrainedPolicy;
import skybourse.yardstick.ClockReward;

/**
 * A trained auctioneer with all that is needed to run it and to train it again.
 *
 * @param origin where it comes from
 * @param actions the steps it chooses from
 * @param form what it sees
 * @param reward what it was paid
 * @param policy the network
 */
public record TrainedModel(Origin origin, ActionSet actions, StateForm form, ClockReward reward, TrainedPolicy policy) {

    /**
     * Where a model comes from.
     *
     * @param learnerName name of the learner
     * @param learner its settings
     * @param marketName the markets it was trained on
     * @param schedule how long
     * @param seed of the training
     * @param bestEpoch the epoch it is from
     * @param score its mean return on the judging auctions
     * @param programVersion of the program that trained it
     */
    public record Origin(
            String learnerName,
            LearnerPlan learner,
            String marketName,
            TrainingSchedule schedule,
            long seed,
            int bestEpoch,
            double score,
            String programVersion) {}

    public TrainedModel {
        if (policy.form().stateSize() != form.size()) {
            throw new IllegalArgumentException("policy must see %d numbers, as the state form has: %d"
                    .formatted(form.size(), policy.form().stateSize()));
        }
        if (policy.form().actions() != actions.size()) {
            throw new IllegalArgumentException("policy must choose from %d steps, as the action set has: %d"
                    .formatted(actions.size(), policy.form().actions()));
        }
    }

    /** Returns the auctioneer that draws its steps from the softmax of one seeded chain. */
    public LearnedClockPolicy drawing() {
        return new LearnedClockPolicy(this, LearnedClockPolicy.Choice.DRAWN);
    }

    /** Returns the auctioneer that takes the best step of the mean of 16 seeded chains. */
    public LearnedClockPolicy steady() {
        return new LearnedClockPolicy(this, LearnedClockPolicy.Choice.STEADY);
    }
}

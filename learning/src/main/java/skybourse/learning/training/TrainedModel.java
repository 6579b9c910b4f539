package skybourse.learning.training;

import java.util.List;
import java.util.Locale;
import skybourse.learning.actor.TrainedPolicy;
import skybourse.learning.episodes.ActionSet;
import skybourse.learning.episodes.ScenarioMarkets;
import skybourse.learning.episodes.StateForm;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.clock.Turns;

/**
 * A trained auctioneer with all that is needed to run it and to train it again.
 *
 * @param origin where it comes from
 * @param actions the steps it chooses from
 * @param form what it sees
 * @param reward what it was paid
 * @param policy the network
 * @param range the auctions it was trained on
 */
public record TrainedModel(
        Origin origin,
        ActionSet actions,
        StateForm form,
        ClockReward reward,
        TrainedPolicy policy,
        TrainedRange range) {

    private static final String SCENARIOS = "scenario ";

    /**
     * Where a model comes from.
     *
     * @param learnerName name of the learner
     * @param learner its settings
     * @param marketName the markets it was trained on: a benchmark's name, or {@link #scenarios}
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
            String programVersion) {

        private boolean ofScenarios() {
            return marketName.startsWith(SCENARIOS);
        }

        /** Returns the turns it was trained with: those of tier 2 on a scenario's markets, else {@code ALTERNATE}. */
        Turns turns() {
            return ofScenarios() ? ScenarioMarkets.TURNS : Turns.ALTERNATE;
        }
    }

    /** Returns the name of the markets of scenarios with these digests, their tasks drawn so many times each. */
    public static String scenarios(List<String> digests, int worlds) {
        return SCENARIOS + String.join(" ", digests) + " x " + worlds;
    }

    public TrainedModel {
        if (policy.form().stateSize() != form.size()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "policy must observe %d numbers, as in the state form: %d",
                    form.size(),
                    policy.form().stateSize()));
        }
        if (policy.form().actions() != actions.size()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "policy must choose among the %d steps of the action set: %d",
                    actions.size(),
                    policy.form().actions()));
        }
    }

    /** Tells whether it was trained on markets of scenarios, not of a benchmark. */
    public boolean ofScenarios() {
        return origin.ofScenarios();
    }

    /** Returns the same model, to be asked in every auction: {@link TrainedRange} no longer keeps it to those like its training. */
    public TrainedModel unfenced() {
        return new TrainedModel(origin, actions, form, reward, policy, TrainedRange.ANY);
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

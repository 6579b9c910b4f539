package skybourse.learning.training;

import java.util.List;
import java.util.Locale;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.auctions.StateEncoding;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.policy.TrainedPolicy;
import skybourse.tier2.clock.TurnOrder;

/**
 * Trained model of an auctioneer with the data needed to use it and to repeat its training.
 *
 * @param origin origin of the model
 * @param actions the steps from which it chooses
 * @param form representation of the state
 * @param reward reward of the training
 * @param policy the network
 * @param range the training range
 */
public record TrainedModel(
        Origin origin,
        ActionSet actions,
        StateEncoding form,
        ClockReward reward,
        TrainedPolicy policy,
        TrainedRange range) {

    private static final String SCENARIOS = "scenario ";

    /**
     * Origin of a model.
     *
     * @param learnerName name of the learner
     * @param learner its settings
     * @param marketName name of the training markets: a benchmark's name, or {@link #scenarios}
     * @param schedule length of the training
     * @param seed seed of the training
     * @param bestEpoch epoch of the model
     * @param score its score on the held-out auctions
     * @param programVersion version of the program that trained it
     */
    public record Origin(
            String learnerName,
            LearnerPlan learner,
            String marketName,
            TrainingLength schedule,
            long seed,
            int bestEpoch,
            double score,
            String programVersion) {

        private boolean ofScenarios() {
            return marketName.startsWith(SCENARIOS);
        }

        /** Returns the turn order of the training: the default order of tier 2 ({@link ScenarioMarkets#TURNS}) for markets of scenarios, otherwise {@code ALTERNATE}. */
        TurnOrder turns() {
            return ofScenarios() ? ScenarioMarkets.TURNS : TurnOrder.ALTERNATE;
        }
    }

    /**
     * Returns the name of the markets of scenarios.
     *
     * @param digests digests of the scenarios
     * @param worlds number of times that tasks of each are sampled
     */
    public static String scenarios(List<String> digests, int worlds) {
        return SCENARIOS + String.join(" ", digests) + " x " + worlds;
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if the policy's state size is not that of {@code form}, or its number of actions differs from that of {@code
     *     actions}
     */
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

    /** Returns whether the model was trained on markets of scenarios, not of a benchmark. */
    public boolean ofScenarios() {
        return origin.ofScenarios();
    }

    /** Returns this model with an unlimited training range. */
    public TrainedModel withoutRange() {
        return new TrainedModel(origin, actions, form, reward, policy, TrainedRange.ANY);
    }

    /** Returns the clock policy that samples its steps from the softmax of one seeded pass. */
    public LearnedClockPolicy sampledPolicy() {
        return new LearnedClockPolicy(this, LearnedClockPolicy.Choice.DRAWN);
    }

    /**
     * Returns the clock policy that takes the step with the highest mean preference over 16 seeded chains. Without diffusion, one seeded pass is used
     * instead.
     */
    public LearnedClockPolicy steady() {
        return new LearnedClockPolicy(this, LearnedClockPolicy.Choice.STEADY);
    }
}

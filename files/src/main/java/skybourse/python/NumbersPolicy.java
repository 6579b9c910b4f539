package skybourse.python;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.training.ActionSet;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.learning.training.StateForm;
import skybourse.learning.training.TrainedRange;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.StepSet;

/**
 * Somebody else's function as an auctioneer: it sees the numbers of a state and how many actions are legal, and answers with one.
 *
 * @param name short
 * @param form of the numbers
 * @param actions the steps to choose from
 * @param range where the function is asked; beyond it the fixed step is taken
 * @param draws how many standard normal numbers it is given, always the same in the same state, those that a model of ours would draw
 * @param seed fixes them
 * @param chooser the function
 */
public record NumbersPolicy(
        String name, StateForm form, ActionSet actions, TrainedRange range, int draws, long seed, Chooser chooser)
        implements ClockPolicy {

    /** What chooses. */
    @FunctionalInterface
    public interface Chooser {

        /** Returns the place of an action, of which the first {@code legal} are legal. */
        int choose(float[] numbers, int legal, float[] drawn);
    }

    @Override
    public long stepTicks(ClockState state) {
        return range.elsewhere(state, actions).orElseGet(() -> chosenTicks(state));
    }

    private long chosenTicks(ClockState state) {
        StepSet steps = actions.on(state.startGapTicks());
        long gap = state.largestStepTicks();
        int legal = steps.legal(gap);
        int action = chooser.choose(form.numbers(state, actions), legal, drawn(state));
        if (action < 0 || action >= legal) {
            throw new IllegalArgumentException("action must be legal, below " + legal + ": " + action);
        }
        return steps.stepTicks(action, gap);
    }

    private float[] drawn(ClockState state) {
        float[] drawn = new float[draws];
        RandomGenerator random = LearnedClockPolicy.chance(new RandomStreams(seed), state);
        for (int i = 0; i < draws; i++) {
            drawn[i] = (float) random.nextGaussian();
        }
        return drawn;
    }
}

package skybourse.python;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.StateForm;
import skybourse.learning.headroom.StochasticPolicy;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.learning.training.TrainedRange;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.StepSet;

/**
 * A policy from an external function, which receives the numbers of a state and returns the probabilities of the legal actions. In a round
 * its draws are fixed by the state and the seed.
 *
 * @param name short
 * @param form of the numbers
 * @param actions the steps to choose from
 * @param range where the function is called; elsewhere the fixed step of the range is taken
 * @param draws how many standard normal numbers the function receives, always the same in the same state: those that a model of the
 *     program would draw
 * @param seed fixes the draws
 * @param chooser the function
 */
public record NumbersPolicy(
        String name, StateForm form, ActionSet actions, TrainedRange range, int draws, long seed, Chooser chooser)
        implements StochasticPolicy {

    /** The external function. */
    @FunctionalInterface
    public interface Chooser {

        /** Returns {@code double[legal]}, the probability of each legal action, which are the first ones. */
        double[] choose(float[] numbers, int legal, float[] drawn);
    }

    @Override
    public Chances chances(ClockState state) {
        OptionalLong elsewhere = range.elsewhere(state, actions);
        return elsewhere.isPresent() ? Chances.certain(elsewhere.getAsLong()) : chosen(state);
    }

    @Override
    public long stepTicks(ClockState state) {
        return DrawnSteps.of(this, state, seed + 1); // another stream than what the function receives
    }

    private Chances chosen(ClockState state) {
        StepSet steps = actions.on(state.startGapTicks());
        long gap = state.largestStepTicks();
        long[] ticks = new long[steps.legal(gap)];
        Arrays.setAll(ticks, action -> steps.stepTicks(action, gap));
        return new Chances(ticks, chooser.choose(form.numbers(state, actions), ticks.length, drawn(state)));
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

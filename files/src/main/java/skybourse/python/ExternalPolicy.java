package skybourse.python;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.StateEncoding;
import skybourse.learning.headroom.StochasticPolicy;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.learning.training.TrainedRange;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.StepSet;

/**
 * Clock policy that calls an external function. The function receives a state as numbers and returns the probabilities of the legal actions. The
 * state and the seed determine the sampled step.
 *
 * @param name short name
 * @param form representation of the state as numbers
 * @param actions steps to choose from
 * @param range states in which the function is called; in all other states the policy takes the fixed step of the range
 * @param draws number of standard normal random numbers that the function receives; the state and the seed determine these numbers, as they do for a
 *     trained model
 * @param seed seed of the random numbers
 * @param chooser the function
 */
public record ExternalPolicy(
        String name,
        StateEncoding form,
        ActionSet actions,
        TrainedRange range,
        int draws,
        long seed,
        PolicyFunction chooser)
        implements StochasticPolicy {

    /** The external function. */
    @FunctionalInterface
    public interface PolicyFunction {

        /**
         * Returns the probabilities of the legal actions.
         *
         * @param numbers the state
         * @param legal number of legal actions; their indices are 0 to {@code legal - 1}
         * @param drawn standard normal random numbers
         * @return the probabilities, {@code double[legal]}
         */
        double[] choose(float[] numbers, int legal, float[] drawn);
    }

    @Override
    public StepDistribution chances(ClockState state) {
        OptionalLong elsewhere = range.fallbackStepTicks(state, actions);
        return elsewhere.isPresent() ? StepDistribution.certain(elsewhere.getAsLong()) : chosen(state);
    }

    @Override
    public long stepTicks(ClockState state) {
        // The Python function may draw random numbers with this seed. seed + 1 keeps the draws of steps independent of
        // them.
        return PolicyStepSampling.of(this, state, seed + 1);
    }

    private StepDistribution chosen(ClockState state) {
        StepSet steps = actions.on(state.startGapTicks());
        long gap = state.largestStepTicks();
        long[] ticks = new long[steps.legal(gap)];
        Arrays.setAll(ticks, action -> steps.stepTicks(action, gap));
        return new StepDistribution(ticks, chooser.choose(form.numbers(state, actions), ticks.length, drawn(state)));
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

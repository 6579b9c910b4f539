package skybourse.tier2.clock;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;

/**
 * Policy with a random legal step of the {@link StepSet}, uniformly distributed and determined by seed, round and step number.
 *
 * <p>It is a lower benchmark for learners, and serves tests that need varied auctions. It is not for use in a market.
 *
 * @param seed seed of the run
 * @param round number of the auction in the run
 */
public record RandomStep(long seed, long round) implements ClockPolicy {

    @Override
    public String name() {
        return "random";
    }

    @Override
    public long stepTicks(ClockState state) {
        StepSet steps = StepSet.forGap(state.startGapTicks());
        long gap = state.largestStepTicks();
        RandomGenerator random = new RandomStreams(seed).stream("clock-step/" + round, state.step());
        return steps.stepTicks(random.nextInt(steps.legal(gap)), gap);
    }
}

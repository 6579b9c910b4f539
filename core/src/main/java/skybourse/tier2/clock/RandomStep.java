package skybourse.tier2.clock;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;

/**
 * A legal step of the {@link StepSet}, each as likely; the draws are fixed by seed, round and step number.
 *
 * <p>Right as the floor that a learner has to pass, and for tests that want every course. Wrong for any market that somebody
 * lives by.
 *
 * @param seed the run's seed
 * @param round which auction of the run
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

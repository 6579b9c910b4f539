package skybourse.python;

import java.util.function.IntFunction;
import skybourse.base.random.RandomStreams;
import skybourse.learning.headroom.StochasticPolicy;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;

/** Sampling of steps from a stochastic policy. The state and the seed determine the sampled step. */
public final class PolicyStepSampling {

    private PolicyStepSampling() {}

    /** Returns the sampled step, in ticks. */
    static long of(StochasticPolicy policy, ClockState state, long seed) {
        return policy.chances(state)
                .at(LearnedClockPolicy.chance(new RandomStreams(seed), state).nextDouble());
    }

    /**
     * Returns a policy for each index of a market. The index is the seed of its samples, so that the samples of different markets are independent.
     */
    public static IntFunction<ClockPolicy> byMarket(StochasticPolicy policy) {
        return market -> new ClockPolicy() {
            @Override
            public String name() {
                return policy.name();
            }

            @Override
            public long stepTicks(ClockState state) {
                return of(policy, state, market);
            }
        };
    }
}

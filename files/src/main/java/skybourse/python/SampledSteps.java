package skybourse.python;

import java.util.function.IntFunction;
import skybourse.base.random.RandomStreams;
import skybourse.learning.headroom.StochasticPolicy;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;

/** Samples of the steps of a stochastic policy. State and seed determine a sample. */
public final class SampledSteps {

    private SampledSteps() {}

    /** Returns the sampled step, in ticks. */
    static long of(StochasticPolicy policy, ClockState state, long seed) {
        return policy.chances(state)
                .at(LearnedClockPolicy.chance(new RandomStreams(seed), state).nextDouble());
    }

    /** Returns a function from the index of a market to the policy with that index as its seed, so that samples are independent. */
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

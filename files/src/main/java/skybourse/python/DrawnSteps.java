package skybourse.python;

import java.util.function.IntFunction;
import skybourse.base.random.RandomStreams;
import skybourse.learning.headroom.StochasticPolicy;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;

/** Steps that are drawn from the distributions of a stochastic policy. A draw is fixed by the state and a seed. */
public final class DrawnSteps {

    private DrawnSteps() {}

    /** Draws a step. */
    static long of(StochasticPolicy policy, ClockState state, long seed) {
        return policy.chances(state)
                .at(LearnedClockPolicy.chance(new RandomStreams(seed), state).nextDouble());
    }

    /** Returns the policy with independent draws for each market, by index. */
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

package skybourse.learning.headroom;

import java.util.OptionalDouble;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.clock.ClockPolicy;

/** Exact expected reward of a policy, computed over the states that it can reach. */
public final class PolicyValue {

    private PolicyValue() {}

    /**
     * Returns the expected reward of a policy whose step depends on the state alone; for a {@link StochasticPolicy} the expectation includes its
     * randomness. The policy is called twice in each state, the second time in reverse order.
     *
     * @param market the distribution of markets
     * @param policy the policy
     * @param mostStates largest number of states of a component
     * @return the expected reward; empty if there are more states or the market is too large for the program
     * @throws IllegalArgumentException if a step is illegal, or if the two steps in a state differ
     */
    public static OptionalDouble exact(ClockMarketDistribution market, ClockPolicy policy, long mostStates) {
        return exact(market, ClockReward.of(market), policy, mostStates);
    }

    /**
     * Returns the same as {@link #exact(ClockMarketDistribution, ClockPolicy, long)} for a given reward, whose scale is not computed again.
     *
     * @throws IllegalArgumentException as the other method does
     */
    public static OptionalDouble exact(
            ClockMarketDistribution market, ClockReward reward, ClockPolicy policy, long mostStates) {
        if (!ClockDynamicProgram.fits(market)) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        try {
            for (UnitDemandMarketDistribution component : market.components()) {
                var program = new ClockDynamicProgram(market, component, reward, policy, mostStates);
                sum += program.solve();
                program.requireSameAnswers();
            }
        } catch (ClockDynamicProgram.TooManyStates e) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sum / market.components().size());
    }
}

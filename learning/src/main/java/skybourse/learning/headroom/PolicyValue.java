package skybourse.learning.headroom;

import java.util.OptionalDouble;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.clock.ClockPolicy;

/** The expected reward of a policy, exactly: only the states that it can reach are looked at. */
public final class PolicyValue {

    private PolicyValue() {}

    /**
     * Returns the expected reward of a policy whose answer depends on the state alone; over its draws, too, if it is a
     * {@link StochasticPolicy}. The policy is asked twice in each state, the second time in reverse order.
     *
     * @param market whose limits have known distributions
     * @param mostStates give up beyond
     * @return empty when there are more states
     * @throws IllegalArgumentException if a step is illegal, or if the two answers in a state differ
     */
    public static OptionalDouble exact(ClockMarket market, ClockPolicy policy, long mostStates) {
        return exact(market, ClockReward.of(market), policy, mostStates);
    }

    /** Returns the same with a given reward, which saves computing the scale anew. */
    public static OptionalDouble exact(ClockMarket market, ClockReward reward, ClockPolicy policy, long mostStates) {
        if (!ClockProgram.fits(market)) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        try {
            for (MarketComponent component : market.components()) {
                var program = new ClockProgram(market, component, reward, policy, mostStates);
                sum += program.solve();
                program.requireSameAnswers();
            }
        } catch (ClockProgram.TooManyStates e) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sum / market.components().size());
    }
}

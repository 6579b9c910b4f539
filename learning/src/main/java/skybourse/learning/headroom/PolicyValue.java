package skybourse.learning.headroom;

import java.util.OptionalDouble;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.clock.ClockPolicy;

/** The expected reward of a policy, exactly: only the states that it can reach are looked at. */
public final class PolicyValue {

    private PolicyValue() {}

    /**
     * Returns the expected reward of any policy whose answer depends on the state alone.
     *
     * @param market whose limits have known distributions
     * @param mostStates give up beyond
     * @return empty when there are more states
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
                sum += new ClockProgram(market, component, reward, policy, mostStates).solve();
            }
        } catch (ClockProgram.TooManyStates e) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sum / market.components().size());
    }
}

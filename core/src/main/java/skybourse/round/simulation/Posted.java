package skybourse.round.simulation;

import java.util.Arrays;
import java.util.List;
import skybourse.base.numeric.Checks;
import skybourse.base.scenario.Leader;
import skybourse.tier1.game.PricingGame;

/**
 * What leaders ask in a slot by somebody's word.
 *
 * @param prices by leader, money per bit; NaN for the price that the market finds where nobody posts: who posts is not seen before; empty where nobody has a say
 */
record Posted(double[] prices) {

    static final Posted NOTHING = new Posted(new double[0]);

    /** Checks them: as many as there are leaders, none above its cap. */
    static Posted of(List<Leader> leaders, double[] prices) {
        if (prices.length != leaders.size()) {
            throw new IllegalArgumentException(
                    "prices must be as many as there are leaders, " + leaders.size() + ": " + prices.length);
        }
        for (int s = 0; s < prices.length; s++) {
            if (!Double.isNaN(prices[s]) && prices[s] != PricingGame.CLOSED) {
                Leader leader = leaders.get(s);
                Checks.within(prices[s], 0, leader.priceCapPerBit(), "prices[" + s + "] of " + leader.id());
            }
        }
        return new Posted(prices.clone());
    }

    boolean none() {
        return prices.length == 0;
    }

    /** Tells whether nothing is left for the market to find. */
    boolean all() {
        return !none() && Arrays.stream(prices).noneMatch(Double::isNaN);
    }

    /** Returns the prices that the market found, but for those that are posted. */
    double[] over(double[] found) {
        double[] asked = found.clone();
        for (int s = 0; s < prices.length; s++) {
            asked[s] = Double.isNaN(prices[s]) ? found[s] : prices[s];
        }
        return asked;
    }
}

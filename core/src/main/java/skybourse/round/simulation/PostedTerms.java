package skybourse.round.simulation;

import java.util.Arrays;
import java.util.List;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Leader;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.Order;

/**
 * Prices, asks and offers of a slot that are set by the caller instead of the market.
 *
 * @param prices by leader, money/bit; NaN if the market computes the leader's price, without knowledge of the posted prices; empty if no leader
 *     posts a price
 * @param asks ask price of each aerial agent as a multiple of the cost of a lot; empty if all asks are costs
 * @param lots largest number of lots that each aerial agent offers; empty if each offers as many as it can compute
 */
record PostedTerms(double[] prices, double[] asks, int[] lots) {

    static final PostedTerms NOTHING = new PostedTerms(new double[0], new double[0], new int[0]);

    /**
     * Checks and copies the arrays.
     *
     * @throws IllegalArgumentException if an array is not empty and does not have one value per agent, if a price is not NaN, not that of a closed
     *     leader and not in [0, cap], or if another value is negative or not finite
     */
    static PostedTerms of(Scenario scenario, double[] prices, double[] asks, int[] lots) {
        List<Leader> leaders = scenario.leaders();
        List<AerialAgent> sellers = scenario.aerialAgents();
        checkCount("prices", prices.length, "leaders", leaders.size());
        checkCount("asks", asks.length, "aerial agents", sellers.size());
        checkCount("lots", lots.length, "aerial agents", sellers.size());
        for (int k = 0; k < asks.length; k++) {
            Checks.nonNegative(asks[k], "asks[" + k + "] of " + sellers.get(k).id());
        }
        for (int k = 0; k < lots.length; k++) {
            Checks.nonNegative(lots[k], "lots[" + k + "] of " + sellers.get(k).id());
        }
        for (int s = 0; s < prices.length; s++) {
            if (!Double.isNaN(prices[s]) && prices[s] != PricingGame.CLOSED) {
                Leader leader = leaders.get(s);
                Checks.within(prices[s], 0, leader.priceCapPerBit(), "prices[" + s + "] of " + leader.id());
            }
        }
        return new PostedTerms(prices.clone(), asks.clone(), lots.clone());
    }

    private static void checkCount(String name, int count, String agents, int needed) {
        if (count != 0 && count != needed) {
            throw new IllegalArgumentException(
                    name + " must have one value for each of the " + agents + ", " + needed + ": " + count);
        }
    }

    boolean none() {
        return prices.length == 0;
    }

    /** Returns whether all prices are posted. */
    boolean isComplete() {
        return !none() && Arrays.stream(prices).noneMatch(Double::isNaN);
    }

    /**
     * Returns the seed of the sampled prices of other leaders. It depends on each posted price. A leader therefore cannot predict them from a
     * simulation without posted prices, whose seed is in the scenario file. It can predict them if it tries its price in a copy of the
     * simulation.
     *
     * @param seed seed of the simulation
     */
    long seed(long seed) {
        long posting = seed;
        for (int s = 0; s < prices.length; s++) {
            if (!Double.isNaN(prices[s])) {
                posting = new RandomStreams(posting).key("posted-price-" + s, Double.doubleToLongBits(prices[s]));
            }
        }
        return posting;
    }

    /** Returns the prices of all leaders, money/bit: the posted price of a leader if there is one, otherwise its price in {@code found}. */
    double[] override(double[] found) {
        double[] asked = found.clone();
        for (int s = 0; s < prices.length; s++) {
            asked[s] = Double.isNaN(prices[s]) ? found[s] : prices[s];
        }
        return asked;
    }

    /** Returns the ask price of an aerial agent for a lot of a given cost, both in ticks. */
    long ask(int aerialAgent, long costTicks) {
        return asks.length == 0 ? costTicks : Math.min(Order.MAX_TICKS, Math.round(asks[aerialAgent] * costTicks));
    }

    /** Returns the number of lots that an aerial agent offers if it can compute {@code able} lots. */
    int lots(int aerialAgent, int able) {
        return lots.length == 0 ? able : Math.min(able, lots[aerialAgent]);
    }
}

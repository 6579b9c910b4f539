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
 * What leaders and aerial agents ask in a slot by somebody's word.
 *
 * @param prices by leader, money per bit; NaN for the price that the market finds where nobody posts: who posts is not seen before; empty where nobody has a say
 * @param asks by aerial agent, what it asks as a multiple of what a lot costs it; empty where all ask what lots cost
 * @param lots by aerial agent, how many it offers at most; empty where all offer what they can do
 */
record Posted(double[] prices, double[] asks, int[] lots) {

    static final Posted NOTHING = new Posted(new double[0], new double[0], new int[0]);

    /** Checks them: of each as many as there are agents, or none; no price above its cap, nothing below 0. */
    static Posted of(Scenario scenario, double[] prices, double[] asks, int[] lots) {
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
        return new Posted(prices.clone(), asks.clone(), lots.clone());
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

    /** Tells whether nothing is left for the market to find. */
    boolean all() {
        return !none() && Arrays.stream(prices).noneMatch(Double::isNaN);
    }

    /**
     * Returns the seed of the prices that other leaders draw. It depends on each posted price, so that the draw of a simulation in
     * which nobody posts, which the seed in the scenario's file fixes, tells nothing about it. A leader that can try prices before it posts
     * one, in a copy of the simulation, still finds out.
     *
     * @param seed of the simulation
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

    /** Returns the prices that the market found, but for those that are posted. */
    double[] over(double[] found) {
        double[] asked = found.clone();
        for (int s = 0; s < prices.length; s++) {
            asked[s] = Double.isNaN(prices[s]) ? found[s] : prices[s];
        }
        return asked;
    }

    /** Returns what an aerial agent asks for a lot that costs it so much, in ticks. */
    long ask(int aerialAgent, long costTicks) {
        return asks.length == 0 ? costTicks : Math.min(Order.MAX_TICKS, Math.round(asks[aerialAgent] * costTicks));
    }

    /** Returns how many lots an aerial agent offers that can do so many. */
    int lots(int aerialAgent, int able) {
        return lots.length == 0 ? able : Math.min(able, lots[aerialAgent]);
    }
}

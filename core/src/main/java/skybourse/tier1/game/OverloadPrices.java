package skybourse.tier1.game;

import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;

/**
 * Overload prices {@code kappa_s}: the cost that leaders expect for a unit of work beyond capacity.
 *
 * <p>A fixed agent expects to pay the published resale price, whatever aerial agents it reaches. If
 * none is published, it expects the lowest ask of the aerial agents that it reaches, at the ratio of input to work of all tasks
 * together. Prices, and the work that agents with convex energy resell, then depend on the declarations
 * of aerial agents.
 *
 * <p>A mobile agent cannot resell, nor can a fixed agent that reaches no aerial agent if no price is published. Its overload price
 * is so high that overselling never pays: its price cap, or {@value PricingGame#TIMES_CHOKE} times the largest choke price if that
 * is less, times the largest ratio of input to work of any task. The second limit keeps the price, and rounding, from
 * growing with
 * the cap. A published price above this value counts as this value. Each leader's own energy cost is subtracted last; the result is at least 0.
 *
 * <p>Ours: the form of these prices.
 */
public final class OverloadPrices {

    private OverloadPrices() {}

    /**
     * Returns {@code kappa} by leader, money per unit of work; 0 for all leaders if the scenario's rules say that leaders ignore
     * overload.
     *
     * @param links links of the scenario, including relays to aerial agents
     */
    public static double[] of(Scenario scenario, ScenarioLinks links) {
        List<Leader> leaders = scenario.leaders();
        double[] prices = new double[leaders.size()];
        if (scenario.rules().overloadPricing() == OverloadPricing.IGNORE) {
            return prices;
        }
        Tasks tasks = Tasks.of(scenario.wirelessAgents());
        boolean isPublished = scenario.rules().expectedResalePrice().isPresent();
        for (int s = 0; s < prices.length; s++) {
            double ask =
                    leaders.get(s).resells() ? paid(scenario, links, s, tasks.bitsPerWork) : Double.POSITIVE_INFINITY;
            double expected = ask < Double.POSITIVE_INFINITY && !isPublished
                    ? ask
                    : Math.min(ask, tasks.prohibitive(leaders.get(s)));
            prices[s] = Math.max(0, expected - leaders.get(s).costPerWork());
        }
        return prices;
    }

    /**
     * Statistics of all tasks.
     *
     * @param bitsPerWork total input divided by total work, bit/work
     * @param mostBitsPerWork largest such quotient of a task, bit/work
     * @param choke largest choke price, money/bit
     */
    private record Tasks(double bitsPerWork, double mostBitsPerWork, double choke) {

        static Tasks of(List<WirelessAgent> agents) {
            double bits = 0;
            double work = 0;
            double mostBitsPerWork = 0;
            double choke = 0;
            for (WirelessAgent agent : agents) {
                Task task = agent.task();
                bits += task.inputBits();
                work += task.work();
                mostBitsPerWork = Math.max(mostBitsPerWork, task.inputBits() / task.work());
                choke = Math.max(choke, chokePricePerBit(agent));
            }
            return new Tasks(bits / work, mostBitsPerWork, choke);
        }

        /**
         * Returns a total cost of a unit of overload, money/work, at which overselling is never profitable. It includes the leader's own energy cost.
         */
        double prohibitive(Leader leader) {
            return Math.min(leader.priceCapPerBit(), PricingGame.TIMES_CHOKE * choke) * mostBitsPerWork;
        }
    }

    /** Returns the choke price, money/bit: above it the agent does not buy, even over a perfect link without energy cost. */
    private static double chokePricePerBit(WirelessAgent agent) {
        Task task = agent.task();
        double homeMoney = agent.joulePrice() * agent.computer().joulesPerWork() * task.work();
        return (agent.satisfactionWeight() + homeMoney) / task.inputBits();
    }

    private static double paid(Scenario scenario, ScenarioLinks links, int leader, double bitsPerWork) {
        return scenario.rules().expectedResalePrice().orElseGet(() -> lowestAsk(scenario, links, leader, bitsPerWork));
    }

    private static double lowestAsk(Scenario scenario, ScenarioLinks links, int leader, double bitsPerWork) {
        return IntStream.range(0, scenario.aerialAgents().size())
                .filter(k -> links.relayBitsPerSecond(leader, k) > 0)
                .mapToDouble(k ->
                        scenario.aerialAgents().get(k).askPerWork(bitsPerWork, links.relayBitsPerSecond(leader, k)))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}

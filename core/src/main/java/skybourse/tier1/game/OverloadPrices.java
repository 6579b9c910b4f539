package skybourse.tier1.game;

import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;

/**
 * What leaders expect a unit of work beyond capacity to cost them, {@code kappa_s}.
 *
 * <p>A fixed agent expects to pay the price that the rules publish, whatever it reaches, and saves its own energy. Where they publish
 * none it is the lowest ask among the aerial agents it reaches, for input that comes with work as in all tasks together: then what
 * these declare moves prices. A mobile agent, and without a published price a fixed agent that reaches no aerial agent, cannot resell:
 * the price is so high that overselling never pays. It need only be prohibitive: what nobody would ever pay counts up to
 * {@value PricingGame#TIMES_CHOKE} times the largest choke price, or it would grow with the price cap, and rounding with it. A
 * published price above it counts as much as it.
 * Ours: the form.
 */
public final class OverloadPrices {

    private OverloadPrices() {}

    /** Returns {@code kappa} by leader, money per unit of work; 0 where the scenario's rules have leaders ignore it. */
    public static double[] of(Scenario world, Reach reach) {
        List<Leader> leaders = world.leaders();
        double[] prices = new double[leaders.size()];
        if (world.rules().overloadPricing() == OverloadPricing.IGNORE) {
            return prices;
        }
        Tasks tasks = Tasks.of(world.wirelessAgents());
        boolean isPublished = world.rules().expectedResalePrice().isPresent();
        for (int s = 0; s < prices.length; s++) {
            double ask = leaders.get(s).resells() ? paid(world, reach, s, tasks.bitsPerWork) : Double.POSITIVE_INFINITY;
            double expected = ask < Double.POSITIVE_INFINITY && !isPublished
                    ? ask
                    : Math.min(ask, tasks.prohibitive(leaders.get(s)));
            prices[s] = Math.max(0, expected - leaders.get(s).costPerWork());
        }
        return prices;
    }

    /**
     * What leaders know of all tasks.
     *
     * @param bitsPerWork input by work of all tasks together
     * @param mostBitsPerWork the same of the task that has most
     * @param choke the largest choke price, money per bit
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

        /** Returns a price of work at which overselling never pays a leader. */
        double prohibitive(Leader leader) {
            return Math.min(leader.priceCapPerBit(), PricingGame.TIMES_CHOKE * choke) * mostBitsPerWork;
        }
    }

    /** Returns the price per bit above which the agent buys from nobody, even over a perfect link that sends for nothing. */
    private static double chokePricePerBit(WirelessAgent agent) {
        Task task = agent.task();
        double homeMoney = agent.joulePrice() * agent.computer().joulesPerWork() * task.work();
        return (agent.satisfactionWeight() + homeMoney) / task.inputBits();
    }

    private static double paid(Scenario world, Reach reach, int leader, double bitsPerWork) {
        return world.rules().expectedResalePrice().orElseGet(() -> lowestAsk(world, reach, leader, bitsPerWork));
    }

    private static double lowestAsk(Scenario world, Reach reach, int leader, double bitsPerWork) {
        return IntStream.range(0, world.aerialAgents().size())
                .filter(k -> reach.relayBitsPerSecond(leader, k) > 0)
                .mapToDouble(
                        k -> world.aerialAgents().get(k).askPerWork(bitsPerWork, reach.relayBitsPerSecond(leader, k)))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}

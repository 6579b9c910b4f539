package skybourse.game;

import java.util.List;
import java.util.stream.IntStream;
import skybourse.scenario.Leader;
import skybourse.scenario.Reach;
import skybourse.scenario.Rules.OverloadPricing;
import skybourse.scenario.Scenario;
import skybourse.scenario.Task;

/**
 * What leaders expect a unit of work beyond capacity to cost them, {@code kappa_s}.
 *
 * <p>A fixed agent expects to pay the lowest ask among the aerial agents it reaches, for input that comes with work as in all
 * tasks together, and saves its own energy. A mobile agent, and a fixed agent that reaches no aerial agent, cannot resell:
 * the price is so high that overselling never pays. Ours: the form.
 */
final class OverloadPrices {

    private OverloadPrices() {}

    /** Returns {@code kappa} by leader, money per unit of work. */
    static double[] of(Scenario world, Reach reach) {
        List<Leader> leaders = world.leaders();
        double[] prices = new double[leaders.size()];
        if (world.rules().overloadPricing() == OverloadPricing.IGNORE) {
            return prices;
        }
        double bits = 0;
        double work = 0;
        double mostBitsPerWork = 0;
        for (var agent : world.wirelessAgents()) {
            Task task = agent.task();
            bits += task.inputBits();
            work += task.work();
            mostBitsPerWork = Math.max(mostBitsPerWork, task.inputBits() / task.work());
        }
        int mobile = world.mobileAgents().size();
        for (int s = 0; s < prices.length; s++) {
            double ask = s < mobile ? Double.POSITIVE_INFINITY : lowestAsk(world, reach, s - mobile, bits / work);
            Leader leader = leaders.get(s);
            double expected = ask < Double.POSITIVE_INFINITY ? ask : leader.priceCapPerBit() * mostBitsPerWork;
            prices[s] = Math.max(0, expected - leader.costPerWork());
        }
        return prices;
    }

    private static double lowestAsk(Scenario world, Reach reach, int fixedAgent, double bitsPerWork) {
        return IntStream.range(0, world.aerialAgents().size())
                .filter(k -> reach.relayBitsPerSecond(fixedAgent, k) > 0)
                .mapToDouble(k ->
                        world.aerialAgents().get(k).askPerWork(bitsPerWork, reach.relayBitsPerSecond(fixedAgent, k)))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}

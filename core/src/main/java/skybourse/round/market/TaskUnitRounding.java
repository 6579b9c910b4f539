package skybourse.round.market;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Rules;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.LargestRemainder;
import skybourse.base.scenario.AgentLinks;

/**
 * Rounding of best responses to whole units, for tasks that consist of indivisible units. Prices are computed as if all tasks were divisible. Each
 * wireless agent's best response is rounded by largest remainder, with the part at home included; of equal remainders, the lowest leader index
 * comes first. A unit stays at home if its bill exceeds its worth to the wireless agent, if it exceeds the free capacity of a leader that cannot
 * resell, or if it is too large for a lot and for the leader's free capacity.
 *
 * <p>All of this is ours; the tasks of the paper are divisible.
 */
public final class TaskUnitRounding {

    private static final double ROUNDING = 1e-12;

    private final TwoTierRound tiers;
    private final double[] prices;
    private final int[] units;
    private final double[][] ratios;

    /** Free capacity of each leader, in work units. For a leader that resells, only units that are too large for a lot are deducted. */
    private final double[] room;

    private TaskUnitRounding(TwoTierRound tiers, double[] prices, int[] units) {
        this.tiers = tiers;
        this.prices = prices;
        this.units = units;
        OffloadingRatios best = OffloadingRatios.bestResponses(tiers.buyersGame(), prices);
        ratios = IntStream.range(0, units.length)
                .mapToObj(n -> IntStream.range(0, links(n).count())
                        .mapToDouble(link -> best.of(n, link))
                        .toArray())
                .toArray(double[][]::new);
        double seconds = tiers.scenario().rules().roundSeconds();
        room = tiers.scenario().leaders().stream()
                .mapToDouble(leader -> leader.computer().workPerSecond() * seconds)
                .toArray();
    }

    /**
     * Returns the round after tier 1 with tasks sent in whole units.
     *
     * @param tiers the round's links and game
     * @param prices {@code prices[s]} of leader s, money per bit
     * @param units number of equal units of each wireless agent's task; 0 if it is divisible
     */
    public static Round sell(TwoTierRound tiers, double[] prices, int[] units) {
        if (areDivisible(units)) {
            return tiers.sell(prices);
        }
        var whole = new TaskUnitRounding(tiers, prices, units);
        whole.apportion();
        return PriceEvaluation.evaluate(tiers.scenario(), tiers.links(), prices, OffloadingRatios.of(whole.ratios));
    }

    /** Returns whether all tasks are divisible, that is, no task has units. */
    public static boolean areDivisible(int[] units) {
        return Arrays.stream(units).allMatch(count -> count == 0);
    }

    /**
     * Returns the number of whole units in a share of a task.
     *
     * @param ratio share sent in a round of {@link #sell}
     * @param units number of units of the task
     */
    public static int count(double ratio, int units) {
        return (int) Math.rint(ratio * units);
    }

    private AgentLinks links(int agent) {
        return tiers.links().of(agent);
    }

    private void apportion() {
        takeDivisible();
        for (int n = 0; n < units.length; n++) {
            if (units[n] > 0) {
                apportion(n, tiers.scenario().wirelessAgents().get(n));
            }
        }
    }

    /** Deducts divisible tasks from the free capacity of leaders that cannot resell. Divisible tasks are sent as best responses. */
    private void takeDivisible() {
        List<Leader> leaders = tiers.scenario().leaders();
        for (int n = 0; n < units.length; n++) {
            double work = units[n] == 0
                    ? tiers.scenario().wirelessAgents().get(n).task().work()
                    : 0;
            for (int link = 0; link < ratios[n].length; link++) {
                int s = links(n).leaders()[link];
                room[s] -= leaders.get(s).resells() ? 0 : ratios[n][link] * work;
            }
        }
    }

    private void apportion(int n, WirelessAgent agent) {
        double[] shares = Arrays.copyOf(ratios[n], ratios[n].length + 1);
        shares[ratios[n].length] = Math.max(0, 1 - Arrays.stream(ratios[n]).sum());
        long[] counts = LargestRemainder.split(units[n], shares);
        for (int link = 0; link < ratios[n].length; link++) {
            int count = fitting(n, agent, link, worthwhile(n, agent, link, (int) counts[link]));
            ratios[n][link] = (double) count / units[n];
        }
    }

    /** Returns the largest number of units over a link at which the last unit is still worth its bill. The value of each further unit is lower. */
    private int worthwhile(int n, WirelessAgent agent, int link, int most) {
        double bits = agent.task().inputBits() / units[n];
        double seconds = bits / links(n).bitsPerSecond()[link];
        double saved = agent.joulePrice()
                * (agent.computer().joulesPerWork() * agent.task().work() / units[n]
                        - agent.radio().transmitPowerWatts() * seconds);
        double quality = links(n).qualities()[link];
        double cost = prices[links(n).leaders()[link]] * bits - saved;
        int count = most;
        while (count > 0 && agent.satisfactionWeight() * gain(quality, count, units[n]) < cost) {
            count--;
        }
        return count;
    }

    /** Returns the increase of satisfaction by the last of {@code count} units, nat. The result is bit for bit equal on all machines. */
    private static double gain(double quality, int count, int units) {
        return StrictMath.log1p(quality * count / units) - StrictMath.log1p(quality * (count - 1) / units);
    }

    /** Returns the number of units for which a leader has free capacity, and deducts them from it. */
    private int fitting(int n, WirelessAgent agent, int link, int most) {
        Rules rules = tiers.scenario().rules();
        int s = links(n).leaders()[link];
        double work = agent.task().work() / units[n];
        boolean isResold = tiers.scenario().leaders().get(s).resells() && work <= rules.lotWork() * (1 + ROUNDING);
        if (isResold) {
            return most;
        }
        int count = (int) Math.clamp(Math.floor(room[s] / work * (1 + ROUNDING)), 0, most);
        room[s] -= count * work;
        return count;
    }
}

package skybourse.tier1.game;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.WirelessAgent;

/** The bridge from a scenario to the game of its first tier. */
public final class ScenarioGame {

    /** Links are computed in parallel, this many agents at a time, and packed in order. */
    private static final int BATCH = 1 << 12;

    private ScenarioGame() {}

    /** Returns the game of {@code world} with the links of its network. */
    public static PricingGame of(Scenario world) {
        return of(world, world.network().reach(world));
    }

    /**
     * Returns the game of {@code world}: a wireless agent's charge for a link is the cost of sending its task less that of
     * computing it at home, and it sends no more than could be back by its deadline.
     *
     * @param world the scenario
     * @param reach its links
     */
    public static PricingGame of(Scenario world, Reach reach) {
        List<WirelessAgent> followers = world.wirelessAgents();
        double[] speeds = byLeader(world.leaders(), leader -> leader.computer().workPerSecond());
        // others will mostly have as many links as the first
        int expectedLinks =
                (int) Math.min(1 << 30, (long) followers.size() * reach.of(0).count());
        var builder = new PricingGameBuilder(leaderTable(world, reach), followers.size(), expectedLinks);
        for (int start = 0; start < followers.size(); start += BATCH) {
            int end = Math.min(followers.size(), start + BATCH);
            AgentLinks[] links =
                    IntStream.range(start, end).parallel().mapToObj(reach::of).toArray(AgentLinks[]::new);
            for (int n = start; n < end; n++) {
                add(builder, followers.get(n), links[n - start], speeds);
            }
        }
        return builder.build();
    }

    private static LeaderTable leaderTable(Scenario world, Reach reach) {
        List<Leader> leaders = world.leaders();
        double round = world.rules().roundSeconds();
        return new LeaderTable(
                byLeader(leaders, Leader::costPerWork),
                OverloadPrices.of(world, reach),
                byLeader(leaders, leader -> leader.computer().workPerSecond() * round),
                byLeader(leaders, Leader::priceCapPerBit));
    }

    private static double[] byLeader(List<Leader> leaders, ToDoubleFunction<Leader> number) {
        return leaders.stream().mapToDouble(number).toArray();
    }

    private static void add(PricingGameBuilder builder, WirelessAgent agent, AgentLinks links, double[] speeds) {
        double bits = agent.task().inputBits();
        double work = agent.task().work();
        builder.agent(bits, work, agent.satisfactionWeight());
        double homeJoules = agent.computer().joulesPerWork() * work;
        for (int l = 0; l < links.count(); l++) {
            int leader = links.leaders()[l];
            double sendingSeconds = bits / links.bitsPerSecond()[l];
            double sendingJoules = agent.radio().transmitPowerWatts() * sendingSeconds;
            double charge = agent.joulePrice() * (sendingJoules - homeJoules);
            double cap = Math.min(1, agent.task().deadlineSeconds() / (sendingSeconds + work / speeds[leader]));
            builder.link(leader, charge, links.qualities()[l], cap);
        }
    }
}

package skybourse.tier1.game;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;

/** The bridge from a scenario to the game of its first tier. */
public final class ScenarioGame {

    /** Links are worked out this many agents at a time, whole blocks, and packed then. */
    private static final int BATCH = 1 << 15;

    private static final int LEAST_PER_THREAD = 128; // agents

    private ScenarioGame() {}

    /** Returns the game of {@code world} with the links of its network. */
    public static PricingGame of(Scenario world) {
        return of(world, TaskRunner.CALLER);
    }

    /** Returns the same, its links worked out by tasks. */
    public static PricingGame of(Scenario world, TaskRunner tasks) {
        Reach reach = world.network().reach(world);
        return of(
                world.wirelessAgents(),
                leaderTable(world, reach),
                reach::of,
                LinkTerms.of(world.leaders()),
                0,
                tasks,
                null);
    }

    /**
     * Returns the game of {@code world}: a wireless agent's charge for a link is the cost of sending its task less that of
     * computing it at home, and it sends no more than could be back by its deadline.
     *
     * @param world the scenario
     * @param reach its links, at hand
     */
    public static PricingGame of(Scenario world, Reach reach) {
        return of(world.wirelessAgents(), leaderTable(world, reach), reach::of, LinkTerms.of(world.leaders()), 0);
    }

    /** Returns the game of some followers whose links are at hand; see the other of that name. */
    public static PricingGame of(
            List<WirelessAgent> followers,
            LeaderTable leaders,
            IntFunction<AgentLinks> links,
            LinkTerms terms,
            double moneyScale) {
        return of(followers, leaders, links, terms, moneyScale, TaskRunner.CALLER, null);
    }

    /**
     * Returns the game of some followers, as {@link #of(Scenario, Reach)} packs that of a whole scenario.
     *
     * @param followers at least one
     * @param leaders what the game needs to know of them
     * @param links of each follower, by its place among them; asked by tasks
     * @param terms what links cost beside prices and sending, and how soon they serve
     * @param moneyScale {@code Pi_0}; 0 for that of the followers
     * @param tasks works out links and packs them; all that is given here is read by them
     * @param spent a game that nobody reads any more and whose arrays may be filled anew; null for none
     */
    public static PricingGame of(
            List<WirelessAgent> followers,
            LeaderTable leaders,
            IntFunction<AgentLinks> links,
            LinkTerms terms,
            double moneyScale,
            TaskRunner tasks,
            @Nullable PricingGame spent) {
        // others will mostly have as many links as the first
        int expectedLinks =
                (int) Math.min(1 << 30, (long) followers.size() * links.apply(0).count());
        var builder = new PricingGameBuilder(leaders, followers.size(), expectedLinks, spent);
        if (moneyScale > 0) {
            builder.moneyScale(moneyScale);
        }
        for (int start = 0; start < followers.size(); start += BATCH) {
            int first = start;
            int count = Math.min(followers.size() - first, BATCH);
            AgentLinks[] batch = tasks.map(count, LEAST_PER_THREAD, i -> links.apply(first + i), AgentLinks[]::new);
            builder.open(count, i -> batch[i].count());
            tasks.run(count, LEAST_PER_THREAD, i -> add(builder, first + i, followers.get(first + i), batch[i], terms));
        }
        return builder.build(tasks);
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

    private static void add(PricingGameBuilder builder, int n, WirelessAgent agent, AgentLinks links, LinkTerms terms) {
        double bits = agent.task().inputBits();
        double work = agent.task().work();
        builder.set(n, bits, work, agent.satisfactionWeight());
        double homeJoules = agent.computer().joulesPerWork() * work;
        for (int l = 0; l < links.count(); l++) {
            int leader = links.leaders()[l];
            double sendingSeconds = bits / links.bitsPerSecond()[l];
            double sendingJoules = agent.radio().transmitPowerWatts() * sendingSeconds;
            double charge = agent.joulePrice() * (sendingJoules - homeJoules) + terms.surcharge(n, leader);
            double remainingSeconds = agent.task().deadlineSeconds() - terms.waitSeconds(n, leader);
            double cap = Math.clamp(remainingSeconds / (sendingSeconds + work / terms.workPerSecond(leader)), 0, 1);
            builder.set(n, l, leader, charge, links.qualities()[l], cap);
        }
    }
}

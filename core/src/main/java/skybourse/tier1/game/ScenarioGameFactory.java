package skybourse.tier1.game;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;

/** Builds the pricing game of a scenario. If {@code rules.weights} is given, the game has the weights that it assigns ({@link Scenario#priced}). */
public final class ScenarioGameFactory {

    /** Number of agents whose links are computed before they are packed; a multiple of the block size. */
    private static final int BATCH = 1 << 15;

    // Smallest number of agents per thread.
    private static final int LEAST_PER_THREAD = 128;

    private ScenarioGameFactory() {}

    /** Returns the game of a scenario with the links of its network. */
    public static PricingGame of(Scenario scenario) {
        return of(scenario, TaskRunner.CALLER);
    }

    /**
     * Returns the game of a scenario with the links of its network.
     *
     * @param tasks computes the links; does not change the result
     */
    public static PricingGame of(Scenario scenario, TaskRunner tasks) {
        ScenarioLinks links = scenario.network().linksOf(scenario);
        Scenario priced = scenario.priced();
        return of(
                priced.wirelessAgents(),
                leaderTable(priced, links),
                links::of,
                LinkTerms.of(scenario.leaders()),
                0,
                tasks,
                null);
    }

    /**
     * Returns the game of a scenario with given links. A link's charge is the cost of sending the task minus that of computing it
     * locally. A link's cap is the largest ratio whose result is back by the deadline if overload does not delay it.
     *
     * @param scenario the scenario
     * @param links its links
     */
    public static PricingGame of(Scenario scenario, ScenarioLinks links) {
        Scenario priced = scenario.priced();
        return of(priced.wirelessAgents(), leaderTable(priced, links), links::of, LinkTerms.of(scenario.leaders()), 0);
    }

    /**
     * Returns the game of some followers with given links, on the caller's thread and in new arrays. The parameters are those of
     * {@link #of(List, LeaderTable, IntFunction, LinkTerms, double, TaskRunner, PricingGame)}.
     */
    public static PricingGame of(
            List<WirelessAgent> followers,
            LeaderTable leaders,
            IntFunction<AgentLinks> links,
            LinkTerms terms,
            double moneyScale) {
        return of(followers, leaders, links, terms, moneyScale, TaskRunner.CALLER, null);
    }

    /**
     * Returns the game of some followers; charges and caps as in {@link #of(Scenario, ScenarioLinks)}, with the given terms.
     *
     * @param followers at least one
     * @param leaders costs, overload prices, capacities and price caps of the leaders
     * @param links links of each follower, by its index in {@code followers}; called by the threads of {@code tasks}
     * @param terms speeds, waiting times and surcharges; called by the threads of {@code tasks}
     * @param moneyScale {@code Pi_0}, money; 0 for 0.01 times the followers' mean weight
     * @param tasks computes and packs the links; does not change the result
     * @param spent a game that is no longer read, whose arrays may be overwritten; null for none
     */
    public static PricingGame of(
            List<WirelessAgent> followers,
            LeaderTable leaders,
            IntFunction<AgentLinks> links,
            LinkTerms terms,
            double moneyScale,
            TaskRunner tasks,
            @Nullable PricingGame spent) {
        // Agents often have the same number of links, so the first agent's number is the estimate for all.
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

    private static LeaderTable leaderTable(Scenario scenario, ScenarioLinks links) {
        List<Leader> leaders = scenario.leaders();
        double round = scenario.rules().roundSeconds();
        var linear = new LeaderTable(
                byLeader(leaders, Leader::costPerWork),
                OverloadPrices.of(scenario, links),
                byLeader(leaders, leader -> leader.computer().workPerSecond() * round),
                byLeader(leaders, Leader::priceCapPerBit));
        return EnergyCurves.apply(linear, leaders, new double[linear.count()], round);
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

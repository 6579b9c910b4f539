package skybourse.round.market;

import java.util.ArrayList;
import java.util.List;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.WirelessAgent;
import skybourse.tier1.equilibrium.SolveResult;

/**
 * Works out what prices mean for everyone: bills, loads, delays, energy, utilities. A pure function of its arguments.
 *
 * <p>Delay and energy: form from Wang et al., doi 10.1109/JIOT.2024.3523527. Differs: overload takes time ({@link
 * DelayRule}).
 */
public final class RoundEvaluation {

    private static final double ROUNDING = 1e-9;

    private final Scenario scenario;
    private final Reach reach;
    private final SolveResult result;
    private final List<Leader> leaders;
    private final SentRatios ratios;

    private RoundEvaluation(Scenario scenario, Reach reach, SolveResult result, SentRatios ratios) {
        this.scenario = scenario;
        this.reach = reach;
        this.result = result;
        this.ratios = ratios;
        leaders = scenario.leaders();
    }

    /**
     * Evaluates a round without tier 2.
     *
     * @param scenario the world
     * @param links its links
     * @param result its prices
     * @param ratios what each wireless agent sends at these prices
     */
    public static Round evaluate(Scenario scenario, Reach links, SolveResult result, SentRatios ratios) {
        return new RoundEvaluation(scenario, links, result, ratios).round();
    }

    /**
     * Evaluates a round again after tier 2: bills and loads stay, delays and the energy of leaders change.
     *
     * @param before the round without tier 2
     * @param resales what became of each leader's overload, by leader index
     */
    static Round resold(Round before, List<Resale> resales) {
        List<LeaderOutcome> leaders = new ArrayList<>(resales.size());
        for (int s = 0; s < resales.size(); s++) {
            leaders.add(before.leaders().get(s).with(resales.get(s)));
        }
        DelayRule rule = DelayRule.of(before.scenario().rules());
        List<AgentOutcome> agents = before.agents().stream()
                .map(agent -> agent.delayed(rule, leaders))
                .toList();
        return new Round(
                before.scenario(), before.links(), before.result(), agents, leaders, RoundTotals.of(agents, leaders));
    }

    private Round round() {
        List<LeaderOutcome> sold = leaderOutcomes();
        List<AgentOutcome> agents = new ArrayList<>(ratios.agents());
        for (int n = 0; n < ratios.agents(); n++) {
            agents.add(agentOutcome(n, sold));
        }
        assert nothingIsLost(agents, sold) : "leaders' loads are the work that agents sent";
        return new Round(scenario, reach, result, agents, sold, RoundTotals.of(agents, sold));
    }

    private static boolean nothingIsLost(List<AgentOutcome> agents, List<LeaderOutcome> leaders) {
        double sent = agents.stream()
                .mapToDouble(agent -> agent.agent().task().work() * agent.sentRatio())
                .sum();
        double sold =
                leaders.stream().mapToDouble(leader -> leader.load().work()).sum();
        return Math.abs(sent - sold) <= ROUNDING * Math.max(sent, sold);
    }

    private List<LeaderOutcome> leaderOutcomes() {
        int count = leaders.size();
        double[] loads = new double[count];
        double[] revenues = new double[count];
        int[] buyers = new int[count];
        for (int n = 0; n < ratios.agents(); n++) {
            WirelessAgent agent = scenario.wirelessAgents().get(n);
            AgentLinks links = reach.of(n);
            for (int link = 0; link < links.count(); link++) {
                double ratio = ratios.of(n, link);
                if (ratio > 0) {
                    int leader = links.leaders()[link];
                    loads[leader] += ratio * agent.task().work();
                    revenues[leader] += bill(agent, leader, ratio);
                    buyers[leader]++;
                }
            }
        }
        List<LeaderOutcome> outcomes = new ArrayList<>(count);
        for (int s = 0; s < count; s++) {
            double speed = leaders.get(s).computer().workPerSecond();
            double capacity = speed * scenario.rules().roundSeconds();
            LeaderLoad load = new LeaderLoad(loads[s], capacity, speed, Resale.NONE);
            outcomes.add(new LeaderOutcome(leaders.get(s), result.prices()[s], load, buyers[s], revenues[s]));
        }
        return outcomes;
    }

    private double bill(WirelessAgent agent, int leader, double ratio) {
        return result.prices()[leader] * agent.task().inputBits() * ratio;
    }

    private AgentOutcome agentOutcome(int n, List<LeaderOutcome> sold) {
        WirelessAgent agent = scenario.wirelessAgents().get(n);
        List<AgentOutcome.Link> links = links(n, agent, sold);
        double sentRatio = 0;
        double sendingJoules = 0;
        double satisfaction = 0;
        double bill = 0;
        for (AgentOutcome.Link link : links) {
            sentRatio += link.ratio();
            sendingJoules += agent.radio().transmitPowerWatts() * link.transferSeconds(agent);
            satisfaction += agent.satisfactionWeight() * Math.log1p(link.quality() * link.ratio());
            bill += link.bill();
        }
        assert sentRatio <= 1 + ROUNDING : "ratios of an agent sum to at most 1: " + sentRatio;
        double home = Math.max(0, 1 - sentRatio);
        double homeWork = home * agent.task().work();
        double joulesPerWork = agent.computer().joulesPerWork();
        double saved = joulesPerWork * sentRatio * agent.task().work();
        return new AgentOutcome(
                agent,
                links,
                home,
                homeWork / agent.computer().workPerSecond(),
                homeWork * joulesPerWork,
                sendingJoules,
                satisfaction,
                satisfaction - bill - agent.joulePrice() * (sendingJoules - saved));
    }

    private List<AgentOutcome.Link> links(int n, WirelessAgent agent, List<LeaderOutcome> sold) {
        AgentLinks all = reach.of(n);
        DelayRule rule = DelayRule.of(scenario.rules());
        List<AgentOutcome.Link> links = new ArrayList<>();
        for (int link = 0; link < all.count(); link++) {
            double ratio = ratios.of(n, link);
            if (ratio > 0) {
                int leader = all.leaders()[link];
                double rate = all.bitsPerSecond()[link];
                LinkDelay delay = rule.delay(
                        sold.get(leader).load(),
                        AgentOutcome.Link.transferSeconds(agent, ratio, rate),
                        ratio * agent.task().work());
                links.add(new AgentOutcome.Link(
                        leader, ratio, rate, all.qualities()[link], bill(agent, leader, ratio), delay));
            }
        }
        return links;
    }
}

package skybourse.round.market;

import java.util.ArrayList;
import java.util.List;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.WirelessAgent;

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
    private final double[] prices;
    private final List<Leader> leaders;
    private final List<Sale> sales;
    private final double[] backlogs;

    private RoundEvaluation(Scenario scenario, Reach reach, double[] prices, List<Sale> sales, double[] backlogs) {
        this.scenario = scenario;
        this.reach = reach;
        this.prices = prices;
        this.sales = sales;
        this.backlogs = backlogs;
        leaders = scenario.leaders();
    }

    /**
     * Evaluates a round without tier 2.
     *
     * @param scenario the world
     * @param links its links
     * @param prices by leader index, money per bit
     * @param ratios what each wireless agent sends at these prices
     */
    public static Round evaluate(Scenario scenario, Reach links, double[] prices, SentRatios ratios) {
        List<Sale> sales = new ArrayList<>(ratios.agents());
        for (int n = 0; n < ratios.agents(); n++) {
            WirelessAgent agent = scenario.wirelessAgents().get(n);
            sales.add(Sale.at(prices, ratios, n, agent, links.of(n)));
        }
        return evaluate(
                scenario, links, prices, sales, new double[scenario.leaders().size()]);
    }

    /**
     * Evaluates a round without tier 2 in which leaders had work before: pieces may have been sent earlier, at other prices.
     *
     * @param scenario the world
     * @param links its links
     * @param prices what leaders ask now, by their index, money per bit
     * @param sales what reached leaders in this round
     * @param backlogs by leader index, work in front of it
     */
    public static Round evaluate(Scenario scenario, Reach links, double[] prices, List<Sale> sales, double[] backlogs) {
        return new RoundEvaluation(scenario, links, prices, sales, backlogs).round();
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
        return new Round(before.scenario(), before.links(), agents, leaders, RoundTotals.of(agents, leaders));
    }

    private Round round() {
        List<LeaderOutcome> sold = leaderOutcomes();
        List<AgentOutcome> agents =
                sales.stream().map(sale -> agentOutcome(sale, sold)).toList();
        assert nothingIsLost(agents, sold) : "leaders' loads are the work that agents sent";
        return new Round(scenario, reach, agents, sold, RoundTotals.of(agents, sold));
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
        for (Sale sale : sales) {
            for (Sale.Piece piece : sale.pieces()) {
                loads[piece.leader()] += piece.ratio() * sale.agent().task().work();
                revenues[piece.leader()] += sale.bill(piece);
                buyers[piece.leader()]++;
            }
        }
        List<LeaderOutcome> outcomes = new ArrayList<>(count);
        for (int s = 0; s < count; s++) {
            double speed = leaders.get(s).computer().workPerSecond();
            double capacity = speed * scenario.rules().roundSeconds();
            LeaderLoad load = new LeaderLoad(loads[s], capacity, backlogs[s], speed, Resale.NONE);
            outcomes.add(new LeaderOutcome(leaders.get(s), prices[s], load, buyers[s], revenues[s]));
        }
        return outcomes;
    }

    private AgentOutcome agentOutcome(Sale sale, List<LeaderOutcome> sold) {
        WirelessAgent agent = sale.agent();
        List<AgentOutcome.Link> links =
                sale.pieces().stream().map(piece -> link(sale, piece, sold)).toList();
        double sentRatio = 0;
        double sendingJoules = 0;
        double satisfaction = 0;
        double bill = 0;
        for (AgentOutcome.Link link : links) {
            sentRatio += link.ratio();
            sendingJoules += agent.radio().transmitPowerWatts() * link.transferSeconds();
            satisfaction += agent.satisfactionWeight() * Math.log1p(link.quality() * link.ratio());
            bill += link.bill();
        }
        assert sentRatio <= 1 + ROUNDING : "ratios of an agent sum to at most 1: " + sentRatio;
        double homeWork = sale.homeRatio() * agent.task().work();
        double joulesPerWork = agent.computer().joulesPerWork();
        double saved = joulesPerWork * sentRatio * agent.task().work();
        return new AgentOutcome(
                agent,
                links,
                sale.homeRatio(),
                homeWork / agent.computer().workPerSecond(),
                homeWork * joulesPerWork,
                sendingJoules,
                satisfaction,
                satisfaction - bill - agent.joulePrice() * (sendingJoules - saved));
    }

    private AgentOutcome.Link link(Sale sale, Sale.Piece piece, List<LeaderOutcome> sold) {
        LinkDelay delay = DelayRule.of(scenario.rules())
                .delay(
                        sold.get(piece.leader()).load(),
                        piece.transferSeconds(),
                        piece.ratio() * sale.agent().task().work());
        return new AgentOutcome.Link(
                piece.leader(),
                piece.ratio(),
                piece.bitsPerSecond(),
                piece.quality(),
                piece.transferSeconds(),
                sale.bill(piece),
                delay);
    }
}

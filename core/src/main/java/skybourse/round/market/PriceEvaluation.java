package skybourse.round.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;

/**
 * Evaluation of a round at given prices: bills, loads, delays, energy, utilities.
 *
 * <p>The form of delay and energy follows Wang et al., doi 10.1109/JIOT.2024.3523527. Difference from the paper: overload delays results
 * ({@link DelayRule}).
 */
public final class PriceEvaluation {

    private static final double ROUNDING = 1e-9;

    private final Scenario scenario;
    private final ScenarioLinks reach;
    private final double[] prices;
    private final List<Leader> leaders;
    private final SoldPieces pieces;
    private final double[] backlogs;
    private final double[] ownWork;
    private final TaskRunner tasks;

    private PriceEvaluation(
            Scenario scenario,
            ScenarioLinks links,
            double[] prices,
            SoldPieces pieces,
            double[] backlogs,
            double[] ownWork,
            TaskRunner tasks) {
        pieces.requireOpen();
        this.tasks = tasks;
        this.scenario = scenario;
        this.reach = links;
        this.prices = prices;
        this.pieces = pieces;
        this.backlogs = backlogs;
        this.ownWork = ownWork;
        leaders = scenario.leaders();
    }

    /**
     * Evaluates a single round without tier 2, in which fixed agents resell only overload. The pieces of the result cannot be changed.
     *
     * @param scenario the market
     * @param links its links
     * @param prices {@code prices[s]} of leader s, money per bit
     * @param ratios shares of tasks that wireless agents send at these prices
     */
    public static Round evaluate(Scenario scenario, ScenarioLinks links, double[] prices, OffloadingRatios ratios) {
        double[] unlimited = new double[scenario.leaders().size()];
        Arrays.fill(unlimited, Double.POSITIVE_INFINITY);
        return evaluate(scenario, links, prices, ratios, unlimited);
    }

    /**
     * Evaluates a single round without tier 2. The pieces of the result cannot be changed.
     *
     * @param scenario the market
     * @param links its links
     * @param prices {@code prices[s]} of leader s, money per bit
     * @param ratios shares of tasks that wireless agents send at these prices
     * @param ownWork {@code ownWork[s]} of leader s ({@link LeaderLoad#ownWork})
     */
    static Round evaluate(
            Scenario scenario, ScenarioLinks links, double[] prices, OffloadingRatios ratios, double[] ownWork) {
        var pieces = new SoldPieces();
        for (int n = 0; n < ratios.agents(); n++) {
            sell(pieces, prices, ratios, n, scenario.wirelessAgents().get(n), links.of(n));
        }
        double[] noBacklogs = new double[scenario.leaders().size()];
        Round round = withoutResale(
                evaluate(scenario, links, prices, pieces, noBacklogs, ownWork, TaskRunner.CALLER), TaskRunner.CALLER);
        pieces.freeze();
        return round;
    }

    /** Adds an agent's task with the pieces that it sends at given prices; the rest is computed locally. */
    private static void sell(
            SoldPieces pieces, double[] prices, OffloadingRatios ratios, int n, WirelessAgent agent, AgentLinks links) {
        double sent = 0;
        for (int link = 0; link < links.count(); link++) {
            sent += ratios.of(n, link);
        }
        pieces.addTask(agent, n, Math.max(0, 1 - sent));
        for (int link = 0; link < links.count(); link++) {
            double ratio = ratios.of(n, link);
            if (ratio > 0) {
                int leader = links.leaders()[link];
                double rate = links.bitsPerSecond()[link];
                double transfer = ratio * agent.task().inputBits() / rate;
                pieces.addPiece(leader, ratio, links.qualities()[link], transfer, prices[leader]);
            }
        }
    }

    /**
     * Evaluates a round of a simulation without tier 2: leaders may have backlogs, and pieces may have been sent earlier, at other prices. Delays are
     * computed by {@link #withoutResale} or {@link ResaleOutcome#of}.
     *
     * @param scenario the market
     * @param links its links
     * @param prices {@code prices[s]} of leader s in this round, money per bit
     * @param pieces the pieces that reached leaders in this round; satisfaction and utilities are written to it
     * @param backlogs {@code backlogs[s]} of leader s, work units, at least 0
     * @param ownWork {@code ownWork[s]} of leader s ({@link LeaderLoad#ownWork}), work units, at least 0
     * @param tasks executor that evaluates many tasks of wireless agents in parallel; it changes no result
     */
    public static Round evaluate(
            Scenario scenario,
            ScenarioLinks links,
            double[] prices,
            SoldPieces pieces,
            double[] backlogs,
            double[] ownWork,
            TaskRunner tasks) {
        return new PriceEvaluation(scenario, links, prices, pieces, backlogs, ownWork, tasks).round();
    }

    /**
     * Computes the delays of a round without resale.
     *
     * @param round the round without tier 2
     * @param tasks executor that evaluates many tasks of wireless agents in parallel; it changes no result
     */
    public static Round withoutResale(Round round, TaskRunner tasks) {
        return afterResale(round, Collections.nCopies(round.leaders().size(), Resale.NONE), tasks);
    }

    /**
     * Evaluates a round again after tier 2. Bills and loads do not change; delays and the energy of leaders do. If the delays of {@code before}
     * have not been computed, the result shares all columns with it.
     *
     * @param before round before tier 2
     * @param resales resale of the overload, by leader
     * @param tasks evaluates tasks of wireless agents in parallel; does not change the result
     */
    static Round afterResale(Round before, List<Resale> resales, TaskRunner tasks) {
        List<LeaderOutcome> leaders = new ArrayList<>(resales.size());
        for (int s = 0; s < resales.size(); s++) {
            leaders.add(before.leaders().get(s).with(resales.get(s)));
        }
        SoldPieces later = before.sold().delayed(DelayRule.of(before.scenario().rules()), leaders, tasks);
        return new Round(before.scenario(), before.links(), later, leaders);
    }

    private Round round() {
        List<LeaderOutcome> outcomes = leaderOutcomes();
        tasks.run(pieces.tasks(), SoldPieces.LEAST_PER_THREAD, this::weigh);
        return new Round(scenario, reach, pieces, outcomes);
    }

    private List<LeaderOutcome> leaderOutcomes() {
        int count = leaders.size();
        double[] loads = new double[count];
        double[] revenues = new double[count];
        int[] buyers = new int[count];
        for (int task = 0; task < pieces.tasks(); task++) {
            double work = pieces.work(task);
            for (int piece = pieces.start(task); piece < pieces.end(task); piece++) {
                int s = pieces.leader(piece);
                loads[s] += pieces.ratio(piece) * work;
                revenues[s] += pieces.bill(piece);
                buyers[s]++;
            }
        }
        List<LeaderOutcome> outcomes = new ArrayList<>(count);
        for (int s = 0; s < count; s++) {
            double speed = leaders.get(s).computer().workPerSecond();
            double capacity = speed * scenario.rules().roundSeconds();
            LeaderLoad load = new LeaderLoad(loads[s], capacity, backlogs[s], speed, ownWork[s], Resale.NONE);
            outcomes.add(new LeaderOutcome(leaders.get(s), prices[s], load, buyers[s], revenues[s]));
        }
        return outcomes;
    }

    /** Computes the sending energy, the satisfaction and the utility of a task, and writes them to the pieces. */
    private void weigh(int task) {
        WirelessAgent agent = pieces.agent(task);
        double sentRatio = 0;
        double sendingJoules = 0;
        double satisfaction = 0;
        double bill = 0;
        for (int piece = pieces.start(task); piece < pieces.end(task); piece++) {
            sentRatio += pieces.ratio(piece);
            sendingJoules += agent.radio().transmitPowerWatts() * pieces.transferSeconds(piece);
            satisfaction += agent.satisfactionWeight() * pieces.weigh(piece);
            bill += pieces.bill(piece);
        }
        assert sentRatio <= 1 + ROUNDING : "ratios of an agent sum to at most 1: " + sentRatio;
        double saved = agent.computer().joulesPerWork() * sentRatio * pieces.work(task);
        double utility = satisfaction - bill - agent.joulePrice() * (sendingJoules - saved);
        pieces.setGain(task, sendingJoules, satisfaction, utility);
    }
}

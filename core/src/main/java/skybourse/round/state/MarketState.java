package skybourse.round.state;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.StateExchange;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Setup;
import skybourse.round.ledger.Accounts;
import skybourse.round.ledger.SoldLots;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.Settlement;
import skybourse.tier1.game.PricingGame;

/**
 * All that a slot knows of those before it, and nothing else: what is here is what a checkpoint holds, but for the arrays of
 * {@link #spentGame}. No generator lives here: every draw is made anew from its purpose, its agent and the number of its step.
 */
public final class MarketState {

    /** Least number of tasks or pieces per thread. */
    public static final int LEAST_PER_THREAD = 8_192;

    public final Setup setup;
    final RandomStreams streams;
    public final World world;
    public final ArrivingTasks demand;
    public final Mail mail;
    public final Desk desk;
    public final Fleet fleet;
    public final Accounts accounts;
    public final TaskTable tasks = new TaskTable();
    public final PieceTable pieces = new PieceTable();
    public final Tally tally = new Tally();
    public final LastRatios lastRatios;
    public final SoldLots soldLots;
    public final LaggedRows rows;

    public long slot;
    /** {@code Pi_0}: 0.01 of the mean weight of all wireless agents, with a task or without. */
    public final double moneyScale;
    /** Work that each leader can do in a slot. */
    public final double[] capacities;
    /** Work that all wireless agents together can do in a slot. */
    public final double homeCapacity;

    /** Work that waits at each wireless agent's own processor. */
    public double[] homeBacklog;
    /** Work that waits at each leader. */
    public double[] backlog;
    /** By wireless agent, tasks that ended so far and of them those in time, in turn. */
    public long[] fates;
    /** The game of the slot before, for the next to fill anew; null for none. */
    @Nullable
    public PricingGame spentGame;

    public MarketState(Setup setup) {
        this.setup = setup;
        Scenario scenario = setup.scenario();
        Dynamics dynamics = setup.dynamics();
        streams = new RandomStreams(setup.seed());
        world = new World(setup, streams);
        demand = new ArrivingTasks(scenario, dynamics, streams);
        mail = new Mail(scenario, dynamics, setup.frozen(), streams);
        desk = new Desk(setup);
        fleet = new Fleet(scenario, dynamics);
        homeBacklog = new double[scenario.wirelessAgents().size()];
        accounts = Settlement.accounts(scenario.wirelessAgents(), scenario);
        soldLots = new SoldLots(accounts, accounts.number(Scenario.HOUSE), aerialAccount(0));
        backlog = new double[scenario.leaders().size()];
        fates = new long[2 * homeBacklog.length];
        lastRatios = new LastRatios(homeBacklog.length);
        rows = new LaggedRows(lag(setup));
        moneyScale = moneyScale(scenario);
        capacities = capacities(scenario.leaders(), setup.slotSeconds());
        homeCapacity = Arrays.stream(capacities(scenario.wirelessAgents(), setup.slotSeconds()))
                .sum();
    }

    /** Sums as {@link skybourse.tier1.game.PricingGame} does, so that a slot's game has the number of the whole scenario's to the bit. */
    private static double moneyScale(Scenario scenario) {
        double sum = 0;
        for (WirelessAgent agent : scenario.wirelessAgents()) {
            sum += agent.satisfactionWeight();
        }
        return 0.01 * sum / scenario.wirelessAgents().size();
    }

    private static double[] capacities(List<? extends Agent> agents, double slotSeconds) {
        return agents.stream()
                .mapToDouble(agent -> agent.computer().workPerSecond() * slotSeconds)
                .toArray();
    }

    /** Returns after how many slots nobody can meet the deadline of a task any more. */
    private static int lag(Setup setup) {
        double longest = setup.dynamics()
                .tasks(setup.scenario())
                .mapToDouble(Task::deadlineSeconds)
                .max()
                .orElseThrow();
        return (int) Math.min(10_000, Math.ceil(longest / setup.slotSeconds()) + 1);
    }

    public void exchange(StateExchange state) {
        slot = state.whole(slot);
        homeBacklog = state.numbers(homeBacklog);
        backlog = state.numbers(backlog);
        fates = state.wholes(fates);
        world.exchange(state);
        demand.exchange(state);
        mail.exchange(state);
        desk.exchange(state);
        fleet.exchange(state);
        accounts.exchange(state);
        tasks.exchange(state);
        pieces.exchange(state);
        tally.exchange(state);
        lastRatios.exchange(state);
        soldLots.exchange(state);
        rows.exchange(state);
    }

    public WirelessAgent agent(int n) {
        return setup.scenario().wirelessAgents().get(n);
    }

    /** Returns the account of a leader; that of a wireless agent has its own index. */
    public int leaderAccount(int s) {
        return homeBacklog.length + s;
    }

    /** Returns the account of an aerial agent. */
    public int aerialAccount(int k) {
        return leaderAccount(setup.scenario().leaders().size()) + k;
    }

    public double inputBits(int row) {
        return demand.inputBits[(int) tasks.likeTask[row]];
    }

    public double work(int row) {
        return demand.work[(int) tasks.likeTask[row]];
    }

    public double deadlineSeconds(int row) {
        return demand.deadlineSeconds[(int) tasks.likeTask[row]];
    }

    /** Tells whether the task in a row of {@link #tasks} is in time where it ends then. */
    public boolean isInTime(int row, double seconds) {
        return AgentOutcome.isInTime(seconds - tasks.arrived[row], deadlineSeconds(row));
    }

    /** Returns when the slot begins, in seconds. */
    public double now() {
        return slot * setup.slotSeconds();
    }

    /** Returns when it ends. */
    public double end() {
        return (slot + 1) * setup.slotSeconds();
    }

    /** Returns how long the task in a row of {@link #tasks} may still take. */
    public double remainingSeconds(int row) {
        return Math.max(1e-18, deadlineSeconds(row) - (now() - tasks.arrived[row]));
    }

    /** Returns an agent with a task; itself where that is its own, just come. */
    public WirelessAgent withTask(int n, long like, double remainingSeconds) {
        return like == n && remainingSeconds == demand.deadlineSeconds[(int) like]
                ? agent(n)
                : agent(n).withTask(new Task(demand.inputBits[(int) like], demand.work[(int) like], remainingSeconds));
    }

    /** Returns the wireless agent whose task a row of {@link #pieces} is a part of. */
    public int owner(int piece) {
        return tasks.owner[pieces.task[piece]];
    }

    /** Counts the task in a row of {@link #tasks}, which ends. */
    public void count(int row, boolean inTime) {
        rows.end(tasks.cameIn[row], inTime);
        fates[2 * tasks.owner[row]]++;
        fates[2 * tasks.owner[row] + 1] += inTime ? 1 : 0;
    }

    /** Ends a part of a task. */
    public void end(int piece) {
        pieces.state[piece] = PieceTable.ENDED;
        tasks.openPieces[pieces.task[piece]]--;
    }

    public double totalBacklog() {
        return Arrays.stream(backlog).sum();
    }

    public double totalHomeBacklog() {
        return Arrays.stream(homeBacklog).sum();
    }
}

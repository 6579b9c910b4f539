package skybourse.round.state;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.StateArchive;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.adversary.ReputationScores;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.ledger.Accounts;
import skybourse.round.ledger.LotPaymentEscrow;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.Settlement;
import skybourse.tier1.game.PricingGame;

/**
 * Complete state of a simulation between slots. A checkpoint contains the mutable part of it, except {@link #spentGame}. Random generators
 * have no state that must be stored, because each random number is keyed by its purpose, its agent and the number of its step.
 */
public final class SimulationState {

    /** Smallest number of tasks or pieces per thread. */
    public static final int LEAST_PER_THREAD = 8_192;

    public final SimulationSetup setup;
    final RandomStreams streams;
    public final NetworkState world;
    public final ArrivingTasks demand;
    public final MessagesInTransit mail;
    public final LeaderBeliefs desk;
    public final EnergyAccounts energy;
    public final WirelessBatteries batteries;
    public final AerialFleet fleet;
    public final Accounts accounts;
    public final TaskTable tasks = new TaskTable();
    public final PieceTable pieces = new PieceTable();
    public final SimulationCounters tally = new SimulationCounters();
    public final OffloadingRatioChange lastRatios;
    public final LotPaymentEscrow soldLots;
    public final PendingSlotRows rows;
    public final RealizedValue realized;
    public final AgentBehaviours behaviours;

    /** Scores of leaders; null if no leader is excluded. */
    public final @Nullable ReputationScores reputation;

    public long slot;
    /** Money scale {@code Pi_0}: 0.01 of the mean satisfaction weight of all wireless agents, with or without a task. */
    public final double moneyScale;
    /** Work that each leader can compute in a slot. */
    public final double[] capacities;
    /** Work that all wireless agents together can compute in a slot. */
    public final double homeCapacity;

    /** Work that waits at each wireless agent's own computer. */
    public double[] homeBacklog;
    /** Work that waits at each leader. */
    public double[] backlog;
    /** Two numbers for each wireless agent: the number of its ended tasks, and the number of its tasks that met their deadline. */
    public long[] fates;
    /** Game of the previous slot; the next game reuses its arrays. Null if there is none. */
    @Nullable
    public PricingGame spentGame;

    public SimulationState(SimulationSetup setup) {
        this.setup = setup;
        Scenario scenario = setup.scenario();
        Dynamics dynamics = setup.dynamics();
        streams = new RandomStreams(setup.seed());
        world = new NetworkState(setup, streams);
        demand = new ArrivingTasks(scenario, dynamics, streams);
        mail = new MessagesInTransit(scenario, dynamics, setup.frozen(), streams);
        desk = new LeaderBeliefs(setup);
        energy = new EnergyAccounts(scenario);
        batteries = new WirelessBatteries(scenario.wirelessAgents());
        fleet = new AerialFleet(scenario, dynamics, energy);
        homeBacklog = new double[scenario.wirelessAgents().size()];
        accounts = Settlement.accounts(scenario.wirelessAgents(), scenario);
        realized = new RealizedValue(aerialAccount(scenario.aerialAgents().size()));
        behaviours = new AgentBehaviours(dynamics.adversary().orElseGet(Adversary::none), scenario, streams);
        reputation = dynamics.reputation()
                .map(settings ->
                        new ReputationScores(settings, scenario.leaders().size(), streams))
                .orElse(null);
        soldLots = new LotPaymentEscrow(accounts, accounts.number(Scenario.HOUSE), aerialAccount(0));
        backlog = new double[scenario.leaders().size()];
        fates = new long[2 * homeBacklog.length];
        lastRatios = new OffloadingRatioChange(homeBacklog.length);
        rows = new PendingSlotRows(lag(setup));
        moneyScale = moneyScale(scenario.priced());
        capacities = capacities(scenario.leaders(), setup.slotSeconds());
        homeCapacity = Arrays.stream(capacities(scenario.wirelessAgents(), setup.slotSeconds()))
                .sum();
    }

    /**
     * Returns the money scale. The order of summation is that of {@link skybourse.tier1.game.PricingGame}, so that both results are bit for bit
     * equal.
     */
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

    /** Returns the number of slots after which every task has passed its deadline, counted from its arrival; at most 10,000. */
    private static int lag(SimulationSetup setup) {
        double longest = setup.dynamics()
                .tasks(setup.scenario())
                .mapToDouble(Task::deadlineSeconds)
                .max()
                .orElseThrow();
        return (int) Math.min(10_000, Math.ceil(longest / setup.slotSeconds()) + 1);
    }

    public void exchange(StateArchive state) {
        slot = state.integer(slot);
        homeBacklog = state.numbers(homeBacklog);
        backlog = state.numbers(backlog);
        fates = state.integers(fates);
        world.exchange(state);
        demand.exchange(state);
        mail.exchange(state);
        desk.exchange(state);
        energy.exchange(state);
        batteries.exchange(state);
        fleet.exchange(state);
        accounts.exchange(state);
        tasks.exchange(state);
        pieces.exchange(state);
        tally.exchange(state);
        lastRatios.exchange(state);
        soldLots.exchange(state);
        rows.exchange(state);
        realized.exchange(state);
        if (reputation != null) {
            reputation.exchange(state);
        }
    }

    /** Returns a wireless agent with its price of energy in this slot. */
    public WirelessAgent agent(int n) {
        return batteries.agent(n);
    }

    /** Returns the energy account of an agent by account number, J: the uses that are not 0, and the sources that the agent has. */
    public Map<EnergyKind, Double> energy(int account) {
        Map<EnergyKind, Double> entries = energy.uses(account);
        int k = account - aerialAccount(0);
        Optional<Double> battery = account < homeBacklog.length ? batteries.lostJoules(account) : Optional.empty();
        battery = k < 0 ? battery : fleet.lostJoules(k);
        battery.ifPresent(lost -> {
            entries.remove(EnergyKind.MAINS);
            entries.put(EnergyKind.BATTERY, lost);
            entries.put(EnergyKind.CHARGED, k < 0 ? 0 : fleet.charged(k));
        });
        return entries;
    }

    /** Returns the account number of a leader. The account number of a wireless agent is its index. */
    public int leaderAccount(int s) {
        return homeBacklog.length + s;
    }

    /** Returns the account number of an aerial agent. */
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

    /**
     * Returns whether a task meets its deadline if it ends at a given time.
     *
     * @param row row of the task in {@link #tasks}
     * @param seconds time of its end, in seconds
     */
    public boolean isInTime(int row, double seconds) {
        return AgentOutcome.isInTime(seconds - tasks.arrived[row], deadlineSeconds(row));
    }

    /** Returns the start of the slot, in seconds. */
    public double now() {
        return slot * setup.slotSeconds();
    }

    /** Returns the end of the slot, in seconds. */
    public double end() {
        return (slot + 1) * setup.slotSeconds();
    }

    /** Returns the time until the deadline of a task, in seconds, at least 1e-18. {@code row} is the row of the task in {@link #tasks}. */
    public double remainingSeconds(int row) {
        return Math.max(1e-18, deadlineSeconds(row) - (now() - tasks.arrived[row]));
    }

    /**
     * Returns a wireless agent with a given task. If the task is the agent's own in the scenario and has just arrived, returns the scenario's agent
     * itself.
     *
     * @param n index of the wireless agent
     * @param like task kind, see {@link TaskTable}
     * @param remainingSeconds time until the deadline
     */
    public WirelessAgent withTask(int n, long like, double remainingSeconds) {
        return like == n && remainingSeconds == demand.deadlineSeconds[(int) like]
                ? agent(n)
                : agent(n).withTask(new Task(demand.inputBits[(int) like], demand.work[(int) like], remainingSeconds));
    }

    /** Returns the index of the wireless agent that owns a piece. {@code piece} is the row of the piece in {@link #pieces}. */
    public int owner(int piece) {
        return tasks.owner[pieces.task[piece]];
    }

    /** Counts the end of a task. {@code row} is the row of the task in {@link #tasks}. */
    public void count(int row, boolean inTime) {
        rows.end(tasks.cameIn[row], inTime);
        fates[2 * tasks.owner[row]]++;
        fates[2 * tasks.owner[row] + 1] += inTime ? 1 : 0;
    }

    /** Ends a piece. {@code piece} is the row of the piece in {@link #pieces}. */
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

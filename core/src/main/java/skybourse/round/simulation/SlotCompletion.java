package skybourse.round.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.base.agent.AerialAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Metric;
import skybourse.round.ledger.AccountStatement;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.LeaderLoad;
import skybourse.round.market.Round;
import skybourse.round.market.SoldPieces;
import skybourse.round.state.EnergyKind;
import skybourse.round.state.PieceTable;
import skybourse.round.state.SimulationCounters;
import skybourse.round.state.SimulationState;
import skybourse.round.state.TaskTable;
import skybourse.tier1.game.PricingGame;

/** End of a slot: the remaining metrics, the checks of invariants, and the results of sellers. */
final class SlotCompletion {

    private final SimulationState state;
    private final SlotMetrics values;
    private final Scenario scenario;
    private final TaskTable tasks;
    private final PieceTable pieces;

    SlotCompletion(SimulationState state, SlotMetrics values) {
        this.state = state;
        this.values = values;
        scenario = state.setup.scenario();
        tasks = state.tasks;
        pieces = state.pieces;
    }

    /**
     * Sets the remaining metrics of the slot.
     *
     * @param sendingCost energy cost of sending for all wireless agents, money
     * @param sale sales of the slot
     */
    void close(double sendingCost, SaleResult sale) {
        double welfare = -sendingCost;
        if (sale.after().isPresent()) {
            Round round = sale.after().get();
            welfare += round.welfare();
            SoldPieces pieces = round.sold();
            for (int task = 0; task < pieces.tasks(); task++) {
                welfare += pieces.agent(task).joulePrice() * pieces.sendingJoules(task);
            }
            welfare -= sale.resold()
                    .map(tier -> tier.aerialAgents().stream()
                            .mapToDouble(AerialOutcome::cost)
                            .sum())
                    .orElse(0.0);
        }
        values.set(Metric.WELFARE, welfare);
        values.set(Metric.WELFARE_DELIVERED, state.realized.endSlot());
        backlogs();
        values.set(Metric.RATIO_STABILITY, state.lastRatios.endSlot());
        for (Metric count : List.of(Metric.BROKEN, Metric.DECLINED, Metric.HANDOVERS, Metric.JOULES_SENDING)) {
            values.add(count, 0);
        }
        for (Metric joules :
                List.of(Metric.JOULES_HOME, Metric.JOULES_SENDING, Metric.JOULES_LEADERS, Metric.JOULES_AERIAL)) {
            state.tally.meteredJoules += values.of(joules);
        }
    }

    private void backlogs() {
        double all = Arrays.stream(state.capacities).sum();
        double largest = 0;
        for (int s = 0; s < state.backlog.length; s++) {
            largest = Math.max(largest, state.backlog[s] / state.capacities[s]);
        }
        values.set(Metric.BACKLOG, state.totalBacklog() / all);
        values.set(Metric.LARGEST_BACKLOG, largest);
        values.set(Metric.HOME_BACKLOG, state.totalHomeBacklog() / state.homeCapacity);
        long waiting = 0;
        for (int row = 0; row < tasks.rows; row++) {
            waiting += tasks.state[row] == TaskTable.WAITING ? 1 : 0;
        }
        values.count(Metric.WAITING, waiting);
        values.count(Metric.IN_FLIGHT, tasks.rows - waiting);
    }

    /**
     * Checks the invariants.
     *
     * @param money violated invariant of money; empty if all hold
     * @param decisions decisions of the slot
     * @param soldWhileAway number of aerial agents that sold lots while they were not at their stations
     * @throws InvariantViolationException if an invariant is violated
     */
    void check(Optional<AccountStatement.Violation> money, FollowerDecisions decisions, int soldWhileAway) {
        SimulationCounters tally = state.tally;
        double done = tally.workAtHome + tally.workAtLeaders + tally.workAtAerialAgents;
        new SlotInvariants(
                        state.slot,
                        new SlotInvariants.Tasks(
                                tally.arrived, tally.met, tally.late, tally.expired, tally.dropped, tasks.rows),
                        new SlotInvariants.Work(
                                tally.workIn, done, tally.workLost, waitingWork(), tally.idleWhileWaiting),
                        new SlotInvariants.Lots(tally.workInLots, tally.workAtAerialAgents, tally.workInReturnedLots),
                        new SlotInvariants.Presence(tally.presentSeconds, tally.endedSeconds, openSeconds()),
                        money,
                        state.mail.unaccounted(),
                        batteries(soldWhileAway),
                        energy(),
                        new SlotInvariants.DecisionExtremes(
                                decisions.largestRatioSum(), largestPriceShare(), decisions.neverQuoted()))
                .check();
    }

    private double openSeconds() {
        double end = state.end();
        double seconds = 0;
        for (int row = 0; row < tasks.rows; row++) {
            seconds += end - tasks.arrived[row];
        }
        return seconds;
    }

    private double waitingWork() {
        double work = state.totalBacklog() + state.totalHomeBacklog();
        for (int row = 0; row < tasks.rows; row++) {
            work += tasks.state[row] == TaskTable.WAITING ? state.work(row) : 0;
        }
        for (int piece = 0; piece < pieces.rows; piece++) {
            if (pieces.state[piece] == PieceTable.SENDING) {
                work += pieces.ratio[piece] * state.work(pieces.task[piece]);
            }
        }
        return work;
    }

    /** Closes the accounts for this slot, and returns their statement. Must be called once, after all payments. */
    AccountStatement money() {
        long owed = state.soldLots.heldUnits();
        for (int piece = 0; piece < pieces.rows; piece++) {
            owed = Math.addExact(owed, pieces.held[piece]);
        }
        return state.accounts.close(owed);
    }

    private SlotInvariants.Batteries batteries(int soldWhileAway) {
        double least = 0;
        double unaccounted = 0;
        double turnover = 0;
        for (int k = 0; k < scenario.aerialAgents().size(); k++) {
            least = Math.min(least, state.fleet.joules(k));
            unaccounted = Math.max(unaccounted, Math.abs(state.fleet.unaccounted(k)));
            turnover = Math.max(turnover, state.fleet.spent(k));
        }
        return new SlotInvariants.Batteries(least, unaccounted, turnover, soldWhileAway);
    }

    private SlotInvariants.Energy energy() {
        boolean batteries =
                state.batteries.exist() || state.setup.dynamics().aerialEnergy().isPresent();
        int accounts = batteries ? state.aerialAccount(scenario.aerialAgents().size()) : 0;
        double largest = 0;
        for (int account = 0; account < accounts; account++) {
            double uses = 0;
            double sources = 0;
            for (Map.Entry<EnergyKind, Double> entry : state.energy(account).entrySet()) {
                uses += entry.getKey().isUse() ? entry.getValue() : 0;
                sources += entry.getKey().isUse() ? 0 : entry.getValue();
            }
            largest = Math.max(largest, Math.abs(uses - sources) / Math.max(1, uses));
        }
        return new SlotInvariants.Energy(state.energy.total(), state.tally.meteredJoules, largest);
    }

    private double largestPriceShare() {
        double largest = 0;
        for (int s = 0; s < state.capacities.length; s++) {
            double price = state.desk.prices()[s];
            if (price != PricingGame.CLOSED) {
                largest = Math.max(largest, price / scenario.leaders().get(s).priceCapPerBit());
            }
        }
        return largest;
    }

    /** Returns the results of the leaders. */
    List<SlotResult.LeaderSlot> leaderSlots(SaleResult sale) {
        return IntStream.range(0, state.capacities.length)
                .mapToObj(s -> {
                    LeaderLoad load = sale.load(state, s);
                    return new SlotResult.LeaderSlot(
                            state.desk.prices()[s],
                            load.work(),
                            state.capacities[s],
                            state.backlog[s],
                            load.resale().work(),
                            state.accounts.balance(state.leaderAccount(s)));
                })
                .toList();
    }

    /** Returns the results of the aerial agents. */
    List<SlotResult.AerialSlot> aerialSlots(SaleResult sale) {
        return IntStream.range(0, scenario.aerialAgents().size())
                .mapToObj(k -> {
                    Optional<AerialOutcome> sold =
                            sale.resold().map(tier -> tier.aerialAgents().get(k));
                    AerialAgent agent = scenario.aerialAgents().get(k);
                    return new SlotResult.AerialSlot(
                            state.fleet.mode(k),
                            state.fleet.charge(k),
                            sold.map(AerialOutcome::lots).orElse(0) + sale.undelivered(agent),
                            sold.map(AerialOutcome::cost).orElse(0.0),
                            state.accounts.balance(state.aerialAccount(k)),
                            sale.surplusHalfTicks(agent));
                })
                .toList();
    }
}

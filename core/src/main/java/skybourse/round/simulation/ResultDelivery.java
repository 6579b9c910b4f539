package skybourse.round.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.state.PieceTable;
import skybourse.round.state.SimulationState;
import skybourse.round.state.TaskTable;

/**
 * Return of results and end of tasks. A task ends with its last part, including the local one. It is in time if this part is back by the deadline,
 * with a tolerance for rounding.
 */
final class ResultDelivery {

    // Smallest number of pieces per thread.
    private static final int LEAST_PER_THREAD = 16_384;

    private final SimulationState state;
    private final SlotMetrics values;
    private final SimulationSetup setup;
    private final List<Leader> leaders;
    private final TaskTable tasks;
    private final PieceTable pieces;
    private final double now;
    private final double end;

    ResultDelivery(SimulationState state, SlotMetrics values) {
        this.state = state;
        this.values = values;
        setup = state.setup;
        leaders = setup.scenario().leaders();
        tasks = state.tasks;
        pieces = state.pieces;
        now = state.now();
        end = state.end();
    }

    /**
     * Pays the leaders whose results are delivered. If a result cannot be sent back before the deadline, its buyer gets its money back. Also pays for
     * the sold lots that are due.
     */
    void pay() {
        findReturns();
        for (int piece = 0; piece < pieces.rows; piece++) {
            if (pieces.state[piece] == PieceTable.BACK) {
                pay(piece, state.leaderAccount(pieces.leader[piece]), Reason.BILL);
                score(piece, true);
            } else if (pieces.state[piece] == PieceTable.IN_VAIN) {
                pay(piece, state.owner(piece), Reason.RETURNED);
                score(piece, false);
            }
        }
        state.soldLots.payDue(state.slot);
    }

    private void pay(int piece, int account, Reason reason) {
        state.accounts.release(account, pieces.held[piece], reason);
        pieces.held[piece] = 0;
    }

    private void score(int piece, boolean isDelivered) {
        if (state.reputation != null) {
            state.reputation.count(pieces.leader[piece], isDelivered);
        }
    }

    /** Computes the times at which results are back, in parallel. */
    private void findReturns() {
        var handovers = new AtomicInteger();
        setup.tasks().run(pieces.rows, LEAST_PER_THREAD, piece -> {
            if (pieces.state[piece] == PieceTable.SOLD && pieces.ready[piece] <= end) {
                findReturn(piece, back(piece, handovers));
            }
        });
        if (handovers.get() > 0) {
            values.add(Metric.HANDOVERS, handovers.get());
        }
    }

    private void findReturn(int piece, double back) {
        if (!Double.isNaN(back)) {
            pieces.state[piece] = PieceTable.BACK;
            pieces.ready[piece] = back;
        } else if (tasks.dueSeconds[pieces.task[piece]] <= end) {
            pieces.state[piece] = PieceTable.IN_VAIN;
        }
    }

    /**
     * Returns the time at which a result is back. If the leader does not reach the owner and does not move, another leader that does not move relays
     * the result. Returns NaN if the leader never returns it, or if the result cannot be sent back in this slot.
     */
    private double back(int piece, AtomicInteger handovers) {
        double ready = pieces.ready[piece];
        if (state.behaviours.fails(pieces.leader[piece], tasks.id[pieces.task[piece]])) {
            return Double.NaN;
        }
        if (!state.world.changes()) {
            return ready;
        }
        int n = state.owner(piece);
        int s = pieces.leader[piece];
        if (state.world.isLeaderPresent(s) && state.world.bitsPerSecond(n, s) > 0) {
            return Math.max(ready, now);
        }
        if (leaders.get(s).moves() || !reachesOneThatStays(n)) {
            return Double.NaN;
        }
        handovers.incrementAndGet();
        return Math.max(ready, now) + setup.dynamics().handover().relaySeconds();
    }

    private boolean reachesOneThatStays(int n) {
        return Arrays.stream(state.world.links(n).leaders())
                .anyMatch(leader -> !leaders.get(leader).moves());
    }

    /** Sends the results that were paid for to their owners. */
    private void deliver() {
        for (int piece = 0; piece < pieces.rows; piece++) {
            int row = pieces.task[piece];
            if (pieces.state[piece] == PieceTable.BACK) {
                double back = pieces.ready[piece];
                tasks.back[row] = Math.max(tasks.back[row], back);
                double quality = state.isInTime(row, back) ? pieces.qualityBits[piece] : 0;
                tasks.quality[row] += quality;
                tasks.worth[row] += worth(piece, quality);
                state.end(piece);
            } else if (pieces.state[piece] == PieceTable.IN_VAIN) {
                tasks.state[row] = TaskTable.DROPPED;
                state.end(piece);
            }
        }
    }

    /** Returns what a delivered piece is worth to its owner, with the energy that it saved, money. */
    private double worth(int piece, double qualityBits) {
        WirelessAgent owner = state.agent(state.owner(piece));
        double saved = owner.computer().joulesPerWork() * pieces.ratio[piece] * state.work(pieces.task[piece]);
        return owner.satisfactionWeight() * PieceTable.LOG_2 * qualityBits + owner.joulePrice() * saved;
    }

    /** Delivers results that were paid for, and ends tasks that are complete or lost. */
    void endTasks() {
        deliver();
        long met = 0;
        long late = 0;
        long dropped = 0;
        double quality = 0;
        double present = 0;
        for (int row = 0; row < tasks.rows; row++) {
            boolean lost = tasks.state[row] == TaskTable.DROPPED;
            boolean ends = (lost || (tasks.state[row] == TaskTable.UNDER_WAY && tasks.back[row] <= end))
                    && tasks.openPieces[row] == 0;
            if (ends) {
                boolean inTime = !lost && state.isInTime(row, tasks.back[row]);
                state.count(row, inTime);
                met += inTime ? 1 : 0;
                late += lost || inTime ? 0 : 1;
                dropped += lost ? 1 : 0;
                quality += tasks.quality[row];
                if (!lost) {
                    state.realized.add(tasks.owner[row], tasks.worth[row]);
                }
                double left = lost ? end : tasks.back[row];
                // The time is clamped to the slot, so that the invariant of the tasks' presence holds.
                present += Math.clamp(left - now, 0, end - now);
                state.tally.countEnd(tasks.arrived[row], left);
                tasks.state[row] = TaskTable.ENDED;
            } else if (tasks.state[row] != TaskTable.ENDED) {
                present += end - now;
            }
        }
        long ended = met + late + dropped;
        state.tally.presentSeconds += present;
        state.tally.met += met;
        state.tally.late += late;
        state.tally.dropped += dropped;
        values.count(Metric.MET, met);
        values.count(Metric.LATE, late);
        values.count(Metric.DROPPED, dropped);
        values.set(Metric.QUALITY, ended == 0 ? Double.NaN : quality / ended);
        pieces.compact(tasks.compact());
    }
}

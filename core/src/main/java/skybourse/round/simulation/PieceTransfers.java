package skybourse.round.simulation;

import java.util.Arrays;
import skybourse.base.agent.WirelessAgent;
import skybourse.round.dynamics.HandoverSettings.BrokenTransfer;
import skybourse.round.dynamics.MessageDelays.BilledPrice;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.state.EnergyKind;
import skybourse.round.state.PieceTable;
import skybourse.round.state.SimulationState;
import skybourse.round.state.TaskTable;
import skybourse.tier1.game.PricingGame;

/**
 * Transfers of pieces in a slot, at true rates. A piece that has not arrived by the end of the slot is sent further in the next slot, at the rate
 * of that slot. An agent whose battery does not suffice sends all its pieces for the same time. If a link disappears, the sent part of the piece is
 * sold, and the rest is computed locally or its task is lost ({@code brokenTransfer}). A piece that its leader declines on arrival is computed locally.
 */
final class PieceTransfers {

    private final SimulationState state;
    private final SlotMetrics values;
    private final SimulationSetup setup;
    private final TaskTable tasks;
    private final PieceTable pieces;
    private final double slotSeconds;
    private final double[] homeAdded;

    /** Time for which each piece was sent in this slot, s. */
    private double[] sentSeconds = {};

    /** Time for which each wireless agent can send all its pieces, at most the slot, s; empty without batteries. */
    private double[] mostSeconds = {};

    /** Energy cost of sending in this slot for all wireless agents, money. */
    private double cost;

    PieceTransfers(SimulationState state, SlotMetrics values) {
        this.state = state;
        this.values = values;
        setup = state.setup;
        tasks = state.tasks;
        pieces = state.pieces;
        slotSeconds = setup.slotSeconds();
        homeAdded = new double[state.homeBacklog.length];
    }

    /**
     * Starts the local parts of tasks, and sends pieces for the length of the slot. A leader declines pieces that arrive for an outdated quote. If
     * the current price is billed, only a closed leader declines pieces.
     *
     * @param offers offered tasks
     * @param homeRatios local share of each offered task
     */
    PieceTransferResult send(OfferedTasks offers, double[] homeRatios) {
        setup.tasks().run(offers.count(), SimulationState.LEAST_PER_THREAD, i -> {
            int row = offers.row(i);
            tasks.state[row] = TaskTable.UNDER_WAY;
            computeAtHome(row, homeRatios[i], state.now());
        });
        sentSeconds = new double[pieces.rows];
        mostSeconds = mostSeconds();
        setup.tasks().run(pieces.rows, SimulationState.LEAST_PER_THREAD, this::send);
        for (int piece = 0; piece < pieces.rows; piece++) {
            if (Double.isNaN(sentSeconds[piece])) {
                sentSeconds[piece] = 0;
                breakOff(piece);
            } else if (sentSeconds[piece] > 0) {
                pay(piece);
            }
        }
        int[] arrived = new int[pieces.rows];
        int count = 0;
        for (int piece = 0; piece < pieces.rows; piece++) {
            if (pieces.state[piece] == PieceTable.ARRIVED && accepted(piece)) {
                arrived[count++] = piece;
            }
        }
        return new PieceTransferResult(Arrays.copyOf(arrived, count), sentSeconds, homeAdded, cost);
    }

    /** Adds a part of a task to the queue of its owner's own computer. The part is available from a given time in the slot on. */
    private void computeAtHome(int row, double ratio, double from) {
        int n = tasks.owner[row];
        double speed = state.agent(n).computer().workPerSecond();
        homeAdded[n] += ratio * state.work(row);
        double queued = state.now() + (state.homeBacklog[n] + homeAdded[n]) / speed;
        double back = Math.max(queued, from + ratio * state.work(row) / speed);
        tasks.back[row] = Math.max(tasks.back[row], back);
    }

    private double[] mostSeconds() {
        double[] most = new double[state.batteries.exist() ? homeAdded.length : 0];
        for (int piece = 0; most.length > 0 && piece < pieces.rows; piece++) {
            most[state.owner(piece)] += pieces.state[piece] == PieceTable.SENDING ? 1 : 0;
        }
        for (int n = 0; n < most.length; n++) {
            double watts = most[n] * state.agent(n).radio().transmitPowerWatts();
            most[n] = state.batteries.seconds(n, watts, slotSeconds);
        }
        return most;
    }

    /** Sends a piece for at most the length of the slot, or until the battery is empty. Sets its sending time, which is NaN if its link has disappeared. */
    private void send(int piece) {
        if (pieces.state[piece] != PieceTable.SENDING) {
            return;
        }
        int s = pieces.leader[piece];
        double rate = state.world.isLeaderPresent(s) ? state.world.bitsPerSecond(state.owner(piece), s) : 0;
        if (rate == 0) {
            sentSeconds[piece] = Double.NaN;
            return;
        }
        double most = mostSeconds.length == 0 ? slotSeconds : mostSeconds[state.owner(piece)];
        double seconds = pieces.bitsLeft[piece] / rate;
        if (seconds <= most) {
            sentSeconds[piece] = seconds;
            pieces.bitsLeft[piece] = 0;
            pieces.state[piece] = PieceTable.ARRIVED;
        } else {
            sentSeconds[piece] = most;
            pieces.bitsLeft[piece] -= rate * most;
        }
    }

    private void pay(int piece) {
        int n = state.owner(piece);
        WirelessAgent sender = state.agent(n);
        double joules = state.batteries.draw(n, sender.radio().transmitPowerWatts() * sentSeconds[piece]);
        state.energy.add(n, EnergyKind.SENDING, joules);
        values.add(Metric.JOULES_SENDING, joules);
        double money = sender.joulePrice() * joules;
        cost += money;
        state.realized.add(n, -money);
    }

    /**
     * Ends the transfer of a piece whose link does not exist any more. The sent part is sold if the leader is present. The rest is computed
     * locally, or the task is lost.
     */
    private void breakOff(int piece) {
        values.add(Metric.BROKEN, 1);
        int row = pieces.task[piece];
        double whole = pieces.ratio[piece] * state.inputBits(row);
        double left = Math.clamp(pieces.bitsLeft[piece] / whole, 0, 1) * pieces.ratio[piece];
        pieces.ratio[piece] -= left;
        if (pieces.ratio[piece] > 0 && state.world.isLeaderPresent(pieces.leader[piece])) {
            pieces.state[piece] = PieceTable.ARRIVED;
            pieces.bitsLeft[piece] = 0;
        } else {
            left += pieces.ratio[piece];
            state.end(piece);
        }
        fallBack(row, left);
    }

    private void fallBack(int row, double ratio) {
        if (setup.dynamics().handover().brokenTransfer() == BrokenTransfer.HOME) {
            computeAtHome(row, ratio, state.now());
        } else {
            tasks.state[row] = TaskTable.DROPPED;
            state.tally.workLost += ratio * state.work(row);
        }
    }

    private boolean accepted(int piece) {
        boolean current = setup.dynamics().messages().honour() == BilledPrice.CURRENT;
        double price = state.desk.prices()[pieces.leader[piece]];
        boolean declined = current ? price == PricingGame.CLOSED : pieces.quoteSlot[piece] < 0;
        if (declined) {
            values.add(Metric.DECLINED, 1);
            double ratio = pieces.ratio[piece];
            state.end(piece);
            computeAtHome(pieces.task[piece], ratio, state.now() + sentSeconds[piece]);
            return false;
        }
        if (current) {
            pieces.price[piece] = price;
        }
        return true;
    }
}

package skybourse.round.simulation;

import skybourse.round.state.PieceTable;
import skybourse.round.state.SimulationState;
import skybourse.round.state.TaskTable;

/**
 * Loss of unfinished work of wireless agents whose batteries are empty: their local work, and pieces in transfer. The tasks of this work are dropped.
 * Leaders still compute and deliver the pieces that they have received, because receiving costs no energy.
 */
final class EmptyBatteries {

    private EmptyBatteries() {}

    /**
     * Removes the work at the end of a slot.
     *
     * @param workedUntil time until which each agent's own computer worked in this slot, s
     */
    static void loseWork(SimulationState state, double[] workedUntil) {
        boolean[] lost = new boolean[workedUntil.length];
        for (int n = 0; n < lost.length; n++) {
            if (state.batteries.isEmpty(n) && state.homeBacklog[n] > 0) {
                lost[n] = true;
                state.tally.workLost += state.homeBacklog[n];
                state.homeBacklog[n] = 0;
            }
        }
        TaskTable tasks = state.tasks;
        for (int row = 0; row < tasks.rows; row++) {
            int owner = tasks.owner[row];
            if (lost[owner] && tasks.state[row] == TaskTable.UNDER_WAY && tasks.back[row] > workedUntil[owner]) {
                tasks.state[row] = TaskTable.DROPPED;
            }
        }
        for (int piece = 0; piece < state.pieces.rows; piece++) {
            if (state.pieces.state[piece] == PieceTable.SENDING && state.batteries.isEmpty(state.owner(piece))) {
                int row = state.pieces.task[piece];
                tasks.state[row] = TaskTable.DROPPED;
                state.tally.workLost += state.pieces.ratio[piece] * state.work(row);
                state.end(piece);
            }
        }
    }
}

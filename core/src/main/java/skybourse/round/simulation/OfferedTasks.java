package skybourse.round.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.agent.WirelessAgent;
import skybourse.round.dynamics.Dynamics.QueueOrder;
import skybourse.round.dynamics.Metric;
import skybourse.round.state.SimulationState;
import skybourse.round.state.TaskTable;

/**
 * Tasks that are offered in a slot: one of each wireless agent that is present, has a waiting task, and has no empty battery.
 *
 * @param agents indices of the wireless agents, ascending
 * @param rows rows of their tasks
 * @param followers the same agents, with their tasks and the remaining times until the deadlines
 */
record OfferedTasks(int[] agents, int[] rows, List<WirelessAgent> followers) {

    /** Adds the arrivals of a slot, ends expired waiting tasks, and chooses one waiting task of each agent that is present. */
    static OfferedTasks choose(SimulationState state, SlotMetrics values) {
        bringTasks(state, values);
        int[] best = chosen(state, values);
        int[] agents = IntStream.range(0, best.length).filter(n -> best[n] >= 0).toArray();
        int[] rows = Arrays.stream(agents).map(n -> best[n]).toArray();
        List<WirelessAgent> followers = Arrays.stream(rows)
                .mapToObj(row ->
                        state.withTask(state.tasks.owner[row], state.tasks.likeTask[row], state.remainingSeconds(row)))
                .toList();
        return new OfferedTasks(agents, rows, followers);
    }

    int count() {
        return agents.length;
    }

    /** Returns the index of the wireless agent of an offer. */
    int agent(int offer) {
        return agents[offer];
    }

    /** Returns the row of the task of an offer. */
    int row(int offer) {
        return rows[offer];
    }

    /** Adds the tasks that arrived. */
    private static void bringTasks(SimulationState state, SlotMetrics values) {
        long before = state.tasks.nextId;
        int rowsBefore = state.tasks.rows;
        long missedBefore = state.demand.missed();
        state.tally.workIn += state.demand.arrive(state.slot, state.tasks, state.world);
        values.count(Metric.MISSED, state.demand.missed() - missedBefore);
        long came = state.tasks.nextId - before;
        state.tally.arrived += came;
        state.rows.begin(state.slot, came);
        values.count(Metric.ARRIVED, came);
        double present = 0;
        for (int row = rowsBefore; row < state.tasks.rows; row++) {
            present += state.now() - state.tasks.arrived[row];
        }
        state.tally.presentSeconds += present;
    }

    /**
     * Ends the tasks that were not offered before their deadlines passed. Returns for each wireless agent the row of the task that it offers, or -1
     * if it offers none.
     */
    private static int[] chosen(SimulationState state, SlotMetrics values) {
        TaskTable tasks = state.tasks;
        double now = state.now();
        boolean byDeadline = state.setup.dynamics().queue() == QueueOrder.EDF;
        int[] best = new int[state.homeBacklog.length];
        Arrays.fill(best, -1);
        long expired = 0;
        for (int row = 0; row < tasks.rows; row++) {
            int n = tasks.owner[row];
            if (tasks.state[row] == TaskTable.WAITING && tasks.dueSeconds[row] <= now) {
                tasks.state[row] = TaskTable.ENDED;
                state.tally.workLost += state.work(row);
                state.count(row, false);
                state.tally.countEnd(tasks.arrived[row], now);
                expired++;
            } else if (tasks.state[row] == TaskTable.WAITING
                    && state.world.isPresent(n)
                    && !state.batteries.isEmpty(n)
                    && (best[n] < 0 || (byDeadline && tasks.dueSeconds[row] < tasks.dueSeconds[best[n]]))) {
                best[n] = row;
            }
        }
        state.tally.expired += expired;
        values.count(Metric.EXPIRED, expired);
        return best;
    }

    /**
     * Returns the agents whose links are needed in this slot. These are the agents that offer a task or send a report, and those with pieces that
     * are not back.
     */
    int[] linkedAgents(SimulationState state) {
        boolean[] asked = new boolean[state.homeBacklog.length];
        for (int n = 0; n < asked.length; n++) {
            asked[n] = !state.mail.isImmediate() && state.world.isPresent(n);
        }
        Arrays.stream(agents).forEach(n -> asked[n] = true);
        for (int row = 0; row < state.pieces.rows; row++) {
            asked[state.tasks.owner[state.pieces.task[row]]] = true;
        }
        return IntStream.range(0, asked.length).filter(n -> asked[n]).toArray();
    }
}

package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.scenario.Task;
import skybourse.base.scenario.WirelessAgent;
import skybourse.round.simulation.Dynamics.QueueOrder;

/** The tasks that came and those that are offered in a slot, one of each wireless agent that is there and has any. */
final class Offers {

    private final SlotPlay play;
    private final MarketState state;

    /** Wireless agents that offer a task, rising, and the rows of their tasks. */
    private int[] offering = {};

    private int[] offered = {};
    private List<WirelessAgent> followers = List.of();

    Offers(SlotPlay play) {
        this.play = play;
        state = play.state;
    }

    /** Brings tasks and chooses among those that wait. */
    void choose() {
        bringTasks();
        chooseOffers();
        followers = withTasks();
    }

    int count() {
        return offering.length;
    }

    /** Returns the wireless agent that makes an offer. */
    int agent(int offer) {
        return offering[offer];
    }

    /** Returns the row of the task that is offered. */
    int row(int offer) {
        return offered[offer];
    }

    /** Returns the agents that make offers, each with its task as far as there is time left for it. */
    List<WirelessAgent> followers() {
        return followers;
    }

    /** Adds the tasks that came. */
    private void bringTasks() {
        long before = state.tasks.nextId;
        int rowsBefore = state.tasks.rows;
        long missedBefore = state.demand.missed();
        state.tally.workIn += state.demand.arrive(play.slot, state.tasks, state.world);
        play.count(Metric.MISSED, state.demand.missed() - missedBefore);
        long came = state.tasks.nextId - before;
        state.tally.arrived += came;
        state.rows.begin(play.slot, came);
        play.count(Metric.ARRIVED, came);
        double present = 0;
        for (int row = rowsBefore; row < state.tasks.rows; row++) {
            present += play.now - state.tasks.arrived[row];
        }
        state.tally.presentSeconds += present;
    }

    /** Ends tasks that are due before they could be offered; of the others each agent that is there offers one. */
    private void chooseOffers() {
        TaskTable tasks = state.tasks;
        boolean byDeadline = state.setup.dynamics().queue() == QueueOrder.EDF;
        int[] best = new int[state.homeBacklog.length];
        Arrays.fill(best, -1);
        long expired = 0;
        for (int row = 0; row < tasks.rows; row++) {
            int n = tasks.owner[row];
            if (tasks.state[row] == TaskTable.WAITING && tasks.due[row] <= play.now) {
                tasks.state[row] = TaskTable.ENDED;
                state.tally.workLost += state.demand.task(tasks.likeTask[row]).work();
                state.count(row, false);
                state.tally.leave(tasks.arrived[row], play.now);
                expired++;
            } else if (tasks.state[row] == TaskTable.WAITING
                    && state.world.isPresent(n)
                    && (best[n] < 0 || (byDeadline && tasks.due[row] < tasks.due[best[n]]))) {
                best[n] = row;
            }
        }
        state.tally.expired += expired;
        play.count(Metric.EXPIRED, expired);
        offering = IntStream.range(0, best.length).filter(n -> best[n] >= 0).toArray();
        offered = Arrays.stream(offering).map(n -> best[n]).toArray();
    }

    /** Returns the agents whose links are asked for in this slot: those that offer or report, and those with parts under way. */
    int[] involved() {
        boolean[] asked = new boolean[state.homeBacklog.length];
        for (int n = 0; n < asked.length; n++) {
            asked[n] = !state.mail.isImmediate() && state.world.isPresent(n);
        }
        Arrays.stream(offering).forEach(n -> asked[n] = true);
        for (int row = 0; row < state.pieces.rows; row++) {
            asked[state.tasks.owner[state.pieces.task[row]]] = true;
        }
        return IntStream.range(0, asked.length).filter(n -> asked[n]).toArray();
    }

    private List<WirelessAgent> withTasks() {
        List<WirelessAgent> agents = new ArrayList<>(offering.length);
        for (int i = 0; i < offering.length; i++) {
            int row = offered[i];
            agents.add(withTask(offering[i], state.tasks.likeTask[row], secondsLeft(row)));
        }
        return agents;
    }

    /** Returns how long a task may still take. */
    double secondsLeft(int row) {
        double whole = state.demand.task(state.tasks.likeTask[row]).deadlineSeconds();
        return Math.max(1e-18, whole - (play.now - state.tasks.arrived[row]));
    }

    /** Returns an agent with the task that it offers; itself where that is its own, just come. */
    WirelessAgent withTask(int n, long like, double secondsLeft) {
        Task task = state.demand.task(like);
        WirelessAgent agent = state.setup.scenario().wirelessAgents().get(n);
        return like == n && secondsLeft == task.deadlineSeconds()
                ? agent
                : agent.withTask(new Task(task.inputBits(), task.work(), secondsLeft));
    }
}

package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Task;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Dynamics.QueueOrder;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.LedgerDigest;
import skybourse.round.state.TaskTable;

/** Choice of offered tasks. Slot 3 begins at 3 s. */
class OfferedTasksTest {

    private final Hamlet hamlet = new Hamlet(Hamlet.QUIET, 3);
    private final TaskTable tasks = hamlet.state.tasks;

    private static Dynamics by(QueueOrder order, Arrivals arrivals) {
        Dynamics d = Hamlet.QUIET;
        return d.withArrivals(arrivals).withQueue(order).withEscrow(true);
    }

    @Test
    void fifoOffersEarliestTask() {
        int first = hamlet.task(1, 0.5);
        hamlet.task(1, 0.25);
        int only = hamlet.task(0, 2);
        hamlet.choose();
        OfferedTasks offers = hamlet.offers;
        assertThat(offers.count()).isEqualTo(2);
        assertThat(offers.agent(0)).isZero();
        assertThat(offers.row(0)).isEqualTo(only);
        assertThat(offers.agent(1)).isEqualTo(1);
        assertThat(offers.row(1)).isEqualTo(first);
    }

    @Test
    void edfOffersTaskWithEarliestDeadline() {
        var urgent = new Hamlet(by(QueueOrder.EDF, Hamlet.QUIET.arrivals()), 3);
        urgent.task(1, 0.5);
        int due = urgent.task(1, 0.25);
        urgent.task(1, 0.25);
        urgent.choose();
        assertThat(urgent.offers.row(0)).isEqualTo(due);
    }

    @Test
    void taskUnderWayIsNotOffered() {
        int underWay = hamlet.task(0, 0.5);
        tasks.state[underWay] = TaskTable.UNDER_WAY;
        int next = hamlet.task(0, 1);
        hamlet.choose();
        assertThat(hamlet.offers.row(0)).isEqualTo(next);
        assertThat(hamlet.offers.count()).isEqualTo(1);
    }

    /** A task that arrived at -1 s is due at 3 s, the start of the slot: it expires. */
    @Test
    void taskDueAtSlotStartExpires() {
        for (int slot = 0; slot < 3; slot++) {
            hamlet.state.rows.begin(slot, 1);
        }
        int due = hamlet.task(0, -1);
        int soon = hamlet.task(0, -0.75);
        hamlet.choose();
        assertThat(tasks.state[due]).isEqualTo(TaskTable.ENDED);
        assertThat(hamlet.offers.row(0)).isEqualTo(soon);
        assertThat(hamlet.of(Metric.EXPIRED)).isEqualTo(1);
        assertThat(hamlet.state.tally.expired).isEqualTo(1);
        assertThat(hamlet.state.tally.workLost).isEqualTo(4e9);
        assertThat(hamlet.state.tally.endedSeconds).isEqualTo(4);
        assertThat(hamlet.state.fates).containsExactly(1, 0, 0, 0);
    }

    /** Of 4 s 2.75 s are left after 1.25 s. A task that has just arrived is the agent's own task. */
    @Test
    void offeredTaskHasRemainingTime() {
        hamlet.task(0, 1.75);
        hamlet.task(1, 3);
        hamlet.choose();
        OfferedTasks offers = hamlet.offers;
        assertThat(offers.followers().getFirst().task()).isEqualTo(new Task(8e6, 4e9, 2.75));
        assertThat(offers.followers().get(1))
                .isSameAs(Hamlet.HAMLET.wirelessAgents().get(1));
        assertThat(hamlet.state.withTask(0, 1, 4).task()).isEqualTo(Hamlet.TASK);
        assertThat(hamlet.state.withTask(0, 1, 4))
                .isNotSameAs(Hamlet.HAMLET.wirelessAgents().getFirst());
    }

    @Test
    void remainingTimeIsAlwaysPositive() {
        int row = hamlet.task(0, -1);
        assertThat(hamlet.state.remainingSeconds(row)).isEqualTo(1e-18);
    }

    /** Requests at 2.25, 2.75 and 3 s have been present for 0.75, 0.25 and 0 s. */
    @Test
    void arrivedTasksAreCounted() {
        var task = new Task(8e6, 2e9, 4);
        var trace = new Arrivals.Trace(List.of(
                new Arrivals.Trace.Request(2.25, task),
                new Arrivals.Trace.Request(2.75, task),
                new Arrivals.Trace.Request(3, task),
                new Arrivals.Trace.Request(3.25, task)));
        var withArrivals = new Hamlet(by(QueueOrder.FIFO, trace), 3);
        withArrivals.task(1, 0.5); // arrived before
        withArrivals.choose();
        assertThat(withArrivals.of(Metric.ARRIVED)).isEqualTo(3);
        assertThat(withArrivals.of(Metric.MISSED)).isZero();
        assertThat(withArrivals.of(Metric.EXPIRED)).isZero();
        assertThat(withArrivals.state.tally.arrived).isEqualTo(3);
        assertThat(withArrivals.state.tally.workIn).isEqualTo(6e9);
        assertThat(withArrivals.state.tally.presentSeconds).isEqualTo(1);
        withArrivals.state.rows.end(3, true);
        SlotRow row =
                new SlotRow(3, new double[Metric.values().length], new LedgerDigest(new long[LedgerDigest.WORDS]));
        withArrivals.state.rows.add(row);
        assertThat(withArrivals.state.rows.flush())
                .singleElement()
                .as("one of three")
                .satisfies(complete -> assertThat(complete.of(Metric.DEADLINES)).isEqualTo(1 / 3.0));
    }

    /** Links are needed for agents that offer or have pieces in transfer. With message delays all agents report links. */
    @Test
    void linksAreComputedOnlyWhereNeeded() {
        hamlet.choose();
        assertThat(hamlet.offers.linkedAgents(hamlet.state)).isEmpty();
        hamlet.soldPiece(hamlet.task(1, 2.5), Hamlet.FA1, 0.5, 9);
        assertThat(hamlet.offers.linkedAgents(hamlet.state)).containsExactly(1);
        hamlet.task(0, 2.5);
        hamlet.choose();
        assertThat(hamlet.offers.linkedAgents(hamlet.state)).containsExactly(0, 1);
        var withMessages =
                new Hamlet(Hamlet.withMessages(MessageDelays.immediate().withTravel(1, 0, 0)), 3);
        withMessages.choose();
        assertThat(withMessages.offers.linkedAgents(withMessages.state)).containsExactly(0, 1);
    }
}

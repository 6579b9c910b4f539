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

/** Which tasks are offered, by hand: slot 3 begins at 3 s. */
class OffersTest {

    private final Hamlet hamlet = new Hamlet(Hamlet.QUIET, 3);
    private final TaskTable tasks = hamlet.state.tasks;

    private static Dynamics by(QueueOrder order, Arrivals arrivals) {
        Dynamics d = Hamlet.QUIET;
        return d.withArrivals(arrivals).withQueue(order).withEscrow(true);
    }

    @Test
    void eachOffersTheTaskThatCameFirst() {
        int first = hamlet.task(1, 0.5);
        hamlet.task(1, 0.25);
        int only = hamlet.task(0, 2);
        hamlet.choose();
        Offers offers = hamlet.offers;
        assertThat(offers.count()).isEqualTo(2);
        assertThat(offers.agent(0)).isZero();
        assertThat(offers.row(0)).isEqualTo(only);
        assertThat(offers.agent(1)).isEqualTo(1);
        assertThat(offers.row(1)).isEqualTo(first);
    }

    @Test
    void orTheOneThatIsDueFirst() {
        var urgent = new Hamlet(by(QueueOrder.EDF, Hamlet.QUIET.arrivals()), 3);
        urgent.task(1, 0.5);
        int due = urgent.task(1, 0.25);
        urgent.task(1, 0.25);
        urgent.choose();
        assertThat(urgent.offers.row(0)).isEqualTo(due);
    }

    @Test
    void whatIsUnderWayIsNotOfferedAgain() {
        int underWay = hamlet.task(0, 0.5);
        tasks.state[underWay] = TaskTable.UNDER_WAY;
        int next = hamlet.task(0, 1);
        hamlet.choose();
        assertThat(hamlet.offers.row(0)).isEqualTo(next);
        assertThat(hamlet.offers.count()).isEqualTo(1);
    }

    /** 4 s after -1 s is now: it ends where it could not be met by sending at once. */
    @Test
    void whatIsDueNowHasExpired() {
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

    /** What is left of 4 s after 1.25: the same work in less time. A task that has just come is the agent's own. */
    @Test
    void aTaskIsOfferedWithTheTimeThatIsLeft() {
        hamlet.task(0, 1.75);
        hamlet.task(1, 3);
        hamlet.choose();
        Offers offers = hamlet.offers;
        assertThat(offers.followers().getFirst().task()).isEqualTo(new Task(8e6, 4e9, 2.75));
        assertThat(offers.followers().get(1))
                .isSameAs(Hamlet.HAMLET.wirelessAgents().get(1));
        assertThat(hamlet.state.withTask(0, 1, 4).task()).isEqualTo(Hamlet.TASK);
        assertThat(hamlet.state.withTask(0, 1, 4))
                .isNotSameAs(Hamlet.HAMLET.wirelessAgents().getFirst());
    }

    @Test
    void thereIsAlwaysAMomentLeft() {
        int row = hamlet.task(0, -1);
        assertThat(hamlet.state.remainingSeconds(row)).isEqualTo(1e-18);
    }

    /** Requests of 2.25, 2.75 and 3 s: .75, .25 and 0 s each until now. */
    @Test
    void whatCameIsCounted() {
        var task = new Task(8e6, 2e9, 4);
        var trace = new Arrivals.Trace(List.of(
                new Arrivals.Trace.Request(2.25, task),
                new Arrivals.Trace.Request(2.75, task),
                new Arrivals.Trace.Request(3, task),
                new Arrivals.Trace.Request(3.25, task)));
        var visited = new Hamlet(by(QueueOrder.FIFO, trace), 3);
        visited.task(1, 0.5); // came before
        visited.choose();
        assertThat(visited.of(Metric.ARRIVED)).isEqualTo(3);
        assertThat(visited.of(Metric.MISSED)).isZero();
        assertThat(visited.of(Metric.EXPIRED)).isZero();
        assertThat(visited.state.tally.arrived).isEqualTo(3);
        assertThat(visited.state.tally.workIn).isEqualTo(6e9);
        assertThat(visited.state.tally.presentSeconds).isEqualTo(1);
        visited.state.rows.end(3, true);
        SlotRow row =
                new SlotRow(3, new double[Metric.values().length], new LedgerDigest(new long[LedgerDigest.WORDS]));
        visited.state.rows.add(row);
        assertThat(visited.state.rows.flush())
                .singleElement()
                .as("of three")
                .satisfies(complete -> assertThat(complete.of(Metric.DEADLINES)).isEqualTo(1 / 3.0));
    }

    /** Links are asked for where somebody offers, or has parts under way; by messages everybody tells of them. */
    @Test
    void linksAreAskedForWhereTheyAreNeeded() {
        hamlet.choose();
        assertThat(hamlet.offers.linkedAgents(hamlet.state)).isEmpty();
        hamlet.soldPiece(hamlet.task(1, 2.5), Hamlet.FA1, 0.5, 9);
        assertThat(hamlet.offers.linkedAgents(hamlet.state)).containsExactly(1);
        hamlet.task(0, 2.5);
        hamlet.choose();
        assertThat(hamlet.offers.linkedAgents(hamlet.state)).containsExactly(0, 1);
        var told = new Hamlet(Hamlet.withMessages(MessageDelays.immediate().withTravel(1, 0, 0)), 3);
        told.choose();
        assertThat(told.offers.linkedAgents(told.state)).containsExactly(0, 1);
    }
}

package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Metric;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.motion.Stationary;
import skybourse.round.state.PieceTable;
import skybourse.round.state.TaskTable;

/** Delivery of results and end of tasks. Slot 3 is from 3 to 4 s. */
class ResultDeliveryTest {

    private final Hamlet hamlet = new Hamlet(Hamlet.QUIET, 3).prepare();
    private final TaskTable tasks = hamlet.state.tasks;

    /** Begins the rows of slots 0 to 3. */
    private static void begin(Hamlet hamlet) {
        for (int slot = 0; slot <= 3; slot++) {
            hamlet.state.rows.begin(slot, 1);
        }
    }

    /** A quality of 0.5 and half of the task: log2(1.25). The home part is completed at 3.25 s. */
    @Test
    void taskEndsWithItsLastResult() {
        begin(hamlet);
        int task = hamlet.task(0, 0.5);
        tasks.back[task] = 3.25;
        hamlet.soldPiece(task, Hamlet.FA1, 0.5, 3.75);
        hamlet.results();
        assertThat(hamlet.of(Metric.MET)).isEqualTo(1);
        assertThat(hamlet.of(Metric.LATE)).isZero();
        assertThat(hamlet.of(Metric.DROPPED)).isZero();
        assertThat(hamlet.of(Metric.QUALITY)).isCloseTo(Math.log(1.25) / Math.log(2), within(1e-15));
        assertThat(hamlet.state.tally.met).isEqualTo(1);
        assertThat(hamlet.state.tally.endedSeconds)
                .as("since the arrival at 0.5 s")
                .isEqualTo(3.25);
        assertThat(hamlet.state.tally.presentSeconds)
                .as("seconds within the slot")
                .isEqualTo(0.75);
        assertThat(hamlet.state.fates).containsExactly(1, 1, 0, 0);
        assertThat(tasks.rows).isZero();
        assertThat(hamlet.state.pieces.rows).isZero();
    }

    @Test
    void taskStaysOpenUntilAllResultsAreReady() {
        int task = hamlet.task(0, 3);
        int piece = hamlet.soldPiece(task, Hamlet.FA1, 0.5, Math.nextUp(4.0));
        hamlet.soldPiece(task, Hamlet.FA2, 0.25, 4);
        hamlet.results();
        assertThat(tasks.rows).isEqualTo(1);
        assertThat(tasks.openPieces[0]).isEqualTo(1);
        assertThat(tasks.back[0]).as("latest of the known results").isEqualTo(4);
        assertThat(hamlet.state.pieces.rows).isEqualTo(1);
        assertThat(hamlet.state.pieces.ready[piece]).isEqualTo(Math.nextUp(4.0));
        assertThat(hamlet.of(Metric.QUALITY)).isNaN();
        assertThat(hamlet.state.tally.presentSeconds).isEqualTo(1);
    }

    @Test
    void taskStaysOpenUntilHomePartIsComplete() {
        int task = hamlet.task(0, 3);
        tasks.state[task] = TaskTable.UNDER_WAY;
        tasks.back[task] = 4.25;
        int waiting = hamlet.task(1, 3);
        hamlet.results();
        assertThat(tasks.rows).isEqualTo(2);
        assertThat(tasks.state[waiting]).isEqualTo(TaskTable.WAITING);
        assertThat(hamlet.state.tally.presentSeconds).isEqualTo(2);
    }

    /** A result 4 s after arrival meets the deadline. A later one is late and has no value. */
    @Test
    void resultAtDeadlineIsInTime() {
        begin(hamlet);
        hamlet.soldPiece(hamlet.task(0, 0), Hamlet.FA1, 0.5, 4);
        int late = hamlet.task(1, -0.25);
        hamlet.soldPiece(late, Hamlet.FA1, 0.5, 3.5);
        hamlet.soldPiece(late, Hamlet.FA2, 0.5, 3.8125);
        hamlet.results();
        assertThat(hamlet.of(Metric.MET)).isEqualTo(1);
        assertThat(hamlet.of(Metric.LATE)).isEqualTo(1);
        assertThat(hamlet.state.tally.late).isEqualTo(1);
        assertThat(hamlet.state.fates).containsExactly(1, 1, 1, 0);
        assertThat(hamlet.of(Metric.QUALITY))
                .as("two of three parts")
                .isCloseTo(Math.log(1.25) / Math.log(2), within(1e-15));
    }

    @Test
    void leaderIsPaidOnDelivery() {
        begin(hamlet);
        hamlet.hold("WA1", 7);
        int piece = hamlet.soldPiece(hamlet.task(0, 0.5), Hamlet.FA1, 0.5, 3.5);
        hamlet.state.pieces.held[piece] = 7;
        hamlet.results();
        assertThat(hamlet.balance("FA1")).isEqualTo(7);
        assertThat(hamlet.balance(Scenario.ESCROW)).isZero();
    }

    @Test
    void droppedTaskEndsAfterItsOtherPieces() {
        begin(hamlet);
        int lost = hamlet.task(0, 0.5);
        tasks.state[lost] = TaskTable.DROPPED;
        int open = hamlet.task(1, 2.5);
        hamlet.soldPiece(open, Hamlet.FA1, 0.5, 9);
        tasks.state[open] = TaskTable.DROPPED;
        int met = hamlet.task(1, 3);
        hamlet.soldPiece(met, Hamlet.FA2, 0.5, 4);
        hamlet.results();
        assertThat(hamlet.of(Metric.DROPPED)).isEqualTo(1);
        assertThat(hamlet.of(Metric.LATE)).isZero();
        assertThat(hamlet.of(Metric.QUALITY))
                .as("mean of two")
                .isCloseTo(Math.log(1.25) / Math.log(2) / 2, within(1e-15));
        assertThat(hamlet.state.tally.dropped).isEqualTo(1);
        assertThat(hamlet.state.tally.endedSeconds)
                .as("ends at the end of the slot")
                .isEqualTo(3.5 + 1);
        assertThat(hamlet.state.tally.presentSeconds).isEqualTo(3);
        assertThat(hamlet.state.fates).containsExactly(1, 0, 1, 1);
        assertThat(tasks.rows).isEqualTo(1);
    }

    /** A task whose result was ready before the slot adds no presence in this slot. */
    @Test
    void taskEndedBeforeSlotAddsNoPresence() {
        begin(hamlet);
        int task = hamlet.task(0, 0.5);
        tasks.state[task] = TaskTable.UNDER_WAY;
        tasks.back[task] = 2.75;
        hamlet.results();
        assertThat(hamlet.state.tally.presentSeconds).isZero();
        assertThat(hamlet.state.tally.endedSeconds).isEqualTo(2.25);
    }

    /** WA1 reaches only FA2, WA2 no leader. Agents may move, so links may change. */
    private static Hamlet withoutDirectLinks() {
        var here = new Stationary(0, 0);
        Scenario line = Hamlet.at(ChannelNetwork.standard(), new double[] {0, 5e6}, new double[] {1e6, 1e6, 30});
        Dynamics moving = Altered.from(Hamlet.QUIET)
                .withMotion(List.of(here, new Stationary(5e6, 0)), List.of())
                .dynamics();
        var hamlet = new Hamlet(line, moving, 3).prepare();
        begin(hamlet);
        return hamlet;
    }

    private static double back(Hamlet hamlet, int leader, double ready) {
        int task = hamlet.task(0, 1.5);
        hamlet.task(0, 1.5); // prevents the removal of rows
        hamlet.state.tasks.state[task] = TaskTable.UNDER_WAY;
        hamlet.soldPiece(task, leader, 0.5, ready);
        hamlet.state.tasks.openPieces[task]++; // another piece is open
        hamlet.results();
        return hamlet.state.tasks.back[task];
    }

    /** The result of FA1, which WA1 does not reach, is relayed over FA2 in 50 ms. */
    @Test
    void fixedAgentsRelayResults() {
        Hamlet relayedResult = withoutDirectLinks();
        assertThat(back(relayedResult, Hamlet.FA1, 3.5)).isEqualTo(3.55);
        assertThat(relayedResult.of(Metric.HANDOVERS)).isEqualTo(1);
        Hamlet earlierResult = withoutDirectLinks();
        assertThat(back(earlierResult, Hamlet.FA1, 2.5))
                .as("result from before the slot")
                .isEqualTo(3.05);
        Hamlet direct = withoutDirectLinks();
        assertThat(back(direct, Hamlet.FA2, 3.5)).isEqualTo(3.5);
        assertThat(direct.of(Metric.HANDOVERS)).as("no handover").isNaN();
        assertThat(back(withoutDirectLinks(), Hamlet.FA2, 2.5)).isEqualTo(3);
        assertThat(back(withoutDirectLinks(), Hamlet.FA2, 3)).isEqualTo(3);
    }

    @Test
    void resultsAreDirectWithoutMotion() {
        assertThat(back(hamlet, Hamlet.MA1, 2.5)).isEqualTo(2.5);
        assertThat(hamlet.of(Metric.HANDOVERS)).isNaN();
    }

    /** A mobile agent stores a result until its owner is in reach. At the deadline the held money is returned. */
    @Test
    void mobileAgentKeepsUndeliveredResults() {
        Hamlet far = withoutDirectLinks();
        int early = far.task(0, 0.5);
        int due = far.task(0, 0);
        for (int task : new int[] {early, due}) {
            int piece = far.soldPiece(task, Hamlet.MA1, 0.5, 3.5);
            far.state.pieces.held[piece] = 7;
            far.hold("WA1", 7);
        }
        far.results();
        assertThat(far.balance("WA1")).isEqualTo(-7);
        assertThat(far.balance("MA1")).isZero();
        assertThat(far.state.accounts.close(7).ledger().total(Reason.RETURNED)).isEqualTo(7);
        assertThat(far.of(Metric.DROPPED)).isEqualTo(1);
        assertThat(far.state.tasks.rows).isEqualTo(1);
        assertThat(far.state.tasks.arrived[0]).isEqualTo(0.5);
        assertThat(far.state.pieces.held[0]).isEqualTo(7);
        assertThat(far.state.pieces.state[0]).isEqualTo(PieceTable.SOLD);
    }

    @Test
    void unreachableAgentReceivesNoResults() {
        Hamlet far = withoutDirectLinks();
        int task = far.task(1, 1.5);
        far.soldPiece(task, Hamlet.FA1, 0.5, 3.5);
        far.results();
        assertThat(far.state.tasks.openPieces[task]).isEqualTo(1);
    }

    @Test
    void absentMobileAgentDeliversNothing() {
        Hamlet away = Hamlet.withoutVan(3).prepare();
        int task = away.task(0, 1.5);
        away.soldPiece(task, Hamlet.MA1, 0.5, 3.5);
        away.results();
        assertThat(away.state.tasks.openPieces[task]).isEqualTo(1);
    }

    /** Mobile agents do not relay results of fixed agents. */
    @Test
    void mobileAgentsDoNotRelayResults() {
        Scenario line = Hamlet.at(ChannelNetwork.standard(), new double[] {0, 5e6}, new double[] {30, 1e6, 1e6});
        Dynamics moving = Altered.from(Hamlet.QUIET)
                .withMotion(List.of(new Stationary(0, 0), new Stationary(5e6, 0)), List.of())
                .dynamics();
        var near = new Hamlet(line, moving, 3).prepare();
        int task = near.task(0, 1.5);
        near.soldPiece(task, Hamlet.FA1, 0.5, 3.5);
        near.results();
        assertThat(near.state.tasks.openPieces[task]).isEqualTo(1);
        assertThat(near.of(Metric.HANDOVERS)).isNaN();
    }
}

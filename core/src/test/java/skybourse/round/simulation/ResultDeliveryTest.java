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

/** Results that come back and tasks that end, by hand: slot 3 is from 3 to 4 s. */
class ResultDeliveryTest {

    private final Hamlet hamlet = new Hamlet(Hamlet.QUIET, 3).prepare();
    private final TaskTable tasks = hamlet.state.tasks;

    /** The rows that are told of later, all at once. */
    private static void begin(Hamlet hamlet) {
        for (int slot = 0; slot <= 3; slot++) {
            hamlet.state.rows.begin(slot, 1);
        }
    }

    /** A quality of .5 and half of the task: log2(1.25). A part at home is done at 3.25 s. */
    @Test
    void aTaskEndsWithItsLastPart() {
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
        assertThat(hamlet.state.tally.endedSeconds).as("it came at .5").isEqualTo(3.25);
        assertThat(hamlet.state.tally.presentSeconds).as("of the slot").isEqualTo(0.75);
        assertThat(hamlet.state.fates).containsExactly(1, 1, 0, 0);
        assertThat(tasks.rows).isZero();
        assertThat(hamlet.state.pieces.rows).isZero();
    }

    @Test
    void whatIsNotBackByTheEndOfTheSlotIsWaitedFor() {
        int task = hamlet.task(0, 3);
        int piece = hamlet.soldPiece(task, Hamlet.FA1, 0.5, Math.nextUp(4.0));
        hamlet.soldPiece(task, Hamlet.FA2, 0.25, 4);
        hamlet.results();
        assertThat(tasks.rows).isEqualTo(1);
        assertThat(tasks.openPieces[0]).isEqualTo(1);
        assertThat(tasks.back[0]).as("of those that are known").isEqualTo(4);
        assertThat(hamlet.state.pieces.rows).isEqualTo(1);
        assertThat(hamlet.state.pieces.ready[piece]).isEqualTo(Math.nextUp(4.0));
        assertThat(hamlet.of(Metric.QUALITY)).isNaN();
        assertThat(hamlet.state.tally.presentSeconds).isEqualTo(1);
    }

    @Test
    void aPartAtHomeThatIsNotDoneIsWaitedFor() {
        int task = hamlet.task(0, 3);
        tasks.state[task] = TaskTable.UNDER_WAY;
        tasks.back[task] = 4.25;
        int waiting = hamlet.task(1, 3);
        hamlet.results();
        assertThat(tasks.rows).isEqualTo(2);
        assertThat(tasks.state[waiting]).isEqualTo(TaskTable.WAITING);
        assertThat(hamlet.state.tally.presentSeconds).isEqualTo(2);
    }

    /** 4 s after it came is in time, but for rounding; later is late, and what comes late is worth nothing. */
    @Test
    void inTimeIsUpToTheDeadline() {
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
    void whoDeliversIsPaid() {
        begin(hamlet);
        hamlet.hold("WA1", 7);
        int piece = hamlet.soldPiece(hamlet.task(0, 0.5), Hamlet.FA1, 0.5, 3.5);
        hamlet.state.pieces.held[piece] = 7;
        hamlet.results();
        assertThat(hamlet.balance("FA1")).isEqualTo(7);
        assertThat(hamlet.balance(Scenario.ESCROW)).isZero();
    }

    @Test
    void aTaskThatLostAPartEndsOnceTheOthersAreBack() {
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
        assertThat(hamlet.of(Metric.QUALITY)).as("of two").isCloseTo(Math.log(1.25) / Math.log(2) / 2, within(1e-15));
        assertThat(hamlet.state.tally.dropped).isEqualTo(1);
        assertThat(hamlet.state.tally.endedSeconds).as("at the end of the slot").isEqualTo(3.5 + 1);
        assertThat(hamlet.state.tally.presentSeconds).isEqualTo(3);
        assertThat(hamlet.state.fates).containsExactly(1, 0, 1, 1);
        assertThat(tasks.rows).isEqualTo(1);
    }

    /** A task whose result was ready before the slot, but could be brought only now, is there for none of it. */
    @Test
    void whoLeftBeforeTheSlotIsNotCountedInIt() {
        begin(hamlet);
        int task = hamlet.task(0, 0.5);
        tasks.state[task] = TaskTable.UNDER_WAY;
        tasks.back[task] = 2.75;
        hamlet.results();
        assertThat(hamlet.state.tally.presentSeconds).isZero();
        assertThat(hamlet.state.tally.endedSeconds).isEqualTo(2.25);
    }

    /** WA1 hears FA2 alone, WA2 nobody; places are of agents that may move, so links may come and go. */
    private static Hamlet apart() {
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
        hamlet.task(0, 1.5); // so that rows stay
        hamlet.state.tasks.state[task] = TaskTable.UNDER_WAY;
        hamlet.soldPiece(task, leader, 0.5, ready);
        hamlet.state.tasks.openPieces[task]++; // another part is still away
        hamlet.results();
        return hamlet.state.tasks.back[task];
    }

    /** From FA1, which WA1 does not reach, over FA2: 50 ms later. */
    @Test
    void fixedAgentsHandResultsOver() {
        Hamlet relayed = apart();
        assertThat(back(relayed, Hamlet.FA1, 3.5)).isEqualTo(3.55);
        assertThat(relayed.of(Metric.HANDOVERS)).isEqualTo(1);
        Hamlet waited = apart();
        assertThat(back(waited, Hamlet.FA1, 2.5))
                .as("that waited for WA1 to come by")
                .isEqualTo(3.05);
        Hamlet direct = apart();
        assertThat(back(direct, Hamlet.FA2, 3.5)).isEqualTo(3.5);
        assertThat(direct.of(Metric.HANDOVERS)).as("nothing was added").isNaN();
        assertThat(back(apart(), Hamlet.FA2, 2.5)).isEqualTo(3);
        assertThat(back(apart(), Hamlet.FA2, 3)).isEqualTo(3);
    }

    @Test
    void whereNobodyMovesResultsComeStraightBack() {
        assertThat(back(hamlet, Hamlet.MA1, 2.5)).isEqualTo(2.5);
        assertThat(hamlet.of(Metric.HANDOVERS)).isNaN();
    }

    /** A van keeps a result until its owner comes by; when the task is due, what is held goes back. */
    @Test
    void aVanKeepsWhatItCannotBring() {
        Hamlet far = apart();
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
    void whoReachesNobodyIsBroughtNothing() {
        Hamlet far = apart();
        int task = far.task(1, 1.5);
        far.soldPiece(task, Hamlet.FA1, 0.5, 3.5);
        far.results();
        assertThat(far.state.tasks.openPieces[task]).isEqualTo(1);
    }

    @Test
    void aVanThatIsGoneBringsNothing() {
        Hamlet away = Hamlet.withoutVan(3).prepare();
        int task = away.task(0, 1.5);
        away.soldPiece(task, Hamlet.MA1, 0.5, 3.5);
        away.results();
        assertThat(away.state.tasks.openPieces[task]).isEqualTo(1);
    }

    /** A van is no fixed agent: who reaches it alone is handed nothing over. */
    @Test
    void vansHandNothingOver() {
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

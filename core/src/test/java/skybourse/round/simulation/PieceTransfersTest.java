package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.round.dynamics.HandoverSettings;
import skybourse.round.dynamics.HandoverSettings.BrokenTransfer;
import skybourse.round.dynamics.MessageDelays.BilledPrice;
import skybourse.round.dynamics.MessageDelaysBuilder;
import skybourse.round.dynamics.Metric;
import skybourse.round.state.PieceTable;
import skybourse.round.state.TaskTable;
import skybourse.tier1.game.PricingGame;

/** Transfers of pieces. Slot 3 begins at 3 s. */
class PieceTransfersTest {

    private final Hamlet hamlet = new Hamlet(Hamlet.QUIET, 3).prepare();
    private final PieceTable pieces = hamlet.state.pieces;
    private final TaskTable tasks = hamlet.state.tasks;

    /** Half of 8 Mbit at 8 Mbit/s. Sending takes 0.5 W; a joule costs 0.1. */
    @Test
    void pieceArrivesAfterBitsOverRate() {
        int piece = hamlet.piece(hamlet.task(0, 2.5), Hamlet.MA1, 0.5, 1e-6);
        assertThat(hamlet.send()).containsExactly(piece);
        assertThat(hamlet.sent.seconds()[piece]).isEqualTo(0.5);
        assertThat(pieces.state[piece]).isEqualTo(PieceTable.ARRIVED);
        assertThat(pieces.bitsLeft[piece]).isZero();
        assertThat(hamlet.of(Metric.JOULES_SENDING)).isEqualTo(0.25);
        assertThat(hamlet.sent.cost()).isCloseTo(0.025, within(1e-15));
        assertThat(pieces.price[piece]).isEqualTo(1e-6);
        assertThat(hamlet.of(Metric.BROKEN)).isNaN();
        assertThat(hamlet.of(Metric.DECLINED)).isNaN();
    }

    @Test
    void transferOfOneSlotArrivesInTheSlot() {
        int piece = hamlet.piece(hamlet.task(0, 2.5), Hamlet.MA1, 1, 1e-6);
        assertThat(hamlet.send()).containsExactly(piece);
        assertThat(hamlet.sent.seconds()[piece]).isEqualTo(1);
    }

    @Test
    void incompleteTransferContinuesInNextSlot() {
        int piece = hamlet.piece(hamlet.task(1, 2.5), Hamlet.FA1, 1, 1e-6);
        pieces.bitsLeft[piece] = 12e6;
        assertThat(hamlet.send()).isEmpty();
        assertThat(pieces.state[piece]).isEqualTo(PieceTable.SENDING);
        assertThat(pieces.bitsLeft[piece]).isEqualTo(4e6);
        assertThat(hamlet.sent.seconds()[piece]).isEqualTo(1);
        assertThat(hamlet.of(Metric.JOULES_SENDING)).isEqualTo(0.5);
    }

    @Test
    void soldPieceIsNotSentAgain() {
        int piece = hamlet.soldPiece(hamlet.task(0, 2.5), Hamlet.MA1, 0.5, 5);
        assertThat(hamlet.send()).isEmpty();
        assertThat(pieces.bitsLeft[piece]).isEqualTo(4e6);
        assertThat(hamlet.of(Metric.JOULES_SENDING)).isNaN();
        assertThat(hamlet.sent.cost()).isZero();
    }

    /** A quarter of 4e9 behind 2e9 at 1e9 work/s is completed 3 s after the start of the slot. */
    @Test
    void homePartWaitsBehindHomeBacklog() {
        int task = hamlet.task(0, 2.5);
        hamlet.state.homeBacklog[0] = 2e9;
        hamlet.choose();
        hamlet.keep(0.25);
        hamlet.send();
        assertThat(tasks.state[task]).isEqualTo(TaskTable.UNDER_WAY);
        assertThat(tasks.back[task]).isEqualTo(6);
        assertThat(hamlet.sent.homeAdded()).containsExactly(1e9, 0);
    }

    /** A broken link with 1 of 4 Mbit left. The sent part is sold, an eighth of the task falls back to home. */
    @Test
    void brokenTransferSellsSentPart() {
        int task = hamlet.task(1, 2.5);
        int piece = hamlet.piece(task, Hamlet.MA1, 0.5, 1e-6);
        pieces.bitsLeft[piece] = 1e6;
        tasks.back[task] = 3.25;
        assertThat(hamlet.send()).containsExactly(piece);
        assertThat(pieces.ratio[piece]).isEqualTo(0.375);
        assertThat(pieces.bitsLeft[piece]).isZero();
        assertThat(hamlet.sent.seconds()[piece]).isZero();
        assertThat(hamlet.sent.homeAdded()).containsExactly(0, 0.5e9);
        assertThat(tasks.back[task]).isEqualTo(3.5);
        assertThat(hamlet.of(Metric.BROKEN)).isEqualTo(1);
        assertThat(hamlet.of(Metric.JOULES_SENDING)).isNaN();
    }

    @Test
    void transferBrokenAtStartIsComputedAtHome() {
        int task = hamlet.task(1, 2.5);
        int piece = hamlet.piece(task, Hamlet.MA1, 0.5, 1e-6);
        tasks.back[task] = 9;
        assertThat(hamlet.send()).isEmpty();
        assertThat(pieces.state[piece]).isEqualTo(PieceTable.ENDED);
        assertThat(tasks.openPieces[task]).isZero();
        assertThat(hamlet.sent.homeAdded()).containsExactly(0, 2e9);
        assertThat(tasks.back[task]).as("latest part of the task").isEqualTo(9);
        assertThat(tasks.state[task]).isEqualTo(TaskTable.UNDER_WAY);
        assertThat(hamlet.state.tally.workLost).isZero();
    }

    @Test
    void brokenTransferDropsTaskIfConfigured() {
        var losing = new Hamlet(Hamlet.withHandover(new HandoverSettings(0.8, 0.05, BrokenTransfer.LOST)), 3).prepare();
        int task = losing.task(1, 2.5);
        int piece = losing.piece(task, Hamlet.MA1, 0.5, 1e-6);
        losing.state.pieces.bitsLeft[piece] = 1e6;
        assertThat(losing.send()).containsExactly(piece);
        assertThat(losing.state.tasks.state[task]).isEqualTo(TaskTable.DROPPED);
        assertThat(losing.state.tally.workLost).isEqualTo(0.5e9);
        assertThat(losing.sent.homeAdded()).containsExactly(0, 0);
    }

    /** A mobile agent that left sells nothing: the complete piece is computed at home. */
    @Test
    void absentLeaderSellsNothing() {
        Hamlet away = Hamlet.withoutVan(3).prepare();
        int task = away.task(0, 2.5);
        int piece = away.piece(task, Hamlet.MA1, 0.5, 1e-6);
        away.state.pieces.bitsLeft[piece] = 1e6;
        assertThat(away.send()).isEmpty();
        assertThat(away.state.pieces.state[piece]).isEqualTo(PieceTable.ENDED);
        assertThat(away.sent.homeAdded()).containsExactly(2e9, 0);
    }

    /** The declined piece is computed at home after its transfer: 0.5 s, then 2e9 at 1e9 work/s. */
    @Test
    void pieceForExpiredQuoteIsDeclined() {
        int task = hamlet.task(0, 2.5);
        int piece = hamlet.piece(task, Hamlet.MA1, 0.5, 1e-6);
        pieces.quoteSlot[piece] = ~1L;
        hamlet.state.homeBacklog[0] = 0.25e9;
        assertThat(hamlet.send()).isEmpty();
        assertThat(pieces.state[piece]).isEqualTo(PieceTable.ENDED);
        assertThat(tasks.openPieces[task]).isZero();
        assertThat(hamlet.of(Metric.DECLINED)).isEqualTo(1);
        assertThat(hamlet.of(Metric.JOULES_SENDING))
                .as("energy is spent anyway")
                .isEqualTo(0.25);
        assertThat(hamlet.sent.homeAdded()).containsExactly(2e9, 0);
        assertThat(tasks.back[task]).isEqualTo(3 + 0.5 + 2);
    }

    @Test
    void quoteOfSlotZeroIsValid() {
        int piece = hamlet.piece(hamlet.task(0, 2.5), Hamlet.MA1, 0.5, 1e-6);
        pieces.quoteSlot[piece] = 0;
        assertThat(hamlet.send()).containsExactly(piece);
    }

    @Test
    void currentPriceIsBilledIfConfigured() {
        var current = MessageDelaysBuilder.builder()
                .baseSeconds(0)
                .jitterSeconds(0)
                .loss(0.5)
                .forgetSlots(10)
                .quoteSlots(2)
                .honour(BilledPrice.CURRENT)
                .build();
        var other = new Hamlet(Hamlet.withMessages(current), 3).prepare();
        other.state.desk.setPrices(new double[] {2e-6, PricingGame.CLOSED, 3e-6}, true);
        int van = other.piece(other.task(0, 2.5), Hamlet.MA1, 0.5, 1e-6);
        other.piece(other.task(1, 2.5), Hamlet.FA1, 0.5, 1e-6);
        int late = other.piece(other.task(1, 2.5), Hamlet.FA2, 0.5, 1e-6);
        other.state.pieces.quoteSlot[late] = ~1L;
        assertThat(other.send()).as("FA1 is closed").containsExactly(van, late);
        assertThat(other.state.pieces.price).startsWith(2e-6, 1e-6, 3e-6);
        assertThat(other.of(Metric.DECLINED)).isEqualTo(1);
    }

    @Test
    void energyAndCostSumOverPieces() {
        List.of(Hamlet.MA1, Hamlet.FA1, Hamlet.FA2).forEach(s -> hamlet.piece(hamlet.task(0, 2.5), s, 0.5, 1e-6));
        assertThat(hamlet.send()).hasSize(3);
        // 0.5 + 0.25 + 0.125 s
        assertThat(hamlet.of(Metric.JOULES_SENDING)).isCloseTo(0.4375, within(1e-15));
        assertThat(hamlet.sent.cost()).isCloseTo(0.04375, within(1e-15));
    }
}

package skybourse.venue;

import java.util.List;
import java.util.Optional;
import skybourse.base.scenario.Scenario;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment.Reason;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;

/** Applies the events of a piece after its sale. At its end, releases the bonds, fines and stakes that are held for it, and pays out its escrow. */
final class PieceSettlement {

    private final ExchangeState state;

    PieceSettlement(ExchangeState state) {
        this.state = state;
    }

    void done(MarketEvent.PieceDone done) {
        Piece piece = state.pieces.of(done.piece());
        state.pieces.change(piece, piece.done(done.digest(), done.dueMillis(), state.seq));
    }

    void report(MarketEvent.PieceUndoable undoable) {
        Piece piece = state.pieces.of(undoable.piece());
        state.pieces.change(piece, piece.undoable(undoable.reason(), undoable.dueMillis(), state.seq));
    }

    void confirm(MarketEvent.PieceConfirmed confirmed) {
        Piece piece = state.pieces.of(confirmed.piece());
        state.pieces.change(piece, piece.withStatement(Piece.Claims.confirmation(confirmed.agent()), state.seq));
    }

    void dispute(MarketEvent.PieceRejected no) {
        Piece piece = state.pieces.of(no.piece());
        state.pieces.change(piece, piece.disputed(no.agent(), no.reason(), no.stakeUnits(), no.dueMillis(), state.seq));
        state.seat(no.agent()).heldUnits += no.stakeUnits();
    }

    void raise(MarketEvent.StakeRaised raised) {
        Piece piece = state.pieces.of(raised.piece());
        state.pieces.change(piece, piece.staked(raised.units()));
        state.seat(piece.claims().disputedBy()).heldUnits += raised.units();
    }

    /**
     * Ends a piece and releases the bonds, fines and stakes that are held for it.
     *
     * @param stage final stage
     * @param cause reason for the end
     * @param isWorkerRight whether the worker has met its obligation; if not and the piece is a lot, the fine is charged. If so, and the piece is
     *     ruled on or paid, the stake of a dispute is paid to the worker
     */
    private Piece end(String id, Piece.Stage stage, Piece.Cause cause, boolean isWorkerRight) {
        Piece piece = state.pieces.of(id);
        state.money.owed -= piece.escrowUnits();
        state.seat(piece.leader()).heldUnits -= piece.bondUnits();
        state.seat(piece.worker()).heldUnits -= piece.lotBondUnits();
        boolean isRuled = cause == Piece.Cause.RULING || cause == Piece.Cause.CHECK;
        state.pieces.change(
                piece,
                isRuled ? piece.withState(stage).withStatement(Piece.RULING, state.seq) : piece.withState(stage));
        long stake = piece.claims().stakeUnits();
        if (stake > 0) {
            state.seat(piece.claims().disputedBy()).heldUnits -= stake;
            state.money.post(
                    piece.claims().disputedBy(),
                    piece.worker(),
                    isWorkerRight && (isRuled || stage == Piece.Stage.PAID) ? stake : 0,
                    Reason.STAKE,
                    id);
        }
        if (piece.fineUnits() > 0) {
            fine(piece, !isWorkerRight);
        }
        return piece;
    }

    /**
     * Charges or releases the fine, which is held once for all lots of an aerial agent in a round. It is charged when the first of these lots
     * fails. If no lot fails, it is released when the last one ends.
     */
    void fine(Piece piece, boolean isOwed) {
        List<Piece> others = state.pieces.openLotsBeside(piece);
        if (isOwed || others.isEmpty()) {
            state.seat(piece.worker()).heldUnits -= piece.fineUnits();
        }
        if (isOwed) {
            others.forEach(other ->
                    state.pieces.change(other, other.withMoney(other.money().fined(0))));
            state.money.post(piece.worker(), Scenario.HOUSE, piece.fineUnits(), Reason.PENALTY, piece.id());
        }
    }

    void pay(MarketEvent.PiecePaid paid) {
        Piece piece = end(paid.piece(), Piece.Stage.PAID, paid.cause(), true);
        Optional<PieceMeter> meter = state.inference.meter(piece.id());
        boolean isPenaltyWaived = paid.cause() == Piece.Cause.CHECK;
        long bill = meter.map(of -> isPenaltyWaived ? of.waivedBillUnits(state.product()) : of.billUnits())
                .orElse(piece.billUnits());
        long penalty = meter.filter(_ -> !isPenaltyWaived)
                .map(of -> of.penaltyUnits(piece.bondUnits()))
                .orElse(0L);
        state.money.post(Scenario.ESCROW, piece.leader(), bill, Reason.BILL, piece.id());
        state.money.post(Scenario.ESCROW, piece.buyer(), piece.billUnits() - bill, Reason.RETURNED, piece.id());
        state.money.post(piece.leader(), Scenario.HOUSE, penalty, Reason.PENALTY, piece.id());
        state.money.post(Scenario.ESCROW, Scenario.HOUSE, piece.lotUnits(), Reason.LOT_BOUGHT, piece.id());
        state.money.post(Scenario.HOUSE, piece.worker(), piece.wageUnits(), Reason.LOT_SOLD, piece.id());
    }

    void fail(MarketEvent.PieceFailed failed) {
        Piece piece = end(failed.piece(), Piece.Stage.FAILED, failed.cause(), false);
        state.money.post(Scenario.ESCROW, piece.buyer(), piece.billUnits(), Reason.RETURNED, piece.id());
        state.money.post(Scenario.ESCROW, piece.leader(), piece.lotUnits(), Reason.RETURNED, piece.id());
        // A buyer in an inference market must not earn from requests that no seller can serve in time.
        String payee = state.inference.meter(piece.id()).isPresent() ? Scenario.HOUSE : piece.buyer();
        state.money.post(piece.leader(), payee, piece.bondUnits(), Reason.PENALTY, piece.id());
        state.money.post(piece.worker(), piece.leader(), piece.lotBondUnits(), Reason.PENALTY, piece.id());
    }

    void giveBack(MarketEvent.PieceReturned back) {
        Piece piece = end(back.piece(), Piece.Stage.RETURNED, back.cause(), true);
        state.money.post(
                Scenario.ESCROW, piece.buyer(), piece.billUnits() - back.feeUnits(), Reason.RETURNED, piece.id());
        state.money.post(Scenario.ESCROW, Scenario.HOUSE, back.feeUnits(), Reason.FEE, piece.id());
        state.money.post(Scenario.ESCROW, piece.leader(), piece.lotUnits(), Reason.RETURNED, piece.id());
    }
}

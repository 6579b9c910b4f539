package skybourse.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.CommandReply.Refused;
import skybourse.venue.event.CommandReply.Reply;
import skybourse.venue.event.CommandReply.Stale;
import skybourse.venue.event.DisputeSettings;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.Piece.Cause;
import skybourse.venue.event.PieceMeter;

/** Handles commands about results, undoable pieces and disputes. */
final class DisputeCommandHandler {

    private static final int MOST_REASON = 1_000;

    private final MarketRules rules;
    private final DisputeSettings settings;
    private final ExchangeState state;

    DisputeCommandHandler(MarketRules rules, ExchangeState state) {
        this.rules = rules;
        this.settings = rules.disputes();
        this.state = state;
    }

    private static Reply reply(Piece piece) {
        return new Reply(piece.id(), 0, 0, piece.billUnits());
    }

    /** Returns the reply to an earlier statement of the same kind about a piece; empty if there is no such statement. */
    private static Optional<Reply> before(Piece piece, String statement) {
        return Optional.ofNullable(piece.claims().seqs().get(statement))
                .map(seq -> reply(piece).at(seq));
    }

    private static long after(long at, double seconds) {
        return Math.addExact(at, (long) Math.ceil(1_000 * seconds));
    }

    /** Returns the refusal of a statement about an unknown piece, or by an agent that is not the piece's worker. */
    private Optional<Refused> worker(String id, String agent) {
        Piece piece = state.pieces.byId.get(id);
        if (piece == null) {
            return Optional.of(state.missingPieceReason(id));
        }
        return piece.worker().equals(agent)
                ? Optional.empty()
                : Optional.of(new Refused(Kind.FORBIDDEN, "piece", "is done by " + piece.worker(), agent));
    }

    private static Optional<Refused> reason(String reason) {
        return ArgumentCheck.rule(
                !reason.isBlank() && reason.length() <= MOST_REASON,
                "reason",
                "must have 1 to " + MOST_REASON + " characters",
                reason.length());
    }

    CommandReply put(MarketCommand.PutResult put, long at) {
        Optional<Refused> wrong =
                ArgumentCheck.digest(put.digest(), "result", false).or(() -> worker(put.piece(), put.agent()));
        if (wrong.isPresent() || state.inference.meter(put.piece()).isPresent()) {
            return wrong.orElseGet(() -> new Refused(
                    Kind.INVALID,
                    "result",
                    "must be submitted with measured volumes in an inference market",
                    put.piece()));
        }
        return result(put, at, List.of());
    }

    CommandReply put(MarketCommand.PutAnswers put, long at) {
        Optional<Refused> wrong = ArgumentCheck.digest(put.digest(), "result", false)
                .or(() -> worker(put.piece(), put.agent()))
                .or(() -> volume(put));
        return wrong.<CommandReply>map(refused -> refused)
                .orElseGet(() -> result(
                        new MarketCommand.PutResult(put.agent(), put.piece(), put.digest()),
                        at,
                        List.of(new MarketEvent.PieceMetered(put.piece(), put.answers()))));
    }

    private Optional<Refused> volume(MarketCommand.PutAnswers put) {
        long most = state.inference
                .meter(put.piece())
                .map(PieceMeter::reservedVolume)
                .orElse(-1L);
        long used = put.answers().usedVolume();
        long unserved = put.answers().unservedVolume();
        return ArgumentCheck.rule(
                Math.min(used, unserved) >= 0 && used <= most - unserved,
                "answers",
                "must have a used and an unserved volume of together at most " + most + ", in an inference market",
                used + " and " + unserved);
    }

    /**
     * Stores the result of a piece.
     *
     * @param measured events that follow
     */
    private CommandReply result(MarketCommand.PutResult put, long at, List<MarketEvent> measured) {
        Piece piece = state.pieces.of(put.piece());
        Optional<Reply> there = before(piece, Piece.RESULT);
        if (there.isPresent()) {
            return piece.digest().equals(put.digest())
                    ? ExchangeEngine.done(there.get())
                    : new Refused(Kind.TAKEN, "result", "exists and is different", put.digest());
        }
        if (piece.state() != Piece.Stage.OPEN || at > piece.dueMillis()) {
            return new Refused(Kind.PAST, "piece", "was due at " + piece.dueMillis(), "" + at);
        }
        List<MarketEvent> events = new ArrayList<>();
        events.add(new MarketEvent.PieceDone(piece.id(), put.digest(), after(at, rules.objectionSeconds())));
        events.addAll(measured);
        return new CommandReply.Done(events, reply(piece));
    }

    CommandReply put(MarketCommand.PutUndoable put, long at) {
        Optional<Refused> wrong = reason(put.reason()).or(() -> worker(put.piece(), put.agent()));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Piece piece = state.pieces.of(put.piece());
        Optional<Reply> there = before(piece, Piece.CANNOT);
        if (there.isPresent()) {
            return piece.claims().undoable().equals(put.reason())
                    ? ExchangeEngine.done(there.get())
                    : new Refused(Kind.TAKEN, "reason", "exists and is different", put.reason());
        }
        long undoableDueMillis = settings.undoableDueMillis(piece);
        return piece.state() != Piece.Stage.OPEN || at > undoableDueMillis
                ? new Refused(Kind.PAST, "piece", "could be reported undoable until " + undoableDueMillis, "" + at)
                : ExchangeEngine.done(
                        reply(piece),
                        new MarketEvent.PieceUndoable(piece.id(), put.reason(), after(at, rules.objectionSeconds())));
    }

    /** Returns the refusal of an agent that is not the buyer of the piece. If {@code isLeaderToo} is true, the leader of a lot is accepted too. */
    private static Optional<Refused> party(Piece piece, String agent, boolean isLeaderToo) {
        boolean isParty = piece.buyer().equals(agent)
                || (isLeaderToo && piece.isLot() && piece.leader().equals(agent));
        return isParty
                ? Optional.empty()
                : Optional.of(new Refused(Kind.FORBIDDEN, "piece", "is bought by another", agent));
    }

    CommandReply confirm(MarketCommand.ConfirmUndoable confirm, long at) {
        Piece piece = state.pieces.byId.get(confirm.piece());
        if (piece == null) {
            return state.missingPieceReason(confirm.piece());
        }
        Optional<Refused> wrong = party(piece, confirm.agent(), true);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Optional<Reply> there = before(piece, Piece.Claims.confirmation(confirm.agent()));
        if (there.isPresent()) {
            return ExchangeEngine.done(there.get());
        }
        if (piece.state() != Piece.Stage.UNDOABLE || at > piece.dueMillis()) {
            return new Refused(Kind.PAST, "piece", "must be reported undoable, until " + piece.dueMillis(), "" + at);
        }
        var confirmed = new MarketEvent.PieceConfirmed(piece.id(), confirm.agent());
        boolean isBuyer = confirm.agent().equals(piece.buyer());
        boolean isAll = !piece.isLot() || piece.claims().confirms(isBuyer ? piece.leader() : piece.buyer());
        return isAll
                ? ExchangeEngine.done(reply(piece), confirmed, returned(piece, Cause.CONFIRMED))
                : ExchangeEngine.done(reply(piece), confirmed);
    }

    private MarketEvent.PieceReturned returned(Piece piece, Cause cause) {
        long fee = cause == Cause.CONFIRMED ? settings.feeUnits(piece.billUnits()) : 0;
        return new MarketEvent.PieceReturned(piece.id(), cause, fee);
    }

    CommandReply reject(MarketCommand.RejectResult reject, long at) {
        Piece piece = state.pieces.byId.get(reject.piece());
        if (piece == null) {
            return state.missingPieceReason(reject.piece());
        }
        boolean isUndoable = !piece.claims().undoable().isEmpty();
        Optional<Refused> wrong = reason(reject.reason()).or(() -> party(piece, reject.agent(), isUndoable));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Optional<Reply> there = before(piece, Piece.OBJECTION);
        if (there.isPresent()) {
            boolean isSame = piece.claims().objection().equals(reject.reason())
                    && piece.claims().disputedBy().equals(reject.agent());
            return isSame
                    ? ExchangeEngine.done(there.get())
                    : new Refused(Kind.TAKEN, "reason", "exists and is different", reject.reason());
        }
        return switch (piece.state()) {
            case DONE, UNDOABLE -> dispute(piece, reject, at);
            case OPEN -> new Refused(Kind.UNKNOWN, "piece", "has no result yet", piece.id());
            case REJECTED, PAID, FAILED, RETURNED -> new Refused(Kind.PAST, "piece", "is over", piece.id());
        };
    }

    private CommandReply dispute(Piece piece, MarketCommand.RejectResult reject, long at) {
        if (at > piece.dueMillis()) {
            return new Refused(Kind.PAST, "piece", "could be rejected until " + piece.dueMillis(), "" + at);
        }
        if (piece.claims().confirms(reject.agent())) {
            return new Refused(Kind.TAKEN, "piece", "is already confirmed to be undoable", reject.agent());
        }
        long stake = settings.stakeUnits(piece.money());
        return ArgumentCheck.funds(state, state.seat(reject.agent()), stake, "stake")
                .<CommandReply>map(refused -> refused)
                .orElseGet(() ->
                        ExchangeEngine.done(reply(piece), disputed(piece, reject.agent(), reject.reason(), stake, at)));
    }

    private MarketEvent.PieceRejected disputed(Piece piece, String agent, String reason, long stake, long at) {
        return new MarketEvent.PieceRejected(piece.id(), agent, reason, stake, after(at, settings.rulingSeconds()));
    }

    CommandReply rule(MarketCommand.Rule rule) {
        Piece piece = state.pieces.byId.get(rule.piece());
        if (piece == null) {
            return state.missingPieceReason(rule.piece());
        }
        boolean isUndoable = !piece.claims().undoable().isEmpty();
        Piece.Stage right = isUndoable ? Piece.Stage.RETURNED : Piece.Stage.PAID;
        Optional<Reply> there = before(piece, Piece.RULING);
        if (there.isPresent() && piece.state() == (rule.pays() ? right : Piece.Stage.FAILED)) {
            return ExchangeEngine.done(there.get());
        }
        if (piece.state() == Piece.Stage.REJECTED) {
            return new CommandReply.Done(ruled(piece, rule.pays(), isUndoable), reply(piece));
        }
        return new Refused(
                Kind.PAST,
                "piece",
                "must be rejected to be ruled on",
                piece.state().name());
    }

    CommandReply check(MarketCommand.Check check, long at) {
        Piece piece = state.pieces.byId.get(check.piece());
        if (piece == null) {
            return state.missingPieceReason(check.piece());
        }
        Optional<Reply> there = before(piece, Piece.RULING);
        if (there.isPresent() && piece.state() == (check.pays() ? Piece.Stage.PAID : Piece.Stage.FAILED)) {
            return ExchangeEngine.done(there.get());
        }
        boolean isChecked = rules.inference()
                .filter(market -> market.product().checkShare() > 0)
                .isPresent();
        if (!isChecked) {
            return new Refused(
                    Kind.INVALID, "piece", "must belong to an inference market with a checkShare above 0", piece.id());
        }
        if (piece.state() != Piece.Stage.DONE && (piece.state() != Piece.Stage.UNDOABLE || check.pays())) {
            return new Refused(
                    Kind.PAST,
                    "piece",
                    "must be DONE, or UNDOABLE if pays is false",
                    piece.state().name());
        }
        if (at > piece.dueMillis()) {
            return new Refused(Kind.PAST, "piece", "could be ended until " + piece.dueMillis(), "" + at);
        }
        return ExchangeEngine.done(
                reply(piece),
                check.pays()
                        ? new MarketEvent.PiecePaid(piece.id(), Cause.CHECK)
                        : new MarketEvent.PieceFailed(piece.id(), Cause.CHECK));
    }

    private List<MarketEvent> ruled(Piece piece, boolean isWorkerRight, boolean isUndoable) {
        if (!isWorkerRight) {
            return List.of(new MarketEvent.PieceFailed(piece.id(), Cause.RULING));
        }
        if (!isUndoable) {
            return List.of(new MarketEvent.PiecePaid(piece.id(), Cause.RULING));
        }
        boolean isBuyers = piece.claims().disputedBy().equals(piece.buyer());
        long rest = Math.min(
                settings.stakeUnits(piece.money()) - piece.claims().stakeUnits(),
                isBuyers ? piece.billUnits() : piece.lotUnits());
        MarketEvent returned = returned(piece, Cause.RULING);
        return rest > 0 ? List.of(new MarketEvent.StakeRaised(piece.id(), rest), returned) : List.of(returned);
    }

    /**
     * Creates the events of a dispute without a ruling. A result is paid if the settings say so. Otherwise all money is returned. If a lot was reported
     * undoable and its leader did not confirm it, the fine for the lot is charged first.
     */
    private List<MarketEvent> unruled(Piece piece) {
        boolean isUndoable = !piece.claims().undoable().isEmpty();
        if (settings.paysUnruled() && !isUndoable) {
            return List.of(new MarketEvent.PiecePaid(piece.id(), Cause.NO_RULING));
        }
        boolean isFined = piece.fineUnits() > 0 && isUndoable && !piece.claims().confirms(piece.leader());
        MarketEvent returned = returned(piece, Cause.NO_RULING);
        return isFined ? List.of(new MarketEvent.LotFined(piece.id()), returned) : List.of(returned);
    }

    CommandReply pieceDue(MarketCommand.PieceDue due, long at) {
        Piece piece = state.pieces.byId.get(due.piece());
        if (piece == null || at < piece.dueMillis()) {
            return new Stale();
        }
        return switch (piece.state()) {
            case OPEN -> ExchangeEngine.done(reply(piece), new MarketEvent.PieceFailed(piece.id(), Cause.NO_RESULT));
            case DONE -> ExchangeEngine.done(reply(piece), new MarketEvent.PiecePaid(piece.id(), Cause.SILENCE));
            case UNDOABLE -> ExchangeEngine.done(reply(piece), unanswered(piece, at));
            case REJECTED -> new CommandReply.Done(unruled(piece), reply(piece));
            case PAID, FAILED, RETURNED -> new Stale();
        };
    }

    /**
     * Opens a dispute if a report that a piece cannot be done was not answered in time. The disputing agent is the buyer. If the buyer has confirmed
     * the report, it is the leader that sold the piece. The stake is at most the free balance of this agent. If the ruling goes against the agent,
     * the rest of the stake is taken from the amount that the piece returns to it.
     */
    private MarketEvent unanswered(Piece piece, long at) {
        String silent = piece.claims().confirms(piece.buyer()) ? piece.leader() : piece.buyer();
        long stake = Math.min(settings.stakeUnits(piece.money()), state.money.freeUnits(state.seat(silent)));
        return disputed(piece, silent, "silence", stake, at);
    }
}

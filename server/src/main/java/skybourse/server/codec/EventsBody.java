package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import skybourse.files.codec.Described;
import skybourse.venue.Event;
import skybourse.venue.Journal;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** Public events. */
public record EventsBody(
        @Described("The events.") List<EventBody> events,
        @Described("The value of `after` for the next request.") Whole after) {

    public EventsBody {
        events = List.copyOf(events);
    }

    /** A public event. It tells no terms, no money and no tasks. */
    public record EventBody(
            @Described("Type of the event.") Type type,
            @Described("Agent that the event is about.") Optional<String> agent,
            @Described("True if the agent is excluded from further rounds.") Optional<Boolean> isBarred,
            @Described("Round that the event is about.") Optional<Whole> round,
            @Described("Reason why the round was postponed or voided.") Optional<String> reason,
            @Described("Piece that the event is about.") Optional<String> piece,
            @Described("Number of the journal entry.") Whole seq,
            @Described(value = "Time of the event.", unit = "milliseconds of the market clock") Whole at) {

        /** Returns the public events of a journal entry. */
        public static List<EventBody> of(Journal.Entry entry) {
            return entry.events().stream()
                    .flatMap(event -> told(event).stream())
                    .map(told -> told.at(entry))
                    .toList();
        }

        private EventBody at(Journal.Entry entry) {
            return new EventBody(
                    type, agent, isBarred, round, reason, piece, new Whole(entry.seq()), new Whole(entry.at()));
        }

        private static EventBody ofAgent(Type type, String agent, Optional<Boolean> isBarred) {
            return told(type, Optional.of(agent), isBarred, Optional.empty(), Optional.empty(), Optional.empty());
        }

        private static EventBody ofRound(Type type, long round, Optional<String> reason) {
            return told(type, Optional.empty(), Optional.empty(), Optional.of(round), reason, Optional.empty());
        }

        private static EventBody ofPiece(Type type, Event.OfPiece event) {
            Optional<String> piece = Optional.of(event.piece());
            return told(type, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), piece);
        }

        private static EventBody told(
                Type type,
                Optional<String> agent,
                Optional<Boolean> isBarred,
                Optional<Long> round,
                Optional<String> reason,
                Optional<String> piece) {
            return new EventBody(type, agent, isBarred, round.map(Whole::new), reason, piece, new Whole(0), new Whole(0));
        }

        private static Optional<EventBody> told(Event event) {
            return Optional.ofNullable(
                    switch (event) {
                        case Event.AgentPut put -> ofAgent(Type.AGENT_PUT, put.agent(), Optional.empty());
                        case Event.AgentLeft left -> ofAgent(Type.AGENT_LEFT, left.agent(), Optional.empty());
                        case Event.SeatFreed freed -> ofAgent(Type.SEAT_FREED, freed.agent(), Optional.empty());
                        case Event.Barred barred ->
                            ofAgent(Type.AGENT_BARRED, barred.agent(), Optional.of(barred.barred()));
                        case Event.RoundFrozen closed -> ofRound(Type.ROUND_CLOSED, closed.round(), Optional.empty());
                        case Event.RoundPostponed later ->
                            ofRound(Type.ROUND_POSTPONED, later.round(), Optional.of(later.reason()));
                        case Event.TaskLeftOut gone -> ofRound(Type.TASK_LEFT_OUT, gone.round(), Optional.empty());
                        case Event.RoundVoid gone ->
                            ofRound(Type.ROUND_VOID, gone.round(), Optional.of(gone.reason()));
                        case Event.RoundSettled sold ->
                            ofRound(Type.ROUND_SOLD, sold.solved().round(), Optional.empty());
                        case Event.PieceDone done -> ofPiece(Type.PIECE_DONE, done);
                        case Event.PieceRejected no -> ofPiece(Type.PIECE_REJECTED, no);
                        case Event.PiecePaid paid -> ofPiece(Type.PIECE_PAID, paid);
                        case Event.PieceFailed failed -> ofPiece(Type.PIECE_FAILED, failed);
                        case Event.PieceUndoable undoable -> ofPiece(Type.PIECE_UNDOABLE, undoable);
                        case Event.PieceReturned returned -> ofPiece(Type.PIECE_RETURNED, returned);
                        case Event.Invited _,
                                Event.KindInvited _,
                                Event.Deposited _,
                                Event.Withdrawn _,
                                Event.TaskPut _,
                                Event.TaskWithdrawn _,
                                Event.TaskExpired _,
                                Event.PieceConfirmed _,
                                Event.StakeRaised _,
                                Event.LotFined _,
                                Event.BlobPut _ -> null;
                    });
        }
    }

    /** Types of public events. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    enum Type {
        AGENT_PUT,
        AGENT_LEFT,
        AGENT_BARRED,
        SEAT_FREED,
        ROUND_CLOSED,
        ROUND_POSTPONED,
        TASK_LEFT_OUT,
        ROUND_VOID,
        ROUND_SOLD,
        PIECE_DONE,
        PIECE_UNDOABLE,
        PIECE_REJECTED,
        PIECE_PAID,
        PIECE_FAILED,
        PIECE_RETURNED
    }
}

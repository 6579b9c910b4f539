package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.files.codec.Described;
import skybourse.venue.Event;
import skybourse.venue.Journal;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** Public events. */
public record EventsBody(
        @Described("The events.") List<EventBody> events,
        @Described("`after` of the next request.") Whole after) {

    public EventsBody {
        events = List.copyOf(events);
    }

    /** A public event. It tells no terms, no money and no tasks. */
    public sealed interface EventBody {

        /** Returns the public events of a journal entry. */
        static Stream<EventBody> of(Journal.Entry entry) {
            Whole seq = new Whole(entry.seq());
            Whole at = new Whole(entry.at());
            return entry.events().stream().flatMap(event -> of(event, seq, at).stream());
        }

        private static Optional<EventBody> of(Event event, Whole seq, Whole at) {
            return Optional.ofNullable(
                    switch (event) {
                        case Event.AgentPut put -> new AgentEvent(Type.AGENT_PUT, put.agent(), seq, at);
                        case Event.AgentLeft left -> new AgentEvent(Type.AGENT_LEFT, left.agent(), seq, at);
                        case Event.SeatFreed freed -> new AgentEvent(Type.SEAT_FREED, freed.agent(), seq, at);
                        case Event.Barred any ->
                            new AgentEvent(Type.AGENT_BARRED, any.agent(), Optional.of(any.barred()), seq, at);
                        case Event.RoundFrozen closed -> new RoundEvent(Type.ROUND_CLOSED, closed.round(), seq, at);
                        case Event.RoundPostponed any ->
                            new RoundEvent(
                                    Type.ROUND_POSTPONED, new Whole(any.round()), Optional.of(any.reason()), seq, at);
                        case Event.TaskLeftOut any -> new RoundEvent(Type.TASK_LEFT_OUT, any.round(), seq, at);
                        case Event.RoundVoid any ->
                            new RoundEvent(Type.ROUND_VOID, new Whole(any.round()), Optional.of(any.reason()), seq, at);
                        case Event.RoundSettled any ->
                            new RoundEvent(Type.ROUND_SOLD, any.solved().round(), seq, at);
                        case Event.PieceDone done -> new PieceEvent(Type.PIECE_DONE, done.piece(), seq, at);
                        case Event.PieceRejected no -> new PieceEvent(Type.PIECE_REJECTED, no.piece(), seq, at);
                        case Event.PiecePaid paid -> new PieceEvent(Type.PIECE_PAID, paid.piece(), seq, at);
                        case Event.PieceFailed any -> new PieceEvent(Type.PIECE_FAILED, any.piece(), seq, at);
                        case Event.PieceUndoable any -> new PieceEvent(Type.PIECE_UNDOABLE, any.piece(), seq, at);
                        case Event.PieceReturned any -> new PieceEvent(Type.PIECE_RETURNED, any.piece(), seq, at);
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

    /** An event about an agent. */
    record AgentEvent(
            @Described("Type of the event.") Type type,
            @Described("Name of the agent.") String agent,

            @Described("True if it is excluded from rounds.")
            Optional<Boolean> isBarred,

            @Described("Number of the journal entry.") Whole seq,

            @Described(value = "Time of the event.", unit = "ms")
            Whole at)
            implements EventBody {

        AgentEvent(Type type, String agent, Whole seq, Whole at) {
            this(type, agent, Optional.empty(), seq, at);
        }
    }

    /** An event about a round. */
    record RoundEvent(
            @Described("Type of the event.") Type type,
            @Described("Number of the round.") Whole round,

            @Described("Reason of postponing or voiding it.")
            Optional<String> reason,

            @Described("Number of the journal entry.") Whole seq,

            @Described(value = "Time of the event.", unit = "ms")
            Whole at)
            implements EventBody {

        RoundEvent(Type type, long round, Whole seq, Whole at) {
            this(type, new Whole(round), Optional.empty(), seq, at);
        }
    }

    /** An event about a piece. */
    record PieceEvent(
            @Described("Type of the event.") Type type,
            @Described("Id of the piece.") String piece,
            @Described("Number of the journal entry.") Whole seq,

            @Described(value = "Time of the event.", unit = "ms")
            Whole at)
            implements EventBody {}

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

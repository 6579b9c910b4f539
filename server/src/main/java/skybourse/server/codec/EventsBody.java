package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.files.text.Description;
import skybourse.venue.Journal;
import skybourse.venue.event.Event;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** List of public events. */
public record EventsBody(
        @Description("The events.") List<EventBody> events,

        @Description("Value of `after` for the next request.")
        JsonLong after) {

    public EventsBody {
        events = List.copyOf(events);
    }

    /** Public event. It contains no terms, amounts or tasks. */
    public sealed interface EventBody {

        /** Returns the public events of a journal entry. */
        static Stream<EventBody> of(Journal.Entry entry) {
            JsonLong seq = new JsonLong(entry.seq());
            JsonLong at = new JsonLong(entry.at());
            return entry.events().stream().flatMap(event -> of(event, seq, at).stream());
        }

        private static Optional<EventBody> of(Event event, JsonLong seq, JsonLong at) {
            return Optional.ofNullable(
                    switch (event) {
                        case Event.AgentPut put -> new AgentEvent(Type.AGENT_PUT, put.agent(), seq, at);
                        case Event.AgentLeft left -> new AgentEvent(Type.AGENT_LEFT, left.agent(), seq, at);
                        case Event.SeatFreed freed -> new AgentEvent(Type.SEAT_FREED, freed.agent(), seq, at);
                        case Event.AgentBarred any ->
                            new AgentEvent(Type.AGENT_BARRED, any.agent(), Optional.of(any.barred()), seq, at);
                        case Event.RoundFrozen closed -> new RoundEvent(Type.ROUND_CLOSED, closed.round(), seq, at);
                        case Event.RoundPostponed any ->
                            new RoundEvent(
                                    Type.ROUND_POSTPONED,
                                    new JsonLong(any.round()),
                                    Optional.of(any.reason()),
                                    seq,
                                    at);
                        case Event.TaskLeftOut any -> new RoundEvent(Type.TASK_LEFT_OUT, any.round(), seq, at);
                        case Event.RoundVoid any ->
                            new RoundEvent(
                                    Type.ROUND_VOID, new JsonLong(any.round()), Optional.of(any.reason()), seq, at);
                        case Event.RoundSettled any ->
                            new RoundEvent(Type.ROUND_SOLD, any.solved().round(), seq, at);
                        case Event.PieceDone done -> new PieceEvent(Type.PIECE_DONE, done.piece(), seq, at);
                        case Event.PieceRejected no -> new PieceEvent(Type.PIECE_REJECTED, no.piece(), seq, at);
                        case Event.PiecePaid paid -> new PieceEvent(Type.PIECE_PAID, paid.piece(), seq, at);
                        case Event.PieceFailed any -> new PieceEvent(Type.PIECE_FAILED, any.piece(), seq, at);
                        case Event.PieceUndoable any -> new PieceEvent(Type.PIECE_UNDOABLE, any.piece(), seq, at);
                        case Event.PieceReturned any -> new PieceEvent(Type.PIECE_RETURNED, any.piece(), seq, at);
                        case Event.AgentInvited _,
                                Event.KindInvited _,
                                Event.MoneyDeposited _,
                                Event.MoneyWithdrawn _,
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

    /** Event about an agent. */
    record AgentEvent(
            @Description("Type of the event.") Type type,
            @Description("Name of the agent.") String agent,

            @Description("True if it is excluded from rounds.")
            Optional<Boolean> isBarred,

            @Description("Number of the journal entry.") JsonLong seq,

            @Description(value = "Time of the event.", unit = "ms")
            JsonLong at)
            implements EventBody {

        AgentEvent(Type type, String agent, JsonLong seq, JsonLong at) {
            this(type, agent, Optional.empty(), seq, at);
        }
    }

    /** Event about a round. */
    record RoundEvent(
            @Description("Type of the event.") Type type,
            @Description("Number of the round.") JsonLong round,

            @Description("Reason of postponing or voiding it.")
            Optional<String> reason,

            @Description("Number of the journal entry.") JsonLong seq,

            @Description(value = "Time of the event.", unit = "ms")
            JsonLong at)
            implements EventBody {

        RoundEvent(Type type, long round, JsonLong seq, JsonLong at) {
            this(type, new JsonLong(round), Optional.empty(), seq, at);
        }
    }

    /** Event about a piece. */
    record PieceEvent(
            @Description("Type of the event.") Type type,
            @Description("Id of the piece.") String piece,
            @Description("Number of the journal entry.") JsonLong seq,

            @Description(value = "Time of the event.", unit = "ms")
            JsonLong at)
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

package skybourse.server.codec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.files.text.FieldDescription;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.PostedPriceAdmission;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** List of public events. */
public record EventsBody(
        @FieldDescription("The events.") List<EventBody> events,

        @FieldDescription("Value of `after` for the next request.")
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

        private static Optional<EventBody> of(MarketEvent event, JsonLong seq, JsonLong at) {
            return Optional.ofNullable(
                    switch (event) {
                        case MarketEvent.AgentPut put -> new AgentEvent(Type.AGENT_PUT, put.agent(), seq, at);
                        case MarketEvent.AgentLeft left -> new AgentEvent(Type.AGENT_LEFT, left.agent(), seq, at);
                        case MarketEvent.SeatFreed freed -> new AgentEvent(Type.SEAT_FREED, freed.agent(), seq, at);
                        case MarketEvent.AgentBarred any ->
                            new AgentEvent(Type.AGENT_BARRED, any.agent(), Optional.of(any.barred()), seq, at);
                        case MarketEvent.RoundFrozen closed ->
                            new RoundEvent(Type.ROUND_CLOSED, closed.round(), seq, at);
                        case MarketEvent.RoundPostponed any ->
                            new RoundEvent(
                                    Type.ROUND_POSTPONED,
                                    new JsonLong(any.round()),
                                    Optional.of(any.reason()),
                                    seq,
                                    at);
                        case MarketEvent.TaskLeftOut any -> new RoundEvent(Type.TASK_LEFT_OUT, any.round(), seq, at);
                        case MarketEvent.RoundVoid any ->
                            new RoundEvent(
                                    Type.ROUND_VOID, new JsonLong(any.round()), Optional.of(any.reason()), seq, at);
                        case MarketEvent.PostedPricesChecked any ->
                            any.admission().refused().isEmpty()
                                    ? null
                                    : new RoundEvent(
                                            Type.PRICES_REFUSED,
                                            new JsonLong(any.round()),
                                            Optional.of(refused(any.admission())),
                                            seq,
                                            at);
                        case MarketEvent.RoundSettled any ->
                            new RoundEvent(Type.ROUND_SOLD, any.solved().round(), seq, at);
                        case MarketEvent.LotsSold any -> new RoundEvent(Type.ROUND_SOLD, any.round(), seq, at);
                        case MarketEvent.PieceDone done -> new PieceEvent(Type.PIECE_DONE, done.piece(), seq, at);
                        case MarketEvent.PieceRejected no -> new PieceEvent(Type.PIECE_REJECTED, no.piece(), seq, at);
                        case MarketEvent.PiecePaid paid -> new PieceEvent(Type.PIECE_PAID, paid.piece(), seq, at);
                        case MarketEvent.PieceFailed any -> new PieceEvent(Type.PIECE_FAILED, any.piece(), seq, at);
                        case MarketEvent.PieceUndoable any -> new PieceEvent(Type.PIECE_UNDOABLE, any.piece(), seq, at);
                        case MarketEvent.PieceReturned any -> new PieceEvent(Type.PIECE_RETURNED, any.piece(), seq, at);
                        case MarketEvent.AgentInvited _,
                                MarketEvent.KindInvited _,
                                MarketEvent.MoneyDeposited _,
                                MarketEvent.MoneyWithdrawn _,
                                MarketEvent.TaskPut _,
                                MarketEvent.BatchPut _,
                                MarketEvent.TaskWithdrawn _,
                                MarketEvent.TaskExpired _,
                                MarketEvent.PieceConfirmed _,
                                MarketEvent.PieceMetered _,
                                MarketEvent.SpendingLimited _,
                                MarketEvent.StakeRaised _,
                                MarketEvent.LotFined _,
                                MarketEvent.BytesErased _,
                                MarketEvent.BlobPut _ -> null;
                    });
        }
    }

    /** Returns the sentence about refused posted prices. */
    private static String refused(PostedPriceAdmission admission) {
        return "posted prices refused: "
                + admission.refused().entrySet().stream()
                        .map(gain -> String.format(Locale.ROOT, "%s (gain %.3g)", gain.getKey(), gain.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** Event about an agent. */
    record AgentEvent(
            @FieldDescription("Type of the event.") Type type,
            @FieldDescription("Name of the agent.") String agent,

            @FieldDescription("True if it is excluded from rounds.")
            Optional<Boolean> isBarred,

            @FieldDescription("Number of the journal entry.")
            JsonLong seq,

            @FieldDescription(value = "Time of the event.", unit = "ms")
            JsonLong at)
            implements EventBody {

        AgentEvent(Type type, String agent, JsonLong seq, JsonLong at) {
            this(type, agent, Optional.empty(), seq, at);
        }
    }

    /** Event about a round. */
    record RoundEvent(
            @FieldDescription("Type of the event.") Type type,
            @FieldDescription("Number of the round.") JsonLong round,

            @FieldDescription("Reason of postponing or voiding it, or the leaders whose posted prices were refused.")
            Optional<String> reason,

            @FieldDescription("Number of the journal entry.")
            JsonLong seq,

            @FieldDescription(value = "Time of the event.", unit = "ms")
            JsonLong at)
            implements EventBody {

        RoundEvent(Type type, long round, JsonLong seq, JsonLong at) {
            this(type, new JsonLong(round), Optional.empty(), seq, at);
        }
    }

    /** Event about a piece. */
    record PieceEvent(
            @FieldDescription("Type of the event.") Type type,
            @FieldDescription("Id of the piece.") String piece,

            @FieldDescription("Number of the journal entry.")
            JsonLong seq,

            @FieldDescription(value = "Time of the event.", unit = "ms")
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
        PRICES_REFUSED,
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

package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of events in the journal, with one object per event. Member {@code t} is the kind of the event, {@code v} is the version of the kind, and the other
 * members are the event's fields. A written event is read as an equal event. An event that this version does not support is an error; it is never skipped.
 */
public final class JournalEventText {

    /** Version of all kinds of events. */
    private static final int VERSION = 1;

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            // The input contains several events one after another, which are read one by one.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultVisibility(
                    found -> found.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE)) // only components are stored
            .addMixIn(Piece.Money.class, StoredNames.Money.class)
            .addMixIn(Piece.class, StoredNames.Due.class)
            .addMixIn(MarketEvent.PieceDone.class, StoredNames.PaysAt.class)
            .addMixIn(MarketEvent.PieceRejected.class, StoredNames.Until.class)
            .addMixIn(MarketEvent.PieceUndoable.class, StoredNames.Until.class)
            .build();

    /** Classes of events by their kind in the journal. A kind must not be renamed or removed, even if its class is renamed. */
    static final Map<String, Class<? extends MarketEvent>> KINDS = Map.ofEntries(
            Map.entry("AgentPut", MarketEvent.AgentPut.class),
            Map.entry("SpendingLimited", MarketEvent.SpendingLimited.class),
            Map.entry("AgentLeft", MarketEvent.AgentLeft.class),
            Map.entry("SeatFreed", MarketEvent.SeatFreed.class),
            Map.entry("Invited", MarketEvent.AgentInvited.class),
            Map.entry("KindInvited", MarketEvent.KindInvited.class),
            Map.entry("Barred", MarketEvent.AgentBarred.class),
            Map.entry("Deposited", MarketEvent.MoneyDeposited.class),
            Map.entry("Withdrawn", MarketEvent.MoneyWithdrawn.class),
            Map.entry("TaskPut", MarketEvent.TaskPut.class),
            Map.entry("BatchPut", MarketEvent.BatchPut.class),
            Map.entry("TaskWithdrawn", MarketEvent.TaskWithdrawn.class),
            Map.entry("TaskExpired", MarketEvent.TaskExpired.class),
            Map.entry("RoundFrozen", MarketEvent.RoundFrozen.class),
            Map.entry("RoundPostponed", MarketEvent.RoundPostponed.class),
            Map.entry("TaskLeftOut", MarketEvent.TaskLeftOut.class),
            Map.entry("RoundVoid", MarketEvent.RoundVoid.class),
            Map.entry("PostedPricesChecked", MarketEvent.PostedPricesChecked.class),
            Map.entry("RoundSettled", MarketEvent.RoundSettled.class),
            Map.entry("LotsSold", MarketEvent.LotsSold.class),
            Map.entry("PieceDone", MarketEvent.PieceDone.class),
            Map.entry("PieceMetered", MarketEvent.PieceMetered.class),
            Map.entry("PieceRejected", MarketEvent.PieceRejected.class),
            Map.entry("StakeRaised", MarketEvent.StakeRaised.class),
            Map.entry("LotFined", MarketEvent.LotFined.class),
            Map.entry("PieceUndoable", MarketEvent.PieceUndoable.class),
            Map.entry("PieceConfirmed", MarketEvent.PieceConfirmed.class),
            Map.entry("PiecePaid", MarketEvent.PiecePaid.class),
            Map.entry("PieceFailed", MarketEvent.PieceFailed.class),
            Map.entry("PieceReturned", MarketEvent.PieceReturned.class),
            Map.entry("BytesErased", MarketEvent.BytesErased.class),
            Map.entry("BlobPut", MarketEvent.BlobPut.class));

    private static final Map<String, ObjectReader> READERS = KINDS.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, kind -> JSON.readerFor(kind.getValue())));

    private static final Map<Class<? extends MarketEvent>, String> NAMES =
            KINDS.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private JournalEventText() {}

    /** Names of fields that differ between the journal and the code. */
    private interface StoredNames {

        interface Due {
            @JsonProperty("due")
            long dueMillis();
        }

        interface Money {
            @JsonProperty("bill")
            long billUnits();

            @JsonProperty("lot")
            long lotUnits();

            @JsonProperty("wage")
            long wageUnits();

            @JsonProperty("bond")
            long bondUnits();

            @JsonProperty("lotBond")
            long lotBondUnits();

            @JsonProperty("fine")
            long fineUnits();
        }

        interface PaysAt {
            @JsonProperty("paysAt")
            long dueMillis();
        }

        interface Until {
            @JsonProperty("until")
            long dueMillis();
        }
    }

    /** Thrown if a text is not a list of events, or contains an event that this version does not support. */
    public static final class UnknownEventException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownEventException(String message) {
            super(message);
        }
    }

    /** Returns events as a JSON list on one line. */
    public static String write(List<MarketEvent> events) {
        return events.stream().map(JournalEventText::write).collect(Collectors.joining(",", "[", "]"));
    }

    private static String write(MarketEvent event) {
        String kind = NAMES.get(event.getClass());
        return "{\"t\":\"" + kind + "\",\"v\":" + VERSION + ","
                + JSON.writeValueAsString(event).substring(1);
    }

    /**
     * Parses events.
     *
     * @param text JSON in UTF-8
     * @throws UnknownEventException if the text is not a list of events, or a kind, version or field is unknown, missing or of another type
     */
    public static List<MarketEvent> read(byte[] text) {
        try (JsonParser in = JSON.createParser(text)) {
            List<MarketEvent> events = new ArrayList<>();
            boolean isList = in.nextToken() == JsonToken.START_ARRAY;
            while (isList && in.nextToken() == JsonToken.START_OBJECT) {
                events.add(event(in));
            }
            if (!isList || in.currentToken() != JsonToken.END_ARRAY || in.nextToken() != null) {
                throw new UnknownEventException("is not a list of events");
            }
            return events;
        } catch (JacksonException e) {
            throw new UnknownEventException("is not a list of events: " + firstLine(e));
        }
    }

    private static MarketEvent event(JsonParser in) {
        String name = "t".equals(in.nextName()) ? in.nextStringValue() : null;
        int version = "v".equals(in.nextName()) ? in.nextIntValue(-1) : -1;
        ObjectReader kind = name == null ? null : READERS.get(name);
        if (kind == null || version != VERSION) {
            throw new UnknownEventException(
                    "contains an event that this version does not support: \"" + name + "\" " + version);
        }
        if (in.nextToken() != JsonToken.PROPERTY_NAME) {
            throw new UnknownEventException("is not a list of events: " + name + " has no fields");
        }
        return kind.readValue(in);
    }

    static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

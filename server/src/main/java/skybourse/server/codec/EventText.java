package skybourse.server.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import skybourse.venue.Event;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as JSON, one object an event: {@code t} is its kind, {@code v} the version of the kind, the rest its fields by name. What was written
 * is read back equal; what this program does not know is refused by name, never skipped.
 */
public final class EventText {

    /** The version of every kind so far. */
    private static final int VERSION = 1;

    private static final Map<String, Class<?>> KINDS = Arrays.stream(Event.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventText() {}

    /** Text that no version of the program wrote, or a later one. */
    public static final class UnknownEventException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownEventException(String message) {
            super(message);
        }
    }

    /** Returns events as a JSON list on one line. */
    public static String written(List<Event> events) {
        ArrayNode list = JSON.createArrayNode();
        for (Event event : events) {
            ObjectNode kind = list.addObject();
            kind.put("t", event.getClass().getSimpleName()).put("v", VERSION);
            kind.setAll((ObjectNode) JSON.valueToTree(event));
        }
        return JSON.writeValueAsString(list);
    }

    /**
     * Reads events.
     *
     * @throws UnknownEventException where a kind, a version or a field is unknown, missing, or of another type
     */
    public static List<Event> read(String text) {
        try {
            List<Event> events = new ArrayList<>();
            for (JsonNode node : JSON.readValue(text, ArrayNode.class)) {
                events.add(event((ObjectNode) node));
            }
            return events;
        } catch (JacksonException | ClassCastException e) {
            throw new UnknownEventException("is no list of events: " + firstLine(e));
        }
    }

    private static Event event(ObjectNode node) {
        JsonNode name = node.remove("t");
        JsonNode version = node.remove("v");
        Class<?> kind = name == null ? null : KINDS.get(name.asString());
        if (kind == null || version == null || version.asInt() != VERSION) {
            throw new UnknownEventException("holds an event that this version does not know: " + name + " " + version);
        }
        return (Event) JSON.treeToValue(node, kind);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

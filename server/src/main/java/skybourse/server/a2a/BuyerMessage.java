package skybourse.server.a2a;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Message of a buyer.
 *
 * @param id id of the message, which names the task that the message buys
 * @param taskId task that the message continues; empty if none
 * @param reference first task that the message refers to; empty if none
 * @param fields members of the data parts, and the other part as the member {@code payload}; empty if there is no data part
 */
record BuyerMessage(String id, String taskId, String reference, ObjectNode fields) {

    private static final BigDecimal LARGEST_EXACT = BigDecimal.valueOf(1L << 53);

    /**
     * Reads a message.
     *
     * @param agent the buyer, which is the only context
     * @throws A2aError if a field is missing or invalid
     */
    static BuyerMessage read(JsonNode message, String agent) {
        String id = text(message, "messageId");
        String role = text(message, "role");
        String context = text(message, "contextId");
        if (id.isEmpty()) {
            throw A2aError.invalid("messageId", "must be given", "");
        }
        if (!role.equals("ROLE_USER")) {
            throw A2aError.invalid("role", "must be ROLE_USER", role);
        }
        if (!context.isEmpty() && !context.equals(agent)) {
            throw A2aError.invalid("contextId", "must be " + agent + " or missing", context);
        }
        if (!message.path("parts").isArray() || message.path("parts").isEmpty()) {
            throw A2aError.invalid("parts", "must be a list of at least one part", "");
        }
        String reference = message.path("referenceTaskIds").path(0).asString("");
        return new BuyerMessage(id, text(message, "taskId"), reference, fields(message.path("parts")));
    }

    /** Returns whether the message is about a piece of an existing task. Otherwise, it buys a new task or asks for a hint. */
    boolean isAboutTask() {
        return !taskId.isEmpty() || fields.has("reject") || fields.has("confirm");
    }

    /** Returns the name of the task that the message buys or is about. */
    String task() {
        return !isAboutTask() ? id : taskId.isEmpty() ? reference : taskId;
    }

    /** Returns a text member; empty if it is missing or null. */
    static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isString() && object.hasNonNull(name)) {
            throw A2aError.invalid(name, "must be text", value.toString());
        }
        return value.asString("");
    }

    private static ObjectNode fields(JsonNode parts) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (JsonNode part : parts) {
            List<String> content = Stream.of("data", "text", "raw", "url")
                    .filter(part::hasNonNull)
                    .toList();
            if (content.equals(List.of("url"))) {
                throw A2aError.of(
                        A2aError.Kind.CONTENT_TYPE_NOT_SUPPORTED, "parts", "must be data, text or raw", "url");
            }
            if (content.size() != 1) {
                throw A2aError.invalid("parts", "must each have one of data, text and raw", content.toString());
            }
            add(fields, content.getFirst(), part.path(content.getFirst()));
        }
        boolean hasData = parts.valueStream().anyMatch(part -> part.hasNonNull("data"));
        return hasData ? fields : JsonNodeFactory.instance.objectNode();
    }

    private static void add(ObjectNode fields, String kind, JsonNode content) {
        if (kind.equals("data")) {
            if (!content.isObject()) {
                throw A2aError.invalid("data", "must be an object", content.toString());
            }
            content.propertyStream().forEach(member -> set(fields, member.getKey(), whole(member.getValue())));
        } else {
            ObjectNode payload = fields.objectNode();
            set(fields, "payload", payload.set(kind.equals("raw") ? "base64" : "text", content));
        }
    }

    private static void set(ObjectNode fields, String name, JsonNode value) {
        if (fields.has(name)) {
            throw A2aError.invalid(name, "must be given once", "");
        }
        fields.set(name, value);
    }

    /** Returns a number without a fraction as an integer. In Protocol Buffers, JSON numbers are doubles: 100 is sent as 100.0. Other numbers stay exact. */
    private static JsonNode whole(JsonNode value) {
        if (!value.isBigDecimal() || value.decimalValue().abs().compareTo(LARGEST_EXACT) > 0) {
            return value;
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        return number.scale() <= 0 ? LongNode.valueOf(number.longValueExact()) : value;
    }
}

package skybourse.server.inference;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a complete answer as server-sent events: one chunk with the message, one with the reason of its end, and {@code [DONE]}. */
final class ChatStream {

    private static final String CHOICES = "choices";
    private static final String REASON = "finish_reason";

    private ChatStream() {}

    static String of(ObjectNode answer, boolean hasUsage) {
        JsonNode choice = answer.path(CHOICES).path(0);
        ObjectNode delta = choice.path("message").deepCopy().asObject();
        for (int i = 0; i < delta.path("tool_calls").size(); i++) {
            if (delta.path("tool_calls").get(i) instanceof ObjectNode call) {
                call.put("index", i);
            }
        }
        ObjectNode first = chunk(answer);
        ObjectNode content = first.putArray(CHOICES).addObject();
        content.put("index", 0).set("delta", delta);
        content.set("logprobs", choice.path("logprobs").isObject() ? choice.path("logprobs") : content.nullNode());
        content.putNull(REASON);
        ObjectNode last = chunk(answer);
        ObjectNode end = last.putArray(CHOICES).addObject();
        end.put("index", 0).put(REASON, choice.path(REASON).asString("stop")).putObject("delta");
        String text = event(first) + event(last);
        if (hasUsage && answer.path("usage").isObject()) {
            ObjectNode usage = chunk(answer);
            usage.set("usage", answer.path("usage"));
            usage.putArray(CHOICES);
            text += event(usage);
        }
        return text + "data: [DONE]\n\n";
    }

    private static ObjectNode chunk(ObjectNode answer) {
        ObjectNode chunk = answer.deepCopy();
        chunk.remove("usage");
        chunk.remove(CHOICES);
        return chunk.put("object", "chat.completion.chunk");
    }

    private static String event(ObjectNode chunk) {
        return "data: " + ChatRequest.JSON.writeValueAsString(chunk) + "\n\n";
    }
}

package skybourse.server.a2a;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Objects of A2A 1.0 in the JSON form of its Protocol Buffers. An empty optional field is omitted. */
final class A2aBodies {

    private A2aBodies() {}

    /** State of a task, as named in the protocol. */
    enum TaskState {
        TASK_STATE_SUBMITTED,
        TASK_STATE_WORKING,
        TASK_STATE_COMPLETED,
        TASK_STATE_FAILED,
        TASK_STATE_CANCELED,
        TASK_STATE_INPUT_REQUIRED,
        TASK_STATE_REJECTED;

        /** Returns whether the state never changes again. */
        boolean isTerminal() {
            return this != TASK_STATE_SUBMITTED && this != TASK_STATE_WORKING && this != TASK_STATE_INPUT_REQUIRED;
        }

        /** Returns whether a stream of updates ends in this state. */
        boolean endsStream() {
            return isTerminal() || this == TASK_STATE_INPUT_REQUIRED;
        }
    }

    /** Content of a message or an artifact: text, bytes in base64, the address of bytes, or JSON. Exactly one of the four is present. */
    record Part(
            Optional<String> text,
            Optional<String> raw,
            Optional<String> url,
            Optional<JsonNode> data,
            String mediaType) {

        private static final String BYTES = "application/octet-stream";

        static Part text(String text, String mediaType) {
            return new Part(Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty(), mediaType);
        }

        static Part raw(String base64) {
            return new Part(Optional.empty(), Optional.of(base64), Optional.empty(), Optional.empty(), BYTES);
        }

        static Part url(String url) {
            return new Part(Optional.empty(), Optional.empty(), Optional.of(url), Optional.empty(), BYTES);
        }

        static Part data(JsonNode data) {
            return new Part(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(data), "application/json");
        }
    }

    record Message(String messageId, String contextId, String role, List<Part> parts) {

        /** Returns a message of this server. */
        static Message ofAgent(String id, String context, List<Part> parts) {
            return new Message(id, context, "ROLE_AGENT", parts);
        }
    }

    record TaskStatus(TaskState state, Optional<Message> message) {}

    record Artifact(String artifactId, String name, List<Part> parts) {}

    record Task(
            String id,
            String contextId,
            TaskStatus status,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Artifact> artifacts,
            Map<String, JsonNode> metadata) {}

    /** Page of a list of tasks. The token is empty on the last page. */
    record TaskPage(List<Task> tasks, String nextPageToken, int pageSize, int totalSize) {}

    record StatusUpdate(String taskId, String contextId, TaskStatus status) {}

    record ArtifactUpdate(String taskId, String contextId, Artifact artifact) {}
}

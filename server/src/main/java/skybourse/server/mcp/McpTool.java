package skybourse.server.mcp;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import skybourse.server.http.RestApi;
import skybourse.server.service.HttpReply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tool of an MCP server.
 *
 * @param name name by which hosts call it
 * @param description what it does, for the model that calls it
 * @param isReadOnly true if it changes nothing
 * @param inputSchema returns the JSON schema of its arguments
 * @param handler calls it
 */
public record McpTool(
        String name,
        String description,
        boolean isReadOnly,
        Supplier<ObjectNode> inputSchema,
        Function<ToolCall, ToolResult> handler) {

    /**
     * Call of a tool.
     *
     * @param agent agent in the address of the server
     * @param arguments arguments of the call
     * @param rest REST API with the credentials of the host
     */
    public record ToolCall(String agent, ObjectNode arguments, RestApi rest) {

        /** Returns an argument as text, also if it is a number; empty if it is missing. */
        String text(String argument) {
            return arguments.path(argument).asString("");
        }
    }

    /**
     * Result of a call.
     *
     * @param content items for the model, as defined by MCP
     * @param structured the same result as one JSON object; empty for none
     * @param isError true if the call failed. Its effect is unknown if the market has stopped or is overloaded
     */
    public record ToolResult(List<Map<String, ?>> content, JsonNode structured, boolean isError) {

        public ToolResult {
            content = List.copyOf(content);
        }

        /** Converts a reply of the REST API with a JSON body. */
        static ToolResult of(HttpReply reply) {
            return json(JsonMapper.shared().readTree(reply.body()), reply.status() >= 400);
        }

        /** Returns a result that consists of one JSON object. */
        static ToolResult json(JsonNode body, boolean isError) {
            Map<String, ?> item = new TreeMap<>(Map.of("type", "text", "text", body.toString()));
            return new ToolResult(List.of(item), body, isError);
        }
    }
}

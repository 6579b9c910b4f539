package skybourse.server.mcp;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.server.http.ProtocolAdapter;
import skybourse.server.http.ProtocolRequest;
import skybourse.server.mcp.McpTool.ToolCall;
import skybourse.server.mcp.McpTool.ToolResult;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * MCP server at {@code /mcp/AGENT}, without sessions. It speaks the revision 2026-07-28, and 2025-11-25 and 2025-06-18, which begin with a handshake. It
 * offers tools, and sends no messages of its own.
 */
public final class McpAdapter implements ProtocolAdapter {

    /** Newest revision. */
    static final String NEWEST = "2026-07-28";

    /** Revisions that begin with {@code initialize}, newest first. */
    static final List<String> WITH_HANDSHAKE = List.of("2025-11-25", "2025-06-18");

    private static final List<String> REVISIONS =
            Stream.concat(Stream.of(NEWEST), WITH_HANDSHAKE.stream()).toList();

    private static final String ROOT = "mcp";
    private static final String META = "io.modelcontextprotocol/";
    private static final int TOOLS_TTL_MILLIS = 3_600_000;
    private static final Set<String> REMOVED_METHODS = Set.of("initialize", "ping");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, McpTool> tools;
    private final String instructions;
    private final Map<String, String> server;

    /**
     * Creates a server.
     *
     * @param tools tools that it offers
     * @param instructions what the server is for, for the model
     * @param version version of the program
     */
    public McpAdapter(List<McpTool> tools, String instructions, String version) {
        this.tools = tools.stream()
                .collect(Collectors.toMap(McpTool::name, tool -> tool, (one, _) -> one, LinkedHashMap::new));
        this.instructions = instructions;
        server = new TreeMap<>(Map.of("name", "skybourse", "version", version));
    }

    /** Message of a client. */
    private record Message(String method, JsonNode params, boolean isNewest) {}

    @Override
    public boolean serves(List<String> path) {
        return path.size() == 2
                && path.getFirst().equals(ROOT)
                && !path.getLast().isEmpty();
    }

    @Override
    public HttpReply answer(ProtocolRequest request) {
        if (!request.method().equals("POST")) {
            throw ProblemException.method(List.of("POST"), request.method());
        }
        JsonNode id = JSON.nullNode();
        try {
            JsonNode body = body(request);
            if (isNotification(body)) {
                return new HttpReply(202, "application/json", new byte[0], Map.of());
            }
            id = body.path("id");
            Message message = message(body, request);
            return reply(200, id, "result", result(message, request));
        } catch (RpcException wrong) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", wrong.code);
            error.put("message", wrong.getMessage());
            if (!wrong.data.isEmpty()) {
                error.put("data", wrong.data);
            }
            return reply(wrong.status, id, "error", error);
        }
    }

    private static HttpReply reply(int status, JsonNode id, String name, Map<String, ?> value) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("jsonrpc", "2.0");
        body.put("id", id);
        body.put(name, value);
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        return new HttpReply(status, "application/json", bytes, Map.of());
    }

    private static JsonNode body(ProtocolRequest request) {
        try {
            return request.json();
        } catch (JacksonException e) {
            throw new RpcException(400, RpcException.PARSE_ERROR, "must be JSON: " + e.getOriginalMessage());
        }
    }

    /** Returns whether a message needs no answer. Throws if it is not a message of JSON-RPC. */
    private static boolean isNotification(JsonNode body) {
        boolean isAnswer = body.has("result") || body.has("error");
        boolean isCall = body.path("method").isString();
        JsonNode id = body.path("id");
        if (!body.path("jsonrpc").asString("").equals("2.0")
                || isAnswer == isCall
                || !(id.isMissingNode() || isText(id) || id.isIntegralNumber())) {
            throw new RpcException(400, RpcException.INVALID_REQUEST, "must be one message of JSON-RPC 2.0");
        }
        return isAnswer || id.isMissingNode();
    }

    private static boolean isText(JsonNode node) {
        return node.isString() && StandardCharsets.UTF_8.newEncoder().canEncode(node.stringValue());
    }

    /** Returns a request. Its revision is in its metadata; a request without metadata belongs to a connection that began with a handshake. */
    private static Message message(JsonNode body, ProtocolRequest request) {
        String method = body.path("method").stringValue();
        JsonNode params = body.path("params");
        JsonNode meta = params.path("_meta");
        String revision = meta.path(META + "protocolVersion").asString("");
        String header = request.headers().apply("MCP-Protocol-Version");
        boolean isNewest = !revision.isEmpty() || method.equals("server/discover") || header.equals(NEWEST);
        if (isNewest && revision.isEmpty()) {
            throw new RpcException(
                    400, RpcException.INVALID_PARAMETERS, "_meta must contain " + META + "protocolVersion");
        }
        requireHeader(request, "MCP-Protocol-Version", revision, isNewest);
        requireHeader(request, "Mcp-Method", method, isNewest);
        if (method.equals("tools/call")) {
            requireHeader(request, "Mcp-Name", params.path("name").asString(""), isNewest);
        }
        if (isNewest) {
            requireRevision(List.of(NEWEST), revision);
            if (!meta.path(META + "clientCapabilities").isObject()) {
                throw new RpcException(
                        400, RpcException.INVALID_PARAMETERS, "_meta must contain " + META + "clientCapabilities");
            }
        } else if (!header.isEmpty()) {
            requireRevision(WITH_HANDSHAKE, header);
        }
        return new Message(method, params, isNewest);
    }

    /** Checks that a header agrees with the body. Only the newest revision requires it; the version of the others is not in their bodies. */
    private static void requireHeader(ProtocolRequest request, String name, String value, boolean isNewest) {
        String header = request.headers().apply(name);
        boolean isChecked = isNewest || !(header.isEmpty() || value.isEmpty());
        if (isChecked && !header.equals(value)) {
            throw new RpcException(400, RpcException.HEADER_MISMATCH, name + " must agree with the body");
        }
    }

    private static void requireRevision(List<String> known, String revision) {
        if (!known.contains(revision)) {
            throw new RpcException(
                    400,
                    RpcException.UNSUPPORTED_REVISION,
                    "unsupported protocol version",
                    new TreeMap<>(Map.of("supported", REVISIONS, "requested", revision)));
        }
    }

    private Map<String, ?> result(Message message, ProtocolRequest request) {
        boolean isRemoved = message.isNewest && REMOVED_METHODS.contains(message.method);
        Map<String, Object> result = new LinkedHashMap<>();
        switch (isRemoved ? "" : message.method) {
            case "server/discover" -> {
                result.put("supportedVersions", REVISIONS);
                describe(result);
                addCacheHints(result);
            }
            case "initialize" -> {
                String asked = message.params.path("protocolVersion").asString("");
                result.put("protocolVersion", WITH_HANDSHAKE.contains(asked) ? asked : WITH_HANDSHAKE.getFirst());
                describe(result);
                result.put("serverInfo", server);
            }
            case "ping" -> {
                // The result is empty.
            }
            case "tools/list" -> {
                result.put(
                        "tools",
                        tools.values().stream().map(McpAdapter::toolObject).toList());
                addCacheHints(result);
            }
            case "tools/call" -> call(result, message.params, request);
            default ->
                throw new RpcException(
                        message.isNewest ? 404 : 200,
                        RpcException.UNKNOWN_METHOD,
                        "unknown method",
                        Map.of("method", message.method));
        }
        if (message.isNewest) {
            result.put("resultType", "complete");
            result.put("_meta", Map.of(META + "serverInfo", server));
        }
        return result;
    }

    private void describe(Map<String, Object> result) {
        result.put("capabilities", Map.of("tools", Map.of()));
        result.put("instructions", instructions);
    }

    private static void addCacheHints(Map<String, Object> result) {
        result.put("ttlMs", TOOLS_TTL_MILLIS);
        result.put("cacheScope", "public");
    }

    private static Map<String, ?> toolObject(McpTool tool) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", tool.name());
        shown.put("description", tool.description());
        shown.put("inputSchema", tool.inputSchema().get());
        shown.put(
                "annotations",
                new TreeMap<>(Map.of(
                        "readOnlyHint",
                        tool.isReadOnly(),
                        "idempotentHint",
                        true,
                        "destructiveHint",
                        !tool.isReadOnly(),
                        "openWorldHint",
                        true)));
        return shown;
    }

    private void call(Map<String, Object> result, JsonNode params, ProtocolRequest request) {
        String name = params.path("name").asString("");
        JsonNode arguments = params.path("arguments");
        McpTool tool = tools.get(name);
        if (tool == null) {
            throw new RpcException(200, RpcException.INVALID_PARAMETERS, "unknown tool", Map.of("name", name));
        }
        if (!arguments.isMissingNode() && !arguments.isNull() && !arguments.isObject()) {
            throw new RpcException(200, RpcException.INVALID_PARAMETERS, "arguments must be an object");
        }
        ObjectNode given = arguments.isObject() ? (ObjectNode) arguments : JSON.createObjectNode();
        ToolResult called = problem(tool.inputSchema().get(), given)
                .map(wrong -> ToolResult.of(wrong.reply()))
                .orElseGet(
                        () -> tool.handler().apply(new ToolCall(request.path().getLast(), given, request.rest())));
        result.put("content", called.content());
        if (called.structured().isObject()) {
            result.put("structuredContent", called.structured());
        }
        result.put("isError", called.isError());
    }

    /** Returns the problem of an argument that is missing or unknown; empty if there is none. Handlers check types and values. */
    private static Optional<ProblemException> problem(ObjectNode schema, ObjectNode given) {
        Optional<String> missing = schema.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .filter(name -> !given.hasNonNull(name))
                .findFirst();
        Optional<String> unknown = given.propertyNames().stream()
                .filter(name -> !schema.path("properties").has(name))
                .findFirst();
        return missing.map(name -> ProblemException.malformed(name, "must be given", "missing"))
                .or(() -> unknown.map(name -> ProblemException.malformed(name, "must be a known argument", "unknown")));
    }
}

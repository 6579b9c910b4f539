import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.files.text.Sha256;
import skybourse.server.http.ExchangeServer;
import skybourse.server.mcp.McpAdapter;
import skybourse.server.mcp.McpTool;
import skybourse.server.mcp.McpTool.ToolResult;
import skybourse.server.service.DurableStore;
import skybourse.server.service.RunningExchange;
import skybourse.venue.event.MarketRules;
import tools.jackson.databind.json.JsonMapper;

/** MCP server with the tools that the conformance suite calls, for mcp-test beside it: the same server and adapter as those of a market. Prints its port. */
public final class McpFixtures {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final String SILENCE = "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=";

    private McpFixtures() {}

    private static Map<String, ?> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private static Map<String, ?> resource(String name, String type, String text) {
        return Map.of("type", "resource", "resource", Map.of("uri", "test://" + name, "mimeType", type, "text", text));
    }

    private static McpTool tool(String name, boolean isError, List<Map<String, ?>> content) {
        return new McpTool(
                name,
                "Tool of the conformance suite.",
                true,
                () -> JSON.createObjectNode().put("type", "object").put("additionalProperties", false),
                _ -> new ToolResult(content, JSON.nullNode(), isError));
    }

    /** Starts the server, with its market in the folder that the first argument names. */
    public static void main(String[] arguments) throws Exception {
        Map<String, ?> image = Map.of("type", "image", "data", PIXEL, "mimeType", "image/png");
        List<McpTool> tools = new ArrayList<>();
        tools.add(tool("test_simple_text", false, List.of(text("This is a simple text response for testing."))));
        tools.add(tool("test_image_content", false, List.of(image)));
        tools.add(tool("test_audio_content", false, List.of(Map.of("type", "audio", "data", SILENCE, "mimeType", "audio/wav"))));
        tools.add(tool("test_embedded_resource", false, List.of(resource("embedded-resource", "text/plain", "This is an embedded resource content."))));
        tools.add(tool("test_multiple_content_types", false, List.of(
                text("Multiple content types test:"), image, resource("mixed-content-resource", "application/json", "{\"test\":\"data\",\"value\":123}"))));
        tools.add(tool("test_error_handling", true, List.of(text("This tool intentionally returns an error for testing"))));
        tools.add(tool("test_logging_tool", false, List.of(text("This server never logs to clients."))));
        var rules = MarketRules.standard(ScenarioSampler.standard(new ScenarioSampler.Counts(4, 1, 2, 2)).sample("fixture", 4), "seller-vcg", 2, 1, true);
        DurableStore store = DurableStore.open(Path.of(arguments[0]), "fixture", "fixture");
        RunningExchange market = store.start(rules, 0, store.key());
        ExchangeServer server = ExchangeServer.start(
                market, "127.0.0.1", 0, Sha256.of(new byte[32]), Optional.empty(), List.of(new McpAdapter(tools, "Fixtures of a test.", "1")));
        System.out.println("port " + server.port());
    }
}

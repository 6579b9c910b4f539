package skybourse.server.service;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import skybourse.server.codec.OpenApi;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks replies against {@code openapi.yaml}: status, media type, headers and schema of the body. */
final class Contract {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> HEADERS =
            Map.of("401", "WWW-Authenticate", "405", "Allow", "429", "Retry-After", "503", "Retry-After");

    private final JsonNode document;
    private final Map<String, String> templates = new LinkedHashMap<>();
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private Contract(JsonNode document) {
        this.document = document;
        for (String path : document.path("paths").propertyNames()) {
            templates.put(path.replaceAll("[{][^}]*[}]", "[^/]+").replace(".yaml", "[.]yaml"), path);
        }
    }

    static Contract read() {
        return new Contract(JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(OpenApi.text())));
    }

    /**
     * Returns the violations of the API description by a reply; empty if there are none.
     *
     * @param asked method, a blank and the path
     */
    List<String> breaches(String asked, HttpReply reply) {
        String method = asked.substring(0, asked.indexOf(' ')).toLowerCase(java.util.Locale.ROOT);
        String path = asked.substring(asked.indexOf(' ') + 1);
        JsonNode operation = templates.entrySet().stream()
                .filter(any -> path.matches(any.getKey()))
                .map(any -> document.path("paths").path(any.getValue()).path(method))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseGet(() ->
                        JSON.readTree("{\"responses\":{\"default\":{\"$ref\":\"#/components/responses/problem\"}}}"));
        JsonNode responses = operation.path("responses");
        String status = Integer.toString(reply.status());
        JsonNode response = target(responses.path(responses.has(status) ? status : "default"));
        List<String> breaches = new ArrayList<>();
        if (!response.isObject() || (reply.status() != 200 && reply.status() < 400)) {
            breaches.add("status");
        }
        if (HEADERS.containsKey(status) && !reply.headers().containsKey(HEADERS.get(status))) {
            breaches.add(HEADERS.get(status));
        }
        String type = reply.type().replaceFirst(";.*", "");
        if (!response.path("content").has(type)) {
            breaches.add("type " + type);
        }
        JsonNode schema = response.path("content").path(type).path("schema");
        if (schema.isObject()) {
            breaches.addAll(complaints(schema, reply.body()));
        }
        return breaches.stream().map(what -> asked + " " + status + ": " + what).toList();
    }

    private List<String> complaints(JsonNode schema, byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return schemas.computeIfAbsent(schema, this::compiled).validate(tree).stream()
                    .map(Error::toString)
                    .toList();
        } catch (JacksonException e) {
            return List.of("no JSON");
        }
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }

    private JsonNode target(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}

package skybourse.server.mcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import skybourse.files.text.YamlOrJsonReader;
import skybourse.server.codec.OpenApi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON schemas of the arguments of tools. Those of request bodies are the schemas of {@code /v1/openapi.yaml}. */
final class ToolSchemas {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REFERENCE = "$ref";
    private static final String TYPE = "type";

    private ToolSchemas() {}

    /** Schemas of bodies, by name. They are read when the first tool is listed. */
    private static final class Bodies {
        static final JsonNode ALL = YamlOrJsonReader.read(
                        "openapi.yaml", OpenApi.text().getBytes(StandardCharsets.UTF_8))
                .path("components")
                .path("schemas");
    }

    /** Argument of a tool. */
    record Argument(String name, ObjectNode schema) {}

    static Argument text(String name, String description) {
        return new Argument(name, JSON.createObjectNode().put(TYPE, "string").put("description", description));
    }

    static Argument number(String name, String description) {
        return new Argument(
                name,
                JSON.createObjectNode().put(TYPE, "number").put("minimum", 0).put("description", description));
    }

    static Argument whole(String name, String description, long least, long most) {
        return new Argument(
                name,
                JSON.createObjectNode()
                        .put(TYPE, "integer")
                        .put("minimum", least)
                        .put("maximum", most)
                        .put("description", description));
    }

    /** Returns the schema of arguments, some of which are optional. */
    static Supplier<ObjectNode> of(List<Argument> required, List<Argument> optional) {
        ObjectNode schema = with(JSON.createObjectNode().put(TYPE, "object"), required, optional);
        return () -> schema;
    }

    /**
     * Returns the schema of arguments that consist of a request body and further arguments.
     *
     * @param body name of the body's schema in {@code /v1/openapi.yaml}
     */
    static Supplier<ObjectNode> ofBody(String body, List<Argument> required) {
        return new OfBody(body, required, List.of());
    }

    /**
     * Returns the schema of arguments that consist of a request body and a further argument.
     *
     * @param omitted member of the body that is not an argument
     */
    static Supplier<ObjectNode> ofBody(String body, Argument required, String omitted) {
        return new OfBody(body, List.of(required), List.of(omitted));
    }

    /** Schema that is created when it is first needed. */
    private static final class OfBody implements Supplier<ObjectNode> {
        private final String body;
        private final List<Argument> required;
        private final List<String> omitted;
        private @Nullable ObjectNode schema;

        OfBody(String body, List<Argument> required, List<String> omitted) {
            this.body = body;
            this.required = required;
            this.omitted = omitted;
        }

        @Override
        public synchronized ObjectNode get() {
            if (schema == null) {
                schema = with((ObjectNode) resolved(Bodies.ALL.path(body)), required, List.of());
                schema.withObjectProperty("properties").remove(omitted);
            }
            return schema;
        }
    }

    private static ObjectNode with(ObjectNode schema, List<Argument> required, List<Argument> optional) {
        ObjectNode properties = schema.withObjectProperty("properties");
        List<Argument> all = new ArrayList<>(required);
        all.addAll(optional);
        all.forEach(argument -> properties.set(argument.name(), argument.schema()));
        ArrayNode names = schema.withArrayProperty("required");
        required.forEach(argument -> names.add(argument.name()));
        return schema.put("additionalProperties", false);
    }

    /** Returns a copy of a schema in which each reference is replaced by its schema, because not all hosts follow references. */
    private static JsonNode resolved(JsonNode node) {
        if (node.has(REFERENCE)) {
            String path = node.path(REFERENCE).stringValue();
            ObjectNode copy = (ObjectNode) resolved(Bodies.ALL.path(path.substring(path.lastIndexOf('/') + 1)));
            node.propertyStream()
                    .filter(member -> !member.getKey().equals(REFERENCE))
                    .forEach(member -> copy.set(member.getKey(), member.getValue()));
            return copy.path("title").asString("").equals("JsonLong") ? integer(copy) : copy;
        }
        if (node.isObject()) {
            ObjectNode copy = JSON.createObjectNode();
            node.propertyStream().forEach(member -> copy.set(member.getKey(), resolved(member.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.createArrayNode();
            node.valueStream().forEach(item -> copy.add(resolved(item)));
            return copy;
        }
        return node;
    }

    /** Returns the schema of a 64-bit integer. Models write integers as numbers, so the form as text is left out. */
    private static ObjectNode integer(ObjectNode schema) {
        schema.remove(List.of("title", "oneOf"));
        return schema.put(TYPE, "integer");
    }
}

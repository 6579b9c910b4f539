package skybourse.app.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import tools.jackson.databind.JsonNode;

/** Holds the published schema to the records, so that neither can get a field that the other lacks. */
class ScenarioSchemaTest {

    private final JsonNode schema = schema();

    private static JsonNode schema() {
        try {
            return ScenarioMapper.MAPPER.readTree(Files.readString(Path.of("docs/scenario.schema.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theSchemaNamesExactlyTheRecordsComponents() {
        assertMatches(Scenario.class, schema);
    }

    private void assertMatches(Class<?> type, JsonNode node) {
        JsonNode definition = node.has("$ref")
                ? schema.path("$defs").path(node.path("$ref").asString().substring("#/$defs/".length()))
                : node;
        assertThat(definition.path("description").asString())
                .as("description of %s", type)
                .isNotBlank();
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            assertThat(definition.path("additionalProperties").asBoolean(true)).isFalse();
            assertThat(definition.path("properties").propertyNames())
                    .as(type.getName())
                    .containsExactlyElementsOf(Arrays.stream(components)
                            .map(RecordComponent::getName)
                            .toList());
            for (RecordComponent component : components) {
                JsonNode property = definition.path("properties").path(component.getName());
                if (component.getType() == List.class) {
                    var element = (ParameterizedType) component.getGenericType();
                    assertMatches((Class<?>) element.getActualTypeArguments()[0], property.path("items"));
                } else {
                    assertMatches(component.getType(), property);
                }
            }
        } else if (type.isSealed()) {
            assertThat(definition.path("properties").size()).isEqualTo(type.getPermittedSubclasses().length);
            for (Class<?> variant : type.getPermittedSubclasses()) {
                String name = variant.getSimpleName().replace(type.getSimpleName(), "");
                String key = Character.toLowerCase(name.charAt(0)) + name.substring(1);
                assertMatches(variant, definition.path("properties").path(key));
            }
        } else if (type.isEnum()) {
            assertThat(definition.path("enum").valueStream().map(JsonNode::asString))
                    .containsExactlyElementsOf(Arrays.stream(type.getEnumConstants())
                            .map(constant ->
                                    ScenarioMapper.MAPPER.valueToTree(constant).asString())
                            .toList());
        }
    }

    @Test
    void thePackagedSchemaIsThePublishedOne() throws IOException {
        try (var packaged = ScenarioText.class.getResourceAsStream("scenario.schema.json")) {
            assertThat(packaged.readAllBytes()).isEqualTo(Files.readAllBytes(Path.of("docs/scenario.schema.json")));
        }
    }
}

package skybourse.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.EnergyModel;
import skybourse.base.scenario.Scenario;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.Reputation;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.motion.RandomWaypoint;
import skybourse.round.motion.Roads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares the published schema with the records, so that both have the same fields. */
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
    void schemaHasExactlyTheRecordComponents() {
        ObjectNode scenario = (ObjectNode) schema.deepCopy();
        assertThat(scenario.path("properties").propertyNames()).last().isEqualTo("overTime");
        ((ObjectNode) scenario.path("properties")).remove(List.of("newcomers", "overTime"));
        assertMatches(Scenario.class, scenario);
        ObjectNode energy =
                (ObjectNode) schema.path("$defs").path("energyModel").deepCopy();
        ((ObjectNode) energy.path("properties").path("table").path("properties")).remove("file");
        assertMatches(EnergyModel.class, energy);
    }

    /** {@code docs/provenance.md} names every setting of the block. */
    @Test
    void provenancePageNamesEverySettingOverTime() throws IOException {
        String provenance = Files.readString(Path.of("docs/provenance.md"));
        JsonNode definitions = schema.path("$defs");
        List<String> unnamed = new ArrayList<>();
        for (String part : List.of(
                "overTime",
                "motion",
                "channelInTime",
                "arrivals",
                "messages",
                "pricing",
                "handover",
                "aerialEnergy",
                "adversary",
                "behaviour",
                "reputation")) {
            collect(definitions.path(part), unnamed);
        }
        assertThat(unnamed).hasSizeGreaterThan(40);
        unnamed.removeIf(name -> provenance.contains("`" + name + "`"));
        // parts of other settings, and groups of settings
        unnamed.removeAll(List.of(
                "wirelessAgents", "mobileAgents", "agents", "standing", "channel", "messages", "pricing", "handover"));
        unnamed.removeAll(List.of("eastMetres", "northMetres", "from", "to", "limitMetresPerSecond", "file"));
        unnamed.removeAll(List.of("startSeconds", "lengthSeconds"));
        assertThat(unnamed).isEmpty();
    }

    private static void collect(JsonNode node, List<String> names) {
        node.path("properties").properties().forEach(property -> {
            names.add(property.getKey());
            collect(property.getValue(), names);
        });
    }

    /** Motions and traces have other fields in files than in memory: table files, and no time steps. */
    @Test
    void overTimeSchemaHasTheRecordComponents() {
        JsonNode block = schema.path("$defs").path("overTime").path("properties");
        assertThat(block.propertyNames())
                .containsExactly(
                        "motion",
                        "channel",
                        "arrivals",
                        "queue",
                        "sizes",
                        "messages",
                        "pricing",
                        "handover",
                        "aerialEnergy",
                        "escrow",
                        "adversary",
                        "reputation");
        for (RecordComponent component : Dynamics.class.getRecordComponents()) {
            if (component.getType().isRecord() || component.getType().isEnum()) {
                assertMatches(component.getType(), block.path(component.getName()));
            }
        }
        assertMatches(AerialEnergy.class, block.path("aerialEnergy"));
        assertMatches(Adversary.class, block.path("adversary"));
        assertMatches(Reputation.class, block.path("reputation"));
        JsonNode motion = schema.path("$defs").path("motion").path("properties");
        assertThat(motion.propertyNames())
                .containsExactly("standing", "randomWaypoint", "gaussMarkov", "roadBound", "tracks");
        assertMatches(RandomWaypoint.class, motion.path("randomWaypoint"));
        assertMatches(Roads.class, motion.path("roadBound"));
        JsonNode tracks = motion.path("tracks").deepCopy();
        ((ObjectNode) tracks.path("properties")).remove("vehicle"); // selects one track for a single agent
        assertMatches(TrackTable.Settings.class, tracks);
        JsonNode arrivals = schema.path("$defs").path("arrivals").path("properties");
        assertThat(arrivals.propertyNames()).containsExactly("everySlot", "poisson", "bursts", "trace");
        assertMatches(Arrivals.Poisson.class, arrivals.path("poisson"));
        assertMatches(Arrivals.Bursts.class, arrivals.path("bursts"));
        assertMatches(
                RequestTable.Window.class,
                arrivals.path("trace").path("properties").path("window"));
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
                String key = ScenarioMapper.VARIANTS.get(variant);
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
    void packagedSchemaEqualsPublishedOne() throws IOException {
        try (var packaged = ScenarioText.class.getResourceAsStream("scenario.schema.json")) {
            assertThat(packaged.readAllBytes()).isEqualTo(Files.readAllBytes(Path.of("docs/scenario.schema.json")));
        }
    }
}

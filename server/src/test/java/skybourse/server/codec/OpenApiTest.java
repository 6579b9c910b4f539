package skybourse.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schemas of bodies, generated from their records. */
class OpenApiTest {

    private static final JsonNode API =
            JsonMapper.shared().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(OpenApi.text()));

    private static final JsonNode SCHEMAS = API.path("components").path("schemas");

    private static Set<String> references() {
        var names = new TreeSet<String>();
        Pattern.compile("#/components/schemas/(\\w+)")
                .matcher(OpenApi.text())
                .results()
                .forEach(found -> names.add(found.group(1)));
        return names;
    }

    @Test
    void referencesAndSchemasMatch() {
        assertThat(references()).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(SCHEMAS.propertyNames());
    }

    @Test
    void everyMemberHasADescription() {
        List<String> undescribed = new ArrayList<>();
        int members = 0;
        for (String name : SCHEMAS.propertyNames()) {
            JsonNode schema = SCHEMAS.path(name);
            for (JsonNode row : schema.path("prefixItems")) {
                members++;
                assertThat(row.path("description").asString(""))
                        .as(name + " " + row.path("title"))
                        .endsWith(".");
            }
            for (String member : schema.path("properties").propertyNames()) {
                members++;
                if (!schema.path("properties")
                        .path(member)
                        .path("description")
                        .asString("")
                        .endsWith(".")) {
                    undescribed.add(name + "." + member);
                }
            }
        }
        assertThat(undescribed).isEmpty();
        assertThat(members).isGreaterThan(150);
    }

    @Test
    void schemaStatesTypeRulesAndDescription() {
        assertThat(SCHEMAS.path("closedRoundBody")
                        .path("properties")
                        .path("state")
                        .path("enum"))
                .hasToString("[\"CLOSED\",\"POSTPONED\"]");
        assertThat(SCHEMAS.path("pieceBody").path("required"))
                .hasToString("[\"piece\",\"buyer\",\"task\",\"leader\",\"worker\",\"from\",\"to\",\"work\",\"due\","
                        + "\"state\",\"billUnits\",\"bondUnits\",\"lotBondUnits\"]");
        assertThat(SCHEMAS.path("pieceBody").path("properties").path("from"))
                .hasToString("{\"type\":\"number\",\"minimum\":0,\"maximum\":1,"
                        + "\"description\":\"Start in the task, as a share.\"}");
        assertThat(SCHEMAS.path("pieceBody")
                        .path("properties")
                        .path("due")
                        .path("description")
                        .stringValue())
                .isEqualTo("Due time. Unit: ms.");
        assertThat(SCHEMAS.path("entry").path("prefixItems").path(2))
                .hasToString(
                        "{\"title\":\"units\",\"type\":\"integer\",\"description\":\"Amount. Unit: ledger units.\"}");
        assertThat(SCHEMAS.path("pieceEvent")
                        .path("properties")
                        .path("type")
                        .path("enum")
                        .path(0)
                        .stringValue())
                .isEqualTo("agent-put");
        assertThat(SCHEMAS.path("quoteBody").path("dependentRequired").path("how"))
                .hasToString("[\"round\",\"pricePerBit\",\"how\",\"isCertified\",\"postedGain\"]");
        assertThat(SCHEMAS.path("quoteBody").path("required"))
                .as("no prices before the first round")
                .hasToString("[\"billUnits\",\"collecting\"]");
    }
}

package skybourse.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.LeaderKind;
import skybourse.base.numeric.EnumNames;
import skybourse.files.codec.JsonText;
import skybourse.files.codec.Price;
import skybourse.files.codec.PricesText;
import skybourse.round.analysis.StudyLinks;
import skybourse.round.market.SmallRound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultBodyTest {

    private static final Path SCHEMA = Path.of("docs", "result.schema.json");

    private final String text = ResultBody.json(SmallRound.study(), new StudyLinks(SmallRound.study(), true));

    @Test
    void thePublishedSchemaIsThatOfTheRecords() throws IOException {
        String schema = ResultSchema.json();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(SCHEMA, schema);
        }
        assertThat(schema).isEqualTo(Files.readString(SCHEMA));
    }

    @Test
    void resultsFollowThePublishedSchema() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonMapper.shared().readTree(Files.readString(SCHEMA)));
        assertThat(schema.validate(JsonMapper.shared().readTree(text))).isEmpty();
        assertThat(schema.validate(JsonMapper.shared()
                        .readTree(ResultBody.json(
                                SmallRound.resaleStudy(), new StudyLinks(SmallRound.resaleStudy(), true)))))
                .isEmpty();
        String broken = text.replace("\"welfare\"", "\"wellfare\"");
        assertThat(schema.validate(JsonMapper.shared().readTree(broken))).isNotEmpty();
    }

    @Test
    void resultsStartWithSeedVersionAndScenario() {
        assertThat(text).startsWith("{\n  \"seed\" : 7,\n  \"version\" : \"0.1.0\",\n  \"scenarioSha256\" : \"aaaa");
    }

    @Test
    void numbersAreThoseOfTheRound() {
        JsonNode tree = JsonMapper.shared().readTree(text);
        assertThat(tree.at("/leaders/1/overload").asDouble()).isEqualTo(2.5);
        assertThat(tree.at("/agents/0/links/1/lastPart").asString()).isEqualTo("waiting");
        assertThat(tree.at("/totals/deadlinesMet").asInt()).isEqualTo(1);
    }

    @Test
    void leadersOfEachKindAreCounted() {
        JsonNode scenario = JsonMapper.shared().readTree(text).path("scenario");
        for (LeaderKind kind : LeaderKind.values()) {
            assertThat(scenario.path(EnumNames.name(kind) + "Agents").asInt(-1))
                    .as("%s", kind)
                    .isEqualTo(SmallRound.study().round().scenario().count(kind));
        }
    }

    @Test
    void linksThatCarryNothingAreLeftOutWhereTheyAreNotAskedFor() {
        JsonNode all = JsonMapper.shared().readTree(text);
        JsonNode used = JsonMapper.shared()
                .readTree(ResultBody.json(SmallRound.study(), new StudyLinks(SmallRound.study(), false)));
        assertThat(all.get("allLinks").asBoolean()).isTrue();
        assertThat(all.at("/agents/1/links")).hasSize(2);
        assertThat(used.get("allLinks").asBoolean()).isFalse();
        assertThat(used.at("/agents/1/links")).hasSize(1);
    }

    @Test
    void tierTwoIsToldWithItsBooks() {
        JsonNode tree = JsonMapper.shared()
                .readTree(ResultBody.json(SmallRound.resaleStudy(), new StudyLinks(SmallRound.resaleStudy(), true)));
        assertThat(tree.at("/resale/trades")).hasSize(2);
        assertThat(tree.at("/resale/audit/misreportsSearched").asBoolean()).isTrue();
        assertThat(tree.at("/leaders/1/resold").asDouble()).isEqualTo(2);
        assertThat(tree.at("/books/balanced").asBoolean()).isTrue();
        long others = tree.at("/books/leadersKeep").asLong()
                + tree.at("/books/aerialAgentsReceive").asLong()
                + tree.at("/books/houseKeeps").asLong();
        assertThat(tree.at("/books/agentsPay").asLong()).isEqualTo(others);
    }

    @Test
    void equalStudiesGiveEqualBytes() {
        assertThat(ResultBody.json(SmallRound.study(), new StudyLinks(SmallRound.study(), true)))
                .isEqualTo(text);
    }

    @Test
    void pricesCanBeReadBackClosedOnesIncluded() {
        var ids = List.of("ma-1", "fa-1");
        double[] prices = PricesText.read("result.json", text.getBytes(StandardCharsets.UTF_8), ids)
                .likeliest();
        JsonNode tree = JsonMapper.shared().readTree(text);
        assertThat(prices[0]).isEqualTo(tree.at("/leaders/0/pricePerBit").asDouble());
        String shut = text.replaceFirst(
                "\"pricePerBit\" : [0-9.E-]+",
                "\"pricePerBit\" : " + JsonText.compact(new Price(Double.POSITIVE_INFINITY)));
        assertThat(PricesText.read("result.json", shut.getBytes(StandardCharsets.UTF_8), ids)
                        .likeliest()[0])
                .isInfinite();
    }
}

package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code audit --over-time}: misreports in every slot, and how their gains depend on the pricing of overload. */
class AuditOverTimeTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private JsonNode audited(String scenario, String overload) throws Exception {
        String text = Files.readString(Path.of("examples/" + scenario + ".yaml"));
        Path file = folder.resolve(scenario + ".yaml");
        String pricing = overload.isEmpty() ? "" : "overTime: {pricing: {overload: " + overload + "}}\n";
        Files.writeString(file, text + pricing);
        Ran ran = Ran.of("audit", "--over-time", file, "--rule", "seller-vcg", "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        return MAPPER.readTree(ran.out());
    }

    /** Control: under {@code sold-share} pricing, the drone gains 81 % by declaring half its costs. */
    @Test
    void soldSharePricingRewardsHalvedCostsOfSingleAgent() throws Exception {
        JsonNode halved = audited("explicit-links", "sold-share").get("tried").get(0);
        assertThat(halved.get("aerialAgent").asString()).isEqualTo("drone");
        assertThat(halved.get("costs").asDouble()).isEqualTo(0.5);
        assertThat(halved.get("truthfulUtility").asDouble()).isCloseTo(193.62, within(0.01));
        assertThat(halved.get("utility").asDouble()).isCloseTo(350.00, within(0.01));
        assertThat(halved.get("gain").asDouble()).isCloseTo(156.38, within(0.01));
        assertThat(halved.get("relativeGain").asDouble()).isCloseTo(0.808, within(0.01));
    }

    @Test
    void defaultPricingKeepsGainsBelowOneThousandth() throws Exception {
        JsonNode audit = audited("explicit-links", "");
        assertThat(audit.get("tried"))
                .hasSize(7)
                .allSatisfy(
                        one -> assertThat(one.get("relativeGain").asDouble()).isLessThan(1e-3));
    }

    @Test
    void textStatesGainAndLimitsOfSearch() {
        Ran ran = Ran.of("audit", "--over-time", "examples/campus.yaml", "--rule", "seller-vcg", "--slots", "3");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("Under seller-vcg, ", "Overload pricing: ", "over 3 slots.")
                .contains("it cannot prove that no other report gains.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit --over-time --round                          | --over-time | 2",
                "audit --over-time --markets 7                      | --markets   | 2",
                "audit --slots 7                                    | --slots     | 2",
                "audit --over-time --slots 0                        | --slots: must be at least 1: 0 | 2",
                "audit --over-time --rule nobody                    | --rule: must be a known name: nobody | 2",
                "audit --over-time no/such.yaml               | no/such.yaml | 2"
            })
    void rejectsInvalidInputWithHint(String command, String complaint, int exit) {
        Ran ran = Ran.of((Object[]) command.split(" "));
        assertThat(ran.code()).isEqualTo(exit);
        assertThat(ran.err()).contains(complaint, "Hint:").doesNotContain("\tat ");
    }
}

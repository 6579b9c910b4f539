package skybourse.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;

class ExamplesTest {

    static Stream<Path> examples() throws IOException {
        return Files.list(Path.of("examples"))
                .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("inference.yaml"));
    }

    private static Scenario read(Path file) throws IOException {
        return ScenarioText.read(file.toString(), Files.readAllBytes(file));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesAreValidAndEveryAgentReachesALeader(Path file) throws IOException {
        Scenario scenario = read(file);
        var links = scenario.network().linksOf(scenario);
        for (int n = 0; n < scenario.wirelessAgents().size(); n++) {
            assertThat(links.of(n).count()).isPositive();
        }
    }

    @Test
    void inferenceMarketIsValidAndNotAScenario() throws IOException {
        Path file = Path.of("examples/inference.yaml");
        byte[] content = Files.readAllBytes(file);
        assertThat(InferenceMarketText.contents("inference.yaml", content))
                .contains("inference market of qwen2.5-0.5b-instruct, 4 sellers and 2 buyers");
        assertThat(InferenceMarketText.contents("campus.yaml", Files.readAllBytes(Path.of("examples/campus.yaml"))))
                .isEmpty();
        assertThatThrownBy(() -> read(file)).hasMessageContaining("product").hasMessageContaining("inference market");
    }

    @Test
    void inferenceMarketsWithErrorsNameTheField() throws IOException {
        String valid = Files.readString(Path.of("examples/inference.yaml"));
        for (String[] change : new String[][] {
            {"  meter:", "  metre:", "metre"},
            {"answerWeight: 5", "answerWeight: 0", "answerWeight"},
            {"buyers: [buyer-1, buyer-2]", "buyers: [seller-1]", "buyers[0]"},
            {"buyers: [buyer-1, buyer-2]", "buyers: [house]", "buyers[0]"},
            {"newcomers: {most: 50}", "wirelessAgents: []", "wirelessAgents"}
        }) {
            assertThat(valid).contains(change[0]);
            byte[] wrong = valid.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> InferenceMarketText.contents("wrong.yaml", wrong))
                    .hasMessageContaining(change[2]);
        }
    }

    @Test
    void referenceScenarioEqualsSampledOne() throws IOException {
        assertThat(read(Path.of("examples/reference.yaml")))
                .isEqualTo(ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("reference", 1));
    }
}

package skybourse.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
        return Files.list(Path.of("examples")).filter(file -> file.toString().endsWith(".yaml"));
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
    void referenceScenarioEqualsSampledOne() throws IOException {
        assertThat(read(Path.of("examples/reference.yaml")))
                .isEqualTo(ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("reference", 1));
    }
}

package skybourse.files.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.files.text.InvalidInputException;

class NewcomersTextTest {

    private static final Scenario DRAWN =
            ScenarioSampler.standard(new Counts(4, 1, 2, 1)).sample("drawn", 3);
    private static final String PLAIN = ScenarioText.writeYaml(DRAWN);
    private static final String TEXT = PLAIN + "newcomers: {most: 5, wireless: WA1, mobile: MA1, aerial: AA1}\n";

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void readsNewcomersBesideTheScenario() {
        assertThat(ScenarioText.read("s.yaml", bytes(TEXT))).isEqualTo(DRAWN);
        assertThat(ScenarioText.newcomers("s.yaml", bytes(TEXT)).toString())
                .isEqualTo("{\"most\":5,\"wireless\":\"WA1\",\"mobile\":\"MA1\",\"aerial\":\"AA1\"}");
        assertThat(ScenarioText.newcomers("s.yaml", bytes(PLAIN)).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            most: 5         | most: 0         | newcomers.most must be at least 1: 0
            most: 5         | most: 10001     | newcomers.most must be at most 10000: 10001
            most: 5,        |                 | newcomers.most must be given
            wireless: WA1   | wireless: WA9   | newcomers.wireless must be the id of an agent of wirelessAgents
            mobile: MA1     | mobile: FA1     | newcomers.mobile must be the id of an agent of mobileAgents
            aerial: AA1     | areal: AA1      | newcomers.areal must be a known field
            """)
    void refusesInvalidNewcomers(String good, String bad, String error) {
        String broken = TEXT.replace(good, bad == null ? "" : bad);
        assertThat(broken).isNotEqualTo(TEXT);
        assertThatThrownBy(() -> ScenarioText.read("s.yaml", bytes(broken)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("s.yaml: " + error)
                .hasMessageContaining("Hint: ");
    }
}

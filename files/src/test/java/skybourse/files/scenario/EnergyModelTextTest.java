package skybourse.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.agent.EnergyModel.Battery;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;

/** Energy models in scenario files: their meaning, and one error for each invalid value. */
class EnergyModelTextTest {

    private String example;

    @BeforeEach
    void read() throws IOException {
        example = Files.readString(Path.of("examples/batteries.yaml"));
    }

    private static Scenario read(String text) {
        return ScenarioText.readOverTime("s.yaml", text.getBytes(StandardCharsets.UTF_8), _ -> new byte[0])
                .scenario();
    }

    @Test
    void batteriesAreReadAndWritten() {
        Scenario scenario = read(example);
        assertThat(scenario.wirelessAgents().stream()
                        .map(agent -> agent.computer().energy()))
                .containsExactly(
                        Optional.of(new Battery(600, 0.1)), Optional.of(new Battery(60, 0.5)), Optional.empty());
        assertThat(read(ScenarioText.writeYaml(scenario))).isEqualTo(scenario);
        assertThat(ScenarioText.tree(scenario).toString().split("\"energy\"", -1))
                .as("only batteries are written")
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "joules: 60,|joules: 3.9,|wirelessAgents[1].computer.energy.battery.joules must be at least 4.0, the"
                        + " energy of computing one task: 3.9",
                "joules: 600|joules: 0|wirelessAgents[0].computer.energy.battery.joules",
                "scarcity: 0.5|scarcity: -1|wirelessAgents[1].computer.energy.battery.scarcity",
                "joules: 600|watts: 1|wirelessAgents[0].computer.energy.battery",
                "{joules: 600}|{joules: 600}, mains: {}|wirelessAgents[0].computer.energy",
                "4.0e9, powerCoefficient: 6.25e-29}|4.0e9, powerCoefficient: 6.25e-29, energy: {battery: {joules: 9}}}"
                        + "|computer.energy must not be a battery, which only wireless agents have",
            })
    void invalidBatteryIsNamed(String right, String wrong, String message) {
        assertThat(example).contains(right);
        assertThatThrownBy(() -> read(example.replace(right, wrong)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    /** An agent may get the task of any agent, and a recorded request of any size. */
    @Test
    void batteryMustSufficeForLargestTask() {
        String any = example.replace("overTime:\n", "overTime:\n  sizes: any\n").replace("joules: 60,", "joules: 5.5,");
        assertThatThrownBy(() -> read(any)).hasMessageContaining("must be at least 6.0");
        assertThat(read(any.replace("sizes: any", "sizes: own")).wirelessAgents())
                .hasSize(3);
    }
}

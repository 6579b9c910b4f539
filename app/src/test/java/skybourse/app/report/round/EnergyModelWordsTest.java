package skybourse.app.report.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.app.report.ScenarioSummary;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.ScenarioText;

/** Sentences of {@code run} on energy models, and their singulars. */
class EnergyModelWordsTest {

    private static final String FULL = "Pieces within capacity run at full speed.";
    private static final String DVFS = "Delays are those of full speed.";

    @TempDir
    private Path temp;

    private static Scenario scenario(String name) throws IOException {
        String file = "examples/" + name + ".yaml";
        return ScenarioText.read(file, Files.readAllBytes(Path.of(file)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explicit-links   | |",
                "energy-dvfs      | 2 of 2 leaders have a clock that slows down at low load (dvfs).",
                "energy-table     | 1 of 2 leaders has a table of measured energy (table).",
                "energy-idle      | 2 of 2 leaders have a constant power in rounds with work (idle).",
                "phone-and-server | 1 of 1 leader has a clock that slows down at low load (dvfs)."
            })
    void headNamesEnergyModels(String name, String sentence) throws IOException {
        Scenario scenario = scenario(name);
        assertThat(RoundSentences.scenario(scenario))
                .endsWith("A round lasts 1 s." + (sentence == null ? "" : " " + sentence));
        boolean isSlow = sentence != null && sentence.contains("dvfs");
        assertThat(RoundSentences.rules(scenario))
                .endsWith(isSlow ? DVFS : FULL)
                .doesNotContain(isSlow ? FULL : DVFS);
    }

    @Test
    void oneAgentOneTaskOneLink() throws IOException {
        assertThat(RoundSentences.scenario(scenario("phone-and-server")))
                .startsWith("1 wireless agent with one task; 0 mobile agents, ");
        assertThat(RoundSentences.scenario(scenario("explicit-links")))
                .startsWith("4 wireless agents with one task each; ");
        assertThat(ScenarioSummary.contents(scenario("phone-and-server"))).endsWith(" aerial agents, 1 link");
        assertThat(ScenarioSummary.contents(scenario("explicit-links"))).endsWith(" aerial agents, 6 links");
    }
}

package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MeasuringCommandsTest {

    @Test
    void compiledCommandReplacesOutline() {
        assertThat(MeasuringCommands.compiledCommand(MeasuringCommands.Bench.class))
                .isEqualTo(BenchCommand.class);
        assertThat(MeasuringCommands.compiledCommand(MeasuringCommands.Soundness.class))
                .isEqualTo(SoundnessCommand.class);
        assertThat(MeasuringCommands.compiledCommand(RunCommand.class)).isEqualTo(RunCommand.class);
    }

    /** As in the jar with all libraries. */
    @ParameterizedTest
    @CsvSource({"'', run `./skybourse bench`.", "tier1 --largest 5, run `./skybourse bench tier1 --largest 5`."})
    void outlineHintsAtLauncher(String words, String hint) {
        var bench = new MeasuringCommands.Bench();
        new CommandLine(bench).parseArgs(words.isEmpty() ? new String[0] : words.split(" "));
        assertThatThrownBy(bench::call)
                .hasMessageContainingAll("bench: must be started with ./skybourse", "not in this JAR file", hint);
    }
}

package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The help files of commands that are compiled separately equal the help of these commands. */
class OutlinedCommandsTest {

    static final List<Class<?>> OUTLINES = List.of(
            ServerCommands.Backup.class,
            ServerCommands.Bots.class,
            ServerCommands.Exchange.class,
            ServerCommands.Gateway.class,
            ServerCommands.Judge.class,
            ServerCommands.Replay.class,
            ServerCommands.Sell.class,
            ServerCommands.Serve.class,
            PaperCommands.Reproduce.class);

    /** If they differ, the correct text is written to {@code app/target/help}. */
    @ParameterizedTest
    @ValueSource(strings = {"backup", "bots", "exchange", "gateway", "judge", "replay", "sell", "serve", "reproduce"})
    void helpFileEqualsHelpOfCommand(String command) throws IOException {
        String shown = Main.commandLine().getSubcommands().get(command).getUsageMessage(CommandLine.Help.Ansi.OFF);
        if (!shown.equals(ServerCommands.help(command))) {
            Path expected = Files.createDirectories(Path.of("app/target/help")).resolve(command + ".txt");
            Files.writeString(expected, shown);
        }
        assertThat(ServerCommands.help(command))
                .as("copy app/target/help/" + command + ".txt")
                .isEqualTo(shown);
    }

    /** Like a program without the classes of the command. */
    @ParameterizedTest
    @FieldSource("OUTLINES")
    void outlineShowsHelpFile(Class<?> outline) {
        Class<?> compiled = MeasuringCommands.compiledCommand(outline);
        assertThat(compiled).isNotEqualTo(outline);
        assertThat(outline.getAnnotation(Command.class).description())
                .containsExactly(compiled.getAnnotation(Command.class).description()[0]);
        var line = new CommandLine(outline);
        HelpText.install(line);
        assertThat(line.getUsageMessage()).isEqualTo(ServerCommands.help(line.getCommandName()));
        assertThat(line.parseArgs("word", "--help").isUsageHelpRequested()).isTrue();
    }
}

package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import skybourse.app.command.ExitCode;
import skybourse.app.command.Version;
import skybourse.app.options.EnumOptions;

class HelpTextTest {

    private static final CommandLine PROGRAM = Main.commandLine();

    static Stream<CommandLine> commands() {
        return withSubcommands(PROGRAM);
    }

    private static Stream<CommandLine> withSubcommands(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(HelpTextTest::withSubcommands));
    }

    /** The list of commands shows only the first line of a description. */
    @ParameterizedTest
    @MethodSource("commands")
    void descriptionsAreCompleteSentences(CommandLine line) {
        assertThat(line.getCommandSpec().usageMessage().description())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).matches("(?s)[A-Z`].*[.?]"));
        for (ArgSpec argument : line.getCommandSpec().args()) {
            String name = argument.paramLabel() + " " + argument;
            assertThat(argument.description()).as(name).hasSize(1);
            assertThat(argument.description()[0]).as(name).endsWith(".").hasSizeGreaterThan(10);
            if (argument.arity().max() > 0) {
                assertThat(argument.paramLabel()).as(name).doesNotContain("<");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsCompleteAndFitsWidth(CommandLine line) {
        String help = line.getUsageMessage();
        assertThat(help.lines()).allMatch(text -> text.length() <= HelpText.WIDTH);
        assertThat(help).doesNotContain("Default: null", "${", "\n\n\n").endsWith("\n");
        for (ArgSpec argument : line.getCommandSpec().args()) {
            String words = help.replaceAll("\\s+", "");
            assertThat(words).contains(argument.description()[0].replaceAll("\\s+", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpListsExitCodesAndExamples(CommandLine line) {
        String name = line.getCommandSpec().qualifiedName();
        String help = line.getUsageMessage();
        assertThat(help).contains("\nExit codes:\n  0     Done.\n  1  ", "\n  2  ", "\n  3  ", "\n  130  ");
        assertThat(help.substring(help.indexOf("\nExamples:\n"))).contains("\n  " + name);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("commands")
    void examplesAreValidAndTheirFilesExist(CommandLine line) {
        String examples =
                String.join("\n", line.getCommandSpec().usageMessage().footer()).replaceAll("\\\\\n", "");
        List<String> lines = examples.lines()
                .map(String::strip)
                .filter(text -> text.startsWith("./skybourse "))
                .toList();
        assertThat(lines).isNotEmpty();
        for (String example : lines) {
            List<String> words = Arrays.asList(example.split(" +"));
            Main.commandLine().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            assertThat(words.stream().filter(word -> word.startsWith("examples/")))
                    .allMatch(file -> Files.exists(Path.of(file)));
        }
    }

    @Test
    void deadlineQuantilePrecedesDeadlineFactor() {
        String help = PROGRAM.getSubcommands().get("import").getUsageMessage();
        assertThat(help.indexOf("--deadline-quantile"))
                .isPositive()
                .isLessThan(help.indexOf("--deadline-factor=FACTOR"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void choicesHaveOneSpelling(CommandLine line) {
        for (OptionSpec option : line.getCommandSpec().options()) {
            Class<?> type = option.auxiliaryTypes()[0];
            if (type.isEnum()) {
                assertThat(option.description()[0]).contains(EnumOptions.spellings(type));
                for (Object choice : type.getEnumConstants()) {
                    assertThat(option.description()[0]).doesNotContain(((Enum<?>) choice).name());
                }
            }
        }
    }

    @Test
    void rejectsOtherSpellingsOfChoices() {
        for (String[] arguments : new String[][] {
            {"solve", "--method", "GAUSS_SEIDEL"},
            {"solve", "--method", "gauss_seidel"},
            {"solve", "--turns", "Shorter"},
            {"bench", "tier1", "--overload", "expected_cost"},
            {"evaluate", "learned", "--baselines", "NONE"}
        }) {
            Ran ran = Ran.of((Object[]) arguments);
            assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
            assertThat(ran.err()).contains("must be one of ", ": \"" + arguments[arguments.length - 1] + "\"");
        }
    }

    @Test
    void threadsOptionHasOneDescription() {
        var threads = new TreeMap<String, List<String>>();
        commands()
                .forEach(line -> line.getCommandSpec().options().stream()
                        .filter(option -> option.longestName().equals("--threads"))
                        .forEach(option -> threads.computeIfAbsent(option.description()[0], _ -> new ArrayList<>())
                                .add(line.getCommandName())));
        assertThat(threads).hasSize(1);
        assertThat(threads.firstEntry().getValue())
                .contains("certify", "soundness", "tier1", "train", "sweep", "reproduce", "verify");
    }

    @Test
    void helpListsAllCommandsOnce() {
        String help = PROGRAM.getUsageMessage();
        List<String> listed = help.substring(help.indexOf("\nMarkets:\n"), help.indexOf("\nHelp:\n"))
                .lines()
                .filter(text -> text.matches("  [a-z0-9-]+ .*"))
                .map(text -> text.strip().split(" ")[0])
                .toList();
        List<String> all = new ArrayList<>(PROGRAM.getSubcommands().keySet());
        all.addAll(List.of("build", "install", "python", "test", "mvn", "spark"));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
    }

    /** Commands that a line does not name are never built. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "help",
                "help run",
                "run --help",
                "bench tier1 --help",
                "bench",
                "runn",
                "run --halp",
                "run two three",
                "--version",
                "solve --version"
            })
    void buildsOnlyCommandsOfTheLine(String line) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        StringWriter text = new StringWriter();
        CommandLine own = Main.commandLine(words).setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
        int code = own.execute(words);
        Ran all = Ran.of((Object[]) words);
        assertThat(text.toString()).isEqualTo(all.out() + all.err()).isNotEmpty();
        assertThat(code).isEqualTo(all.code());
        assertThat(own.getSubcommands().get("train").getCommandSpec().options()).isEmpty();
    }

    @Test
    void noArgumentsAndHelpPrintHelp() {
        for (Ran ran : List.of(Ran.of(), Ran.of("help"), Ran.of("--help"))) {
            assertThat(ran.code()).isZero();
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).isEqualTo(PROGRAM.getUsageMessage());
        }
        assertThat(Ran.of("help", "run")).isEqualTo(Ran.of("run", "--help"));
        assertThat(Ran.of("bench")).isEqualTo(Ran.of("bench", "--help"));
        assertThat(Ran.of("run", "--version").out()).isEqualTo("skybourse " + Version.OWN + System.lineSeparator());
    }

    @Test
    void commandOfLauncherHintsAtLauncher() {
        assertThat(Ran.of("build").err()).contains("\nHint: use the launcher: ", "./skybourse build");
    }
}

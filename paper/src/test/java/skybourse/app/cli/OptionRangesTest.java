package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import skybourse.app.command.ExitCode;

/** The help states the range of every number, and errors for numbers outside it name the option. */
class OptionRangesTest {

    private static final Pattern RANGE = Pattern.compile("(From|Above) ([0-9.]+)(?: to ([0-9.]+))?\\.");
    private static final Set<Class<?>> NUMBERS =
            Set.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class);

    /** Options without a range, and those whose range depends on the market. */
    private static final Pattern ANY =
            Pattern.compile("--(first-|behaviour-)?seed|--(start-(buyers|sellers)|low|high)|--at");

    @TempDir
    private static Path temp;

    /** Arguments that a command needs before it checks its options. */
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "auction", List.of("examples/orders.csv"),
            "certify", List.of("examples/reference.yaml", "--prices", "examples/reference.yaml"),
            "evaluate", List.of("learned"),
            "gateway", List.of("http://127.0.0.1:1", "--agent", "b1", "--secret-file", "examples/orders.csv"),
            "import", List.of("--over-time", "--out", "OUT"),
            "sell",
                    List.of(
                            "http://127.0.0.1:1",
                            "--endpoint",
                            "http://127.0.0.1:1",
                            "--agent",
                            "S1",
                            "--secret-file",
                            "examples/orders.csv"),
            "judge",
                    List.of(
                            "http://127.0.0.1:1",
                            "--endpoint",
                            "http://127.0.0.1:1",
                            "--operator",
                            "examples/orders.csv"),
            "simulate", List.of("--slots", "1"),
            "train", List.of("--market", "narrow-3x2", "--out", "OUT", "--epochs", "1"));

    /** Arguments that an option needs; otherwise it is rejected for another reason. */
    private static final Map<String, List<String>> WITH = Map.of(
            "--scenario-markets",
            List.of("--scenario", "examples/reference.yaml"),
            "audit --slots",
            List.of("examples/campus.yaml", "--over-time"));

    record Numbered(String command, OptionSpec option) {
        @Override
        public String toString() {
            return command + " " + option.longestName();
        }
    }

    static Stream<Numbered> numbers() {
        return optionsOf(Main.commandLine(), "")
                .filter(numbered -> !isTestedElsewhere(numbered)
                        && NUMBERS.contains(numbered.option.auxiliaryTypes()[0])
                        && !ANY.matcher(numbered.option.longestName()).matches());
    }

    /** {@code --threads} is the same option in all commands and is tested with one of them. */
    private static boolean isTestedElsewhere(Numbered numbered) {
        return numbered.option.longestName().equals("--threads") && !numbered.command.equals("soundness");
    }

    private static Stream<Numbered> optionsOf(CommandLine line, String path) {
        Stream<Numbered> own =
                line.getCommandSpec().options().stream().map(option -> new Numbered(path.strip(), option));
        return Stream.concat(
                own,
                line.getSubcommands().entrySet().stream()
                        .flatMap(sub -> optionsOf(sub.getValue(), path + " " + sub.getKey())));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void commandRejectsValuesOutsideDocumentedRange(Numbered numbered) {
        Matcher range = RANGE.matcher(numbered.option.description()[0]);
        assertThat(range.find()).as(numbered + " says its range").isTrue();
        boolean isOpen = range.group(1).equals("Above");
        double least = Double.parseDouble(range.group(2));
        assertRejected(numbered, isOpen ? "0" : Long.toString((long) least - 1));
        if (range.group(3) != null) {
            assertRejected(numbered, Long.toString((long) Double.parseDouble(range.group(3)) + 1));
        }
    }

    private static void assertRejected(Numbered numbered, String value) {
        String option = numbered.option.longestName();
        List<String> arguments = new ArrayList<>(Arrays.asList(numbered.command.split(" ")));
        List<String> required = REQUIRED.getOrDefault(numbered.command, List.of());
        int position = required.indexOf(option);
        for (int i = 0; i < required.size(); i++) {
            if (position < 0 || i < position || i > position + 1) {
                arguments.add(
                        required.get(i).equals("OUT") ? temp.resolve("out").toString() : required.get(i));
            }
        }
        arguments.addAll(WITH.getOrDefault(option, WITH.getOrDefault(numbered.command + " " + option, List.of())));
        if (option.equals("--scenario-markets")) {
            arguments.removeAll(List.of("--market", "narrow-3x2"));
        }
        arguments.add(option + "=" + value);
        Ran ran = Ran.of(arguments.toArray());
        assertThat(ran.code()).as(arguments + ran.err()).isEqualTo(ExitCode.INVALID_INPUT);
        String name = option.substring(2).replace("-", "").toLowerCase(java.util.Locale.ROOT);
        assertThat(ran.err().toLowerCase(java.util.Locale.ROOT).replace("-", ""))
                .contains(name)
                .contains(value.replace("-", ""));
    }
}

package skybourse.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import skybourse.files.text.InvalidInputException;

/**
 * Outlines of the commands that measure the program. The implementations are in {@code benchmarks}, not in the program's JAR file; the launcher
 * compiles them.
 */
final class MeasuringCommands {

    static final String BENCH = "Measures speed and memory relative to a reference and prints tables.";
    static final String SOUNDNESS = "Searches for violations of the certificate at random prices of random markets.";

    /** Packages that may contain the implementation of an outline. */
    private static final List<String> PACKAGES = List.of("skybourse.app.cli.", "skybourse.paper.cli.");

    /** Name and description of {@code bench}. */
    @Command(name = "bench", description = BENCH)
    static final class Bench extends Outline {}

    /** Name and description of {@code soundness}. */
    @Command(name = "soundness", description = SOUNDNESS)
    static final class Soundness extends Outline {}

    private MeasuringCommands() {}

    /**
     * Returns the implementation of a command if {@code type} is an outline and the implementation is on the class path. Otherwise returns {@code
     * type}.
     */
    static Class<?> compiledCommand(Class<?> type) {
        if (!Outline.class.isAssignableFrom(type)) {
            return type;
        }
        return PACKAGES.stream()
                .flatMap(name -> compiled(name + type.getSimpleName() + "Command"))
                .findFirst()
                .orElse(type);
    }

    private static Stream<Class<?>> compiled(String name) {
        try {
            return Stream.of(Class.forName(name));
        } catch (ClassNotFoundException _) {
            return Stream.empty();
        }
    }

    @Command
    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
    abstract static class Outline implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Unmatched
        private final List<String> words = new ArrayList<>();

        @Override
        public Integer call() {
            String typed = String.join(" ", words);
            throw new InvalidInputException(
                    spec.name(),
                    "must be started with ./skybourse, which compiles it: not in this JAR file",
                    ("run `./skybourse " + spec.name() + " " + typed).strip() + "`.");
        }
    }
}

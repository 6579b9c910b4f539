package skybourse.app.options;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Messages about options of earlier versions that are replaced by sweeps. */
public final class RemovedOptions {

    /** Advice for each of these options. */
    public static final String ADVICE =
            "for other markets, rules or seeds, edit a copy of that file. See docs/guides/run-a-sweep.md.";

    private static final Map<String, String> SWEEPS = Map.of(
            "audit --table", "thin-to-thick",
            "audit --figure-8", "figure-8",
            "audit --small-markets", "small-markets",
            "audit --talk", "talk",
            "audit --gains", "gains",
            "headroom --aliasing", "aliasing",
            "evaluate --against truthful", "truthful");

    private RemovedOptions() {}

    /** Returns the message about the first of these options that is given; empty if there is none. */
    public static Optional<String> firstUsed(ParameterException failure) {
        String command = failure.getCommandLine().getCommandName() + " ";
        return given(failure)
                .filter(option -> SWEEPS.containsKey(command + option))
                .findFirst()
                .map(option -> option + ": must not be given: use `./skybourse sweep examples/sweeps/"
                        + SWEEPS.get(command + option) + ".yaml`");
    }

    private static Stream<String> given(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unknown
                ? unknown.getUnmatched().stream().map(option -> option.replaceAll("=.*", ""))
                : Stream.of(failure.getArgSpec())
                        .filter(OptionSpec.class::isInstance)
                        .map(option -> ((OptionSpec) option).longestName() + " " + failure.getValue());
    }
}

package skybourse.app.options;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Messages about options of earlier versions that are renamed, removed or replaced by sweeps. */
public final class RemovedOptions {

    /** Advice for options that a sweep replaces. */
    public static final String ADVICE =
            "for other markets, rules or seeds, edit a copy of that file. See docs/guides/run-a-sweep.md.";

    private static final Map<String, String> SWEEPS = Map.of(
            "audit --table", "thin-to-thick",
            "audit --figure-8", "figure-8",
            "audit --small-markets", "small-markets",
            "audit --talk", "talk",
            "audit --gains", "gains",
            "headroom --aliasing", "aliasing",
            "evaluate --baselines truthful", "truthful");

    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("check-receipt --mine", "--sent-commands"),
            Map.entry("check-receipt --my-key", "--agent-key"),
            Map.entry("check-receipt --older", "--earlier-checkpoint"),
            Map.entry("certify --effort", "--max-prices"),
            Map.entry("evaluate --against", "--baselines"),
            Map.entry("evaluate --drawn", "--sampled-scenarios"),
            Map.entry("train --drawn", "--sampled-scenarios"),
            Map.entry("evaluate --most-states", "--max-states"),
            Map.entry("headroom --most-states", "--max-states"),
            Map.entry("import --standing", "--stationary-share"),
            Map.entry("import --most-links", "--max-links"),
            Map.entry("import --least-rate", "--min-rate"));

    private static final Map<String, String> WITHOUT_SUCCESSOR =
            Map.of("run --images", "open report.html: the button SVG above each chart saves it as an image.");

    private RemovedOptions() {}

    /** Returns the message about the first given option that a sweep replaces; empty if none is given. */
    public static Optional<String> firstUsed(ParameterException failure) {
        String command = failure.getCommandLine().getCommandName() + " ";
        return given(failure)
                .filter(option -> SWEEPS.containsKey(command + option))
                .findFirst()
                .map(option -> option + ": must not be given: use `./skybourse sweep examples/sweeps/"
                        + SWEEPS.get(command + option) + ".yaml`");
    }

    /** Returns advice about the first given option that was renamed or removed; empty if no such option is given. */
    public static Optional<String> advice(UnmatchedArgumentException unknown) {
        String command = unknown.getCommandLine().getCommandName() + " ";
        return given(unknown)
                .map(option -> RENAMED.containsKey(command + option)
                        ? option + " is now " + RENAMED.get(command + option) + "."
                        : WITHOUT_SUCCESSOR.getOrDefault(command + option, ""))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Stream<String> given(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unknown
                ? unknown.getUnmatched().stream().map(option -> option.replaceAll("=.*", ""))
                : Stream.of(failure.getArgSpec())
                        .filter(OptionSpec.class::isInstance)
                        .map(option -> ((OptionSpec) option).longestName() + " " + failure.getValue());
    }
}

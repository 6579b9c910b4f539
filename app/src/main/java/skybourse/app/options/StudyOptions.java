package skybourse.app.options;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Options that once made a command a study of many markets, which is a sweep now. */
public final class StudyOptions {

    /** What may help whoever gives one. */
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

    private StudyOptions() {}

    /** Returns the complaint about the first such option that was given; empty where there is none. */
    public static Optional<String> sweep(ParameterException failure) {
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

package skybourse.app.command;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import skybourse.app.folders.WritableOutputCheck;

/** Checks of output paths before any work is done. */
public final class OutputPathCheck {

    /** Options whose value is an output path. */
    private static final List<String> OPTIONS =
            List.of("--out", "--counterexample", "--docs", "--keep-cells", "--onnx");

    private OutputPathCheck() {}

    /** Checks that the output paths of a command line can be written and that its plugins are loaded. Throws {@code InvalidInputException} otherwise. */
    public static void check(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        for (OptionSpec option : last.matchedOptions()) {
            if (OPTIONS.contains(option.longestName())) {
                boolean folder = option.paramLabel().equals("DIR");
                option.originalStringValues()
                        .forEach(text -> WritableOutputCheck.check(option.longestName(), Path.of(text), folder));
            } else if (option.longestName().equals(Plugins.OPTION)) {
                option.originalStringValues().forEach(text -> Plugins.requireLoaded(Path.of(text)));
            }
        }
    }
}

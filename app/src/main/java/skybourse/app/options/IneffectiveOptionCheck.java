package skybourse.app.options;

import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import skybourse.app.command.QuotedCommandLine;
import skybourse.files.text.InvalidInputException;

/** Checks for options that have no effect because of another option. Giving one is an error. */
public final class IneffectiveOptionCheck {

    private IneffectiveOptionCheck() {}

    /**
     * Requires that none of these options is given.
     *
     * @param spec the command
     * @param beside the option or condition because of which they have no effect, such as {@code "--rule mcafee"}
     * @param names names of the options
     * @throws InvalidInputException if one of them is given; the message names the first one
     */
    public static void refuse(CommandSpec spec, String beside, String... names) {
        Stream.of(names).filter(name -> given(spec, name)).findFirst().ifPresent(name -> {
            throw new InvalidInputException(
                    name,
                    "must not be given: it has no effect with " + beside,
                    "leave it out; " + QuotedCommandLine.help(spec.commandLine()));
        });
    }

    /** Returns whether an option is given, even if its value is the default. */
    public static boolean given(CommandSpec spec, String name) {
        return spec.commandLine().getParseResult().hasMatchedOption(name);
    }
}

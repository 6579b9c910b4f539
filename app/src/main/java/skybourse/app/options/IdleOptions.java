package skybourse.app.options;

import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import skybourse.app.command.CommandText;
import skybourse.files.text.InvalidInputException;

/** Options that were given where another choice leaves them without meaning: an error, not a silence. */
public final class IdleOptions {

    private IdleOptions() {}

    /**
     * Accepts a command line on which none of these options was given.
     *
     * @param spec the command
     * @param beside what leaves them without meaning, such as {@code "--rule mcafee"}
     * @param names of the options
     */
    public static void refuse(CommandSpec spec, String beside, String... names) {
        Stream.of(names).filter(name -> given(spec, name)).findFirst().ifPresent(name -> {
            throw new InvalidInputException(
                    name,
                    "must not be given: it has no effect with " + beside,
                    "leave it out; " + CommandText.help(spec.commandLine()));
        });
    }

    /** Tells whether an option was given, be it with the value that it has by default. */
    public static boolean given(CommandSpec spec, String name) {
        return spec.commandLine().getParseResult().hasMatchedOption(name);
    }
}

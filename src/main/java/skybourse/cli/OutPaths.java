package skybourse.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import skybourse.codec.InvalidInputException;
import skybourse.numeric.Label;

/** Where a command is to write: looked at before any work, so that nothing is computed that could not be kept. */
final class OutPaths {

    /** The options that say where. */
    private static final List<String> OPTIONS = List.of("--out", "--counterexample");

    private OutPaths() {}

    /** Checks the places that a command line gives. */
    static void check(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        for (OptionSpec option : last.matchedOptions()) {
            if (OPTIONS.contains(option.longestName())) {
                option.originalStringValues().forEach(text -> check(option.longestName(), Path.of(text)));
            }
        }
    }

    private static void check(String option, Path path) {
        for (Path part = path.toAbsolutePath().normalize(); part != null; part = part.getParent()) {
            if (Files.exists(part)) {
                requireFolder(option, path, part);
                return;
            }
            String name = name(part);
            if (name.getBytes(StandardCharsets.UTF_8).length > Label.MOST_BYTES) {
                throw bad(
                        option,
                        "must have at most " + Label.MOST_BYTES + " bytes for each name: " + Label.shown(name),
                        "a shorter name was meant");
            }
            if (!Label.printable(name).equals(name)) {
                throw bad(option, "must hold no control characters: " + Label.shown(name), "a plain name was meant");
            }
        }
    }

    private static String name(Path path) {
        @Nullable Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static void requireFolder(String option, Path path, Path there) {
        boolean last = there.equals(path.toAbsolutePath().normalize());
        if (!last && !Files.isDirectory(there)) {
            throw bad(option, "must lie in a folder: " + there + " is none", "another place was meant");
        }
        if (last && !Files.isDirectory(there) && !Files.isRegularFile(there)) {
            throw bad(option, "must not be a device, pipe or socket: " + path, "a new file was meant");
        }
        if (Files.isDirectory(there) && !Files.isWritable(there)) {
            throw bad(option, "must be writable: " + there + " is not", "it belongs to another user");
        }
    }

    private static InvalidInputException bad(String option, String complaint, String advice) {
        return new InvalidInputException(option, "", complaint, advice);
    }
}

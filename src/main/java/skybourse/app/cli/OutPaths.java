package skybourse.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.store.FolderVersion;
import skybourse.app.store.RunFiles;
import skybourse.app.store.RunFolder;
import skybourse.base.numeric.Label;

/** Where a command is to write: looked at before any work, so that nothing is computed that could not be kept. */
final class OutPaths {

    /** The options that say where. */
    private static final List<String> OPTIONS =
            List.of("--out", "--counterexample", "--docs", "--keep-cells", "--onnx");

    private OutPaths() {}

    /** Checks the places that a command line gives. */
    static void check(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        for (OptionSpec option : last.matchedOptions()) {
            if (OPTIONS.contains(option.longestName())) {
                boolean folder = option.paramLabel().equals("DIR");
                option.originalStringValues().forEach(text -> check(option.longestName(), Path.of(text), folder));
            }
        }
    }

    /**
     * Returns the folder of a run, which may be new, empty or that of an earlier run of this version. The folder that a scenario
     * has by default may be another's, whose name is written alike: that one is not replaced.
     *
     * @param out as given; null for one named after the scenario
     */
    static Path ofRun(@Nullable Path out, String scenario) {
        String name = Label.fileName(scenario);
        String source = out == null ? "out/" + name : "--out";
        Path folder;
        try {
            folder = out == null ? Path.of("out", name) : out;
        } catch (InvalidPathException e) {
            throw bad("--out", "must be given: no file here can be called " + name, "LC_ALL=C.UTF-8 is missing");
        }
        check(source, folder, true);
        if (!RunFolder.mayReplace(folder)) {
            throw bad(source, "must be new, empty or the folder of a run: " + folder + " is not", "another was meant");
        }
        new FolderVersion(Main.VERSION).require(folder);
        Path there = folder.resolve(RunFiles.SCENARIO);
        if (out == null && Files.exists(there)) {
            String other = ScenarioFile.read(there).name();
            if (!other.equals(scenario)) {
                throw bad(
                        source,
                        "must be new or hold a run of " + Label.shown(scenario) + ": it holds one of "
                                + Label.shown(other),
                        "--out with another folder was meant");
            }
        }
        return folder;
    }

    private static void check(String option, Path path, boolean folder) {
        for (Path part = path.toAbsolutePath().normalize(); part != null; part = part.getParent()) {
            if (Files.exists(part)) {
                requirePlace(option, path, part, folder);
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

    private static void requirePlace(String option, Path path, Path there, boolean folder) {
        boolean last = there.equals(path.toAbsolutePath().normalize());
        if (!last && !Files.isDirectory(there)) {
            throw bad(option, "must lie in a folder: " + there + " is none", "another place was meant");
        }
        if (last && !Files.isDirectory(there) && !Files.isRegularFile(there)) {
            throw bad(option, "must not be a device, pipe or socket: " + path, "a new file was meant");
        }
        if (last && folder != Files.isDirectory(there)) {
            throw bad(option, "must be a " + (folder ? "folder: " : "file: ") + path + " is none", "another was meant");
        }
        if (Files.isDirectory(there) && !Files.isWritable(there)) {
            throw bad(option, "must be writable: " + there + " is not", "it belongs to another user");
        }
    }

    private static InvalidInputException bad(String option, String complaint, String advice) {
        return new InvalidInputException(option, "", complaint, advice);
    }
}

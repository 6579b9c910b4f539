package skybourse.app.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.ReportPage;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.log.IoErrorText;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.InvalidInputException;

/** Output folder of a run, which is written completely or not at all. */
public final class RunFolder {

    private RunFolder() {}

    /**
     * Returns the folder of a run. It may be new, empty, or the folder of an earlier run of this version. Two scenario names can have
     * the same default folder; the run of another scenario in it is not replaced.
     *
     * @param out the requested folder; null for one named after the scenario
     * @param scenario name of the scenario
     * @param version version of the program
     * @throws InvalidInputException if the folder contains other files, a run of another version, or, without {@code out}, a run of another
     *     scenario, or if it cannot be written
     */
    public static Path place(@Nullable Path out, String scenario, String version) {
        String name = LabelSyntax.fileName(scenario);
        String source = out == null ? "out/" + name : "--out";
        Path folder = out == null ? standard(name) : out;
        WritableOutputCheck.check(source, folder, true);
        if (!mayReplace(folder)) {
            throw new InvalidInputException(
                    source,
                    "must be new, empty or the folder of a run: " + folder + " is not",
                    "choose another folder.");
        }
        new FolderVersionCheck(version).require(folder);
        if (out == null) {
            requireRunOf(scenario, source, folder.resolve(RunFiles.SCENARIO));
        }
        return folder;
    }

    private static Path standard(String name) {
        try {
            return Path.of("out", name);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(
                    "--out", "must be given: this locale cannot encode the file name " + name, "set LC_ALL=C.UTF-8.");
        }
    }

    private static void requireRunOf(String scenario, String source, Path there) {
        if (!Files.exists(there)) {
            return;
        }
        String other =
                ScenarioText.read(there.toString(), TextFiles.read(there)).name();
        if (!other.equals(scenario)) {
            throw new InvalidInputException(
                    source,
                    "must be new or contain a run of " + LabelSyntax.escapedInQuotes(scenario)
                            + ": it contains a run of " + LabelSyntax.escapedInQuotes(other),
                    "choose another folder with --out.");
        }
    }

    /** Returns whether a run may be written to a folder. This is allowed if the folder does not exist, is empty, or contains an earlier run. */
    private static boolean mayReplace(Path folder) {
        if (!Files.exists(folder) || Files.exists(folder.resolve("result.json"))) {
            return true;
        }
        try (Stream<Path> paths = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
            return paths.findAny().isEmpty();
        } catch (IOException e) {
            throw IoErrorText.describe("cannot read " + folder, e);
        }
    }

    /**
     * Writes the files to a temporary folder beside the target, then moves it there. It replaces the folder of an earlier run. A
     * shutdown waits until the move is done, at most 30 s.
     *
     * @param folder the target
     * @param files content by path inside the folder
     */
    public static void write(Path folder, Map<String, byte[]> files) {
        Path target = folder.toAbsolutePath().normalize();
        try {
            ShutdownGuard.runCritical(() -> writeThrough(target, files));
        } catch (IOException e) {
            throw IoErrorText.describe("cannot write " + folder, e);
        }
    }

    private static void writeThrough(Path target, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(target.getParent());
        Path fresh = target.resolveSibling(".run-" + ProcessHandle.current().pid());
        // An earlier process with the same id may have left this folder if it was killed.
        delete(fresh);
        Files.createDirectory(fresh);
        try {
            fill(fresh, files);
            replace(fresh, target);
        } finally {
            delete(fresh);
        }
    }

    private static void fill(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static void replace(Path fresh, Path target) throws IOException {
        if (!Files.exists(target)) {
            Files.move(fresh, target);
            return;
        }
        if (!mayReplace(target)) {
            throw new IOException("it exists and is not the folder of a run");
        }
        Path old = fresh.resolveSibling(fresh.getFileName() + "-old");
        // A killed process may also have left this folder.
        delete(old);
        Files.move(target, old);
        try {
            Files.move(fresh, target);
        } catch (IOException e) {
            Files.move(old, target);
            throw e;
        }
        delete(old);
    }

    /**
     * Runs work in a temporary folder, which is deleted afterwards.
     *
     * @param work the work
     * @param complaint message of the exception if the folder cannot be created or deleted
     */
    static <T> T inTemporaryFolder(Function<Path, T> work, String complaint) {
        try {
            Path folder = Files.createTempDirectory("skybourse");
            try (var _ = ShutdownGuard.then(() -> discard(folder))) {
                return work.apply(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw IoErrorText.describe(complaint, e);
        }
    }

    /** Deletes a folder during shutdown. If that fails, it remains among the temporary files. */
    private static void discard(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // The program is ending, so there is no caller to inform.
        }
    }

    /** Deletes a page and the data and script files of that page, if they exist. */
    static void deletePage(Path folder, String page) throws IOException {
        Files.deleteIfExists(folder.resolve(page));
        for (String name : ReportPage.BESIDE) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    /** Deletes a folder with its content, if it exists. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}

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
import skybourse.app.report.Page;
import skybourse.base.numeric.Label;
import skybourse.files.log.IoErrorText;
import skybourse.files.log.TextFiles;
import skybourse.files.scenario.ScenarioText;
import skybourse.files.text.InvalidInputException;

/** Puts the files of a run into a folder of its own, all of them or none. */
public final class RunFolder {

    private RunFolder() {}

    /**
     * Returns the folder of a run, which may be new, empty or that of an earlier run of this version. The folder that a scenario
     * has by default may be another's, whose name is written alike: that one is not replaced.
     *
     * @param out as given; null for one named after the scenario
     * @param scenario its name
     * @param version of the program
     */
    public static Path place(@Nullable Path out, String scenario, String version) {
        String name = Label.fileName(scenario);
        String source = out == null ? "out/" + name : "--out";
        Path folder = out == null ? standard(name) : out;
        OutputLocation.check(source, folder, true);
        if (!mayReplace(folder)) {
            throw new InvalidInputException(
                    source,
                    "must be new, empty or the folder of a run: " + folder + " is not",
                    "choose another folder.");
        }
        new FolderVersion(version).require(folder);
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
                    "must be new or contain a run of " + Label.escapedInQuotes(scenario) + ": it contains a run of "
                            + Label.escapedInQuotes(other),
                    "choose another folder with --out.");
        }
    }

    /** Tells whether a run may be written to a folder: it is not there, empty, or that of an earlier run. */
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
     * Writes the files beside the folder, then moves them there, replacing a folder of an earlier run. A program that is stopped
     * meanwhile ends when that is done.
     *
     * @param folder where they shall be
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
        delete(fresh); // of a killed process that had the same number
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
        delete(old); // as above
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
     * Makes something in a folder of its own, of which nothing is left.
     *
     * @param work makes it there
     * @param complaint where no folder can be made
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

    /** Deletes a folder when the program is being stopped; what cannot be deleted lies among temporary files. */
    private static void discard(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // nobody is left to be told
        }
    }

    /** Deletes a page and what lies beside it, where they are. */
    static void deletePage(Path folder, String page) throws IOException {
        Files.deleteIfExists(folder.resolve(page));
        for (String name : Page.BESIDE) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
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

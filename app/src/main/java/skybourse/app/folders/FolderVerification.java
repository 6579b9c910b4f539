package skybourse.app.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import skybourse.app.report.evaluation.SweepCsvTables;
import skybourse.app.report.simulation.SlotCsvTables;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.codec.ModelFile;
import skybourse.files.codec.ReproductionState;
import skybourse.files.log.FolderDigests;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;

/**
 * Verification of the files in a result folder. Compares the files in a folder with the recorded digests and with the output of a
 * repeated computation.
 */
public final class FolderVerification {

    private final String version;
    private final Function<Path, FolderDigests> again;
    private final Consumer<String> tell;

    /**
     * Result of a verification.
     *
     * @param different number of files that were changed, added or removed, or whose repeated computation gives another content
     * @param finished whether all results are finished
     */
    public record Result(int different, boolean finished) {

        /** Returns whether all results are finished and no file differs. */
        public boolean passed() {
            return different == 0 && finished;
        }

        /** Returns the result as a sentence. */
        public String text() {
            return switch (different) {
                case 0 ->
                    finished ? "Verified: all files are identical." : "Not finished: all existing files are identical.";
                case 1 -> "Not verified: 1 file differs.";
                default -> "Not verified: " + different + " files differ.";
            };
        }
    }

    /**
     * Creates a verification.
     *
     * @param version version of the program; results of another version are refused
     * @param again repeats the computation of a result from the inputs in its folder, and returns the digests of the files
     * @param tell receives the findings, line by line
     */
    public FolderVerification(String version, Function<Path, FolderDigests> again, Consumer<String> tell) {
        this.version = version;
        this.again = again;
        this.tell = tell;
    }

    /**
     * Verifies all results in a folder and its subfolders.
     *
     * @throws InvalidInputException if there are no results, or another version wrote one of them
     */
    public Result of(Path folder) {
        List<Path> files = files(folder);
        List<Path> found = folders(files, FolderVerification::tellsAResult);
        List<Path> begun = folders(files, FolderVerification::tellsABegunSweep);
        List<Path> simulated = folders(files, FolderVerification::tellsABegunSimulation);
        if (found.isEmpty() && begun.isEmpty() && simulated.isEmpty()) {
            String why = "must contain results of run, simulate, sweep or reproduce: none found";
            throw new InvalidInputException(folder.toString(), why, "give another folder.");
        }
        int different = 0;
        boolean finished = begun.isEmpty() && simulated.isEmpty();
        for (Path result : found) {
            List<String> toCome = toCome(result);
            finished &= toCome.isEmpty();
            different += verify(result, toCome);
        }
        begun.forEach(sweep -> tell.accept(sweep + ": not finished: " + SweepFolder.SPEC + ", the tables and "
                + FolderDigests.FILE + " are missing. To continue, run the command again that created it."));
        simulated.forEach(simulation -> tell.accept(
                simulation + ": not finished: slots are missing. To continue: ./skybourse simulate --continue "
                        + LabelSyntax.quoted(simulation.toString())));
        return new Result(different, finished);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        } catch (IOException e) {
            // The caller reports a folder without results.
            return List.of();
        }
    }

    /** Returns the folders that contain a matching file, sorted and without duplicates. */
    private static List<Path> folders(List<Path> files, Predicate<Path> tells) {
        return files.stream()
                .filter(tells)
                .map(path -> path.resolveSibling(""))
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns whether the file belongs to an interrupted sweep, which has cells, but no specification and no digests. */
    private static boolean tellsABegunSweep(Path path) {
        return path.endsWith(SweepFolder.CELLS)
                && !Files.exists(path.resolveSibling(SweepFolder.SPEC))
                && !Files.exists(path.resolveSibling(FolderDigests.FILE));
    }

    private static boolean tellsABegunSimulation(Path path) {
        return path.endsWith(SlotCsvTables.SLOTS) && SimulationFolder.isBegun(path.resolveSibling(""));
    }

    /** Returns the folders of the experiments that a reproduction has not run yet, and reports the command that continues it. */
    private List<String> toCome(Path result) {
        Path file = result.resolve(FolderVersionCheck.STUDY);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        ReproductionState state = ReproductionState.read(file.toString(), TextFiles.read(file));
        List<String> folders = state.toCome().stream().map(name -> name + "/").toList();
        if (!folders.isEmpty()) {
            tell.accept(unfinished(result, folders, state.command()));
        }
        return folders;
    }

    private static String unfinished(Path result, List<String> folders, String command) {
        return result + ": not finished: the files of " + String.join(", ", folders) + " are missing. To continue: "
                + command + " --out " + LabelSyntax.quoted(result.toString());
    }

    private static boolean tellsAResult(Path path) {
        return Stream.of(FolderDigests.FILE, RunFiles.MANIFEST, RunFiles.RESULT, SweepFolder.SPEC)
                        .anyMatch(path::endsWith)
                && !SimulationFolder.isBegun(path.resolveSibling(""));
    }

    /**
     * Returns the digests of the files that are now in a folder. Leaves out the cell results of a sweep and the timing tables of sweeps and
     * simulations, which have no recorded digest.
     */
    static FolderDigests present(Path folder) {
        return FolderDigests.ofFolder(
                folder,
                Map.of(
                        SweepFolder.SPEC, SweepFolder.CELLS,
                        SweepCsvTables.ROWS, SlotCsvTables.TIMING,
                        SlotCsvTables.SLOTS, SlotCsvTables.TIMING));
    }

    /** Returns the number of files that differ. In folders of experiments that are not finished, files without a recorded digest are ignored. */
    private int verify(Path result, List<String> toCome) {
        new FolderVersionCheck(version).require(result);
        FolderDigests recorded = FolderDigests.read(result);
        FolderDigests now = present(result)
                .without(name ->
                        !recorded.byName().containsKey(name) && toCome.stream().anyMatch(name::startsWith));
        List<String> spoilt = recorded.differences(now);
        spoilt.forEach(name ->
                tell.accept(String.format(Locale.ROOT, "%s %s", result.resolve(name), spoilt(recorded, now, name))));
        if (spoilt.stream().anyMatch(name -> recorded.byName().containsKey(name) && isNeeded(name))) {
            tell.accept(String.format(
                    Locale.ROOT,
                    "%s: cannot be recomputed, because one of its inputs was changed or is missing",
                    result));
            return spoilt.size();
        }
        // The tables of a reproduction are recomputed, but its pages are not.
        boolean pages = Files.exists(result.resolve(FolderVersionCheck.STUDY));
        FolderDigests made = pages ? recorded : again.apply(result);
        List<String> differing = recorded.differences(made).stream()
                .filter(name -> !spoilt.contains(name))
                .toList();
        differing.forEach(name -> tell.accept(
                String.format(Locale.ROOT, "%s %s", result.resolve(name), differing(recorded, made, name))));
        int different = spoilt.size() + differing.size();
        long names = Stream.of(recorded, now, made)
                .flatMap(digests -> digests.byName().keySet().stream())
                .distinct()
                .count();
        tell.accept(String.format(Locale.ROOT, "%s: %,d of %,d files differ", result, different, names));
        return different;
    }

    private static String spoilt(FolderDigests recorded, FolderDigests now, String name) {
        if (!recorded.byName().containsKey(name)) {
            return "was added: it is not in " + FolderDigests.FILE;
        }
        return now.byName().containsKey(name) ? "was changed" : "is missing";
    }

    private static String differing(FolderDigests recorded, FolderDigests again, String name) {
        if (!recorded.byName().containsKey(name)) {
            return "is missing, and so is its line in " + FolderDigests.FILE;
        }
        return again.byName().containsKey(name) ? "differs when produced again" : "is not produced again";
    }

    /** Returns whether other files are computed from a file. Such inputs are the manifest, YAML files and models. */
    private static boolean isNeeded(String name) {
        return name.equals(RunFiles.MANIFEST) || name.endsWith(".yaml") || name.endsWith(ModelFile.SUFFIX);
    }
}

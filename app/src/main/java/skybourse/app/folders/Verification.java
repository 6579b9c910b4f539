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
import skybourse.app.report.evaluation.SweepTables;
import skybourse.app.report.simulation.SlotTables;
import skybourse.base.numeric.Label;
import skybourse.files.codec.ModelFile;
import skybourse.files.codec.ReproductionState;
import skybourse.files.log.Digests;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;

/** Compares the files of all results in a folder with what they were and with what comes out when they are made again. */
public final class Verification {

    private final String version;
    private final Function<Path, Digests> again;
    private final Consumer<String> tell;

    /**
     * What was found.
     *
     * @param different files that are not what they were or do not come out the same
     * @param finished whether all files are there that will be
     */
    public record Result(int different, boolean finished) {

        /** Tells whether nothing is left to be wished for. */
        public boolean passed() {
            return different == 0 && finished;
        }

        /** Returns it in words. */
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
     * Says how to compare.
     *
     * @param version of the program; results of another are refused
     * @param again makes the files of a run or sweep again, from what its folder states
     * @param tell takes what is found, a line at a time
     */
    public Verification(String version, Function<Path, Digests> again, Consumer<String> tell) {
        this.version = version;
        this.again = again;
        this.tell = tell;
    }

    /** Compares all results in a folder. */
    public Result of(Path folder) {
        List<Path> files = files(folder);
        List<Path> found = folders(files, Verification::tellsAResult);
        List<Path> begun = folders(files, Verification::tellsABegunSweep);
        List<Path> simulated = folders(files, Verification::tellsABegunSimulation);
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
                + Digests.FILE + " are missing. To continue, run the command again that created it."));
        simulated.forEach(simulation -> tell.accept(
                simulation + ": not finished: slots are missing. To continue: ./skybourse simulate --continue "
                        + Label.quoted(simulation.toString())));
        return new Result(different, finished);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        } catch (IOException e) {
            return List.of(); // the complaint says that nothing was found
        }
    }

    /** Returns the folders with a file that tells something, in order. */
    private static List<Path> folders(List<Path> files, Predicate<Path> tells) {
        return files.stream()
                .filter(tells)
                .map(path -> path.resolveSibling(""))
                .distinct()
                .sorted()
                .toList();
    }

    /** A sweep that was stopped has cells and nothing else. */
    private static boolean tellsABegunSweep(Path path) {
        return path.endsWith(SweepFolder.CELLS)
                && !Files.exists(path.resolveSibling(SweepFolder.SPEC))
                && !Files.exists(path.resolveSibling(Digests.FILE));
    }

    private static boolean tellsABegunSimulation(Path path) {
        return path.endsWith(SlotTables.SLOTS) && SimulationFolder.isBegun(path.resolveSibling(""));
    }

    /** Returns the folders of the experiments that a reproduction has still to run, after saying how it goes on. */
    private List<String> toCome(Path result) {
        Path file = result.resolve(FolderVersion.STUDY);
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
                + command + " --out " + Label.quoted(result.toString());
    }

    private static boolean tellsAResult(Path path) {
        return Stream.of(Digests.FILE, RunFiles.MANIFEST, RunFiles.RESULT, SweepFolder.SPEC)
                        .anyMatch(path::endsWith)
                && !SimulationFolder.isBegun(path.resolveSibling(""));
    }

    /** Returns the digests of a folder: of a sweep's results without its cells as they came, of both a sweep and a simulation without times. */
    static Digests present(Path folder) {
        return Digests.ofFolder(
                folder,
                Map.of(
                        SweepFolder.SPEC, SweepFolder.CELLS,
                        SweepTables.ROWS, SlotTables.TIMING,
                        SlotTables.SLOTS, SlotTables.TIMING));
    }

    /** Returns how many files are not what they were or do not come out the same; folders to come may hold what is not recorded yet. */
    private int verify(Path result, List<String> toCome) {
        new FolderVersion(version).require(result);
        Digests recorded = Digests.read(result);
        Digests now = present(result)
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
        boolean pages = Files.exists(result.resolve(FolderVersion.STUDY)); // made from the tables, which are made again
        Digests made = pages ? recorded : again.apply(result);
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

    private static String spoilt(Digests recorded, Digests now, String name) {
        if (!recorded.byName().containsKey(name)) {
            return "was added: it is not in " + Digests.FILE;
        }
        return now.byName().containsKey(name) ? "was changed" : "is missing";
    }

    private static String differing(Digests recorded, Digests again, String name) {
        if (!recorded.byName().containsKey(name)) {
            return "is missing, and so is its line in " + Digests.FILE;
        }
        return again.byName().containsKey(name) ? "differs when produced again" : "is not produced again";
    }

    /** Tells a file from which others are made: the settings, a scenario, a model. */
    private static boolean isNeeded(String name) {
        return name.equals(RunFiles.MANIFEST) || name.endsWith(".yaml") || name.endsWith(ModelFile.SUFFIX);
    }
}

package skybourse.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.codec.ModelFile;
import skybourse.app.codec.StudyState;
import skybourse.app.store.Digests;
import skybourse.app.store.FolderVersion;
import skybourse.app.store.RunFiles;
import skybourse.app.store.SweepFolder;
import skybourse.app.store.TextFiles;
import skybourse.evidence.experiment.Experiment;
import skybourse.evidence.experiment.Experiments;

/** {@code verify}: makes the results in a folder again and compares every file. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the results in a folder again and compares every file to the byte.",
            "It uses nothing but what the folder itself states."
        },
        footer = "  ./skybourse verify out/reference",
        exitCodeList = "1:A file differs or is not there yet, or could not be read or written.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder of run, sweep or reproduce, or one with such folders in it.")
    private Path folder;

    @Mixin
    private EngineOptions engines;

    @Override
    public Integer call() {
        List<Path> found = folders(VerifyCommand::tellsAResult);
        List<Path> begun = folders(VerifyCommand::tellsABegunSweep);
        if (found.isEmpty() && begun.isEmpty()) {
            throw new InvalidInputException(
                    folder.toString(),
                    "",
                    "must hold results of run, sweep or reproduce: none found",
                    "another folder was meant");
        }
        int different = 0;
        boolean finished = begun.isEmpty();
        for (Path result : found) {
            List<String> toCome = toCome(result);
            finished &= toCome.isEmpty();
            different += verify(result, toCome);
        }
        PrintWriter to = spec.commandLine().getOut();
        begun.forEach(sweep -> to.printf(
                Locale.ROOT,
                "%s: not finished: %s, the tables and %s are not there yet; the command that began it goes on where it was%n",
                sweep,
                SweepFolder.SPEC,
                Digests.FILE));
        to.println(
                switch (different) {
                    case 0 -> "every file " + (finished ? "" : "that is there ") + "is the same to the byte";
                    case 1 -> "1 file differs";
                    default -> different + " files differ";
                });
        to.flush();
        return different == 0 && finished ? 0 : Main.WORLD_FAILED;
    }

    /** Returns the folders with a file that tells something, in order. */
    private List<Path> folders(Predicate<Path> tells) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(tells)
                    .map(path -> path.resolveSibling(""))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // the complaint says that nothing was found
        }
    }

    /** A sweep that was stopped has cells and nothing else. */
    private static boolean tellsABegunSweep(Path path) {
        return path.endsWith(SweepFolder.CELLS)
                && !Files.exists(path.resolveSibling(SweepFolder.SPEC))
                && !Files.exists(path.resolveSibling(Digests.FILE));
    }

    /** Returns the folders of the experiments that a reproduction has still to run, after saying how it goes on. */
    private List<String> toCome(Path result) {
        Path file = result.resolve(Reproduction.RESULTS);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        StudyState state = StudyState.read(file.toString(), TextFiles.read(file));
        List<String> folders = state.toCome().stream()
                .map(name -> Experiments.named(name).map(Experiment::folder).orElse(name) + "/")
                .distinct()
                .toList();
        if (!folders.isEmpty()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%s: not finished: the files of %s are not there yet; `%s --out %s` goes on where it was%n",
                            result,
                            String.join(", ", folders),
                            state.command(),
                            CommandText.quoted(result.toString()));
        }
        return folders;
    }

    private static boolean tellsAResult(Path path) {
        return Stream.of(Digests.FILE, RunFiles.MANIFEST, RunFiles.RESULT, SweepFolder.SPEC)
                .anyMatch(path::endsWith);
    }

    /** Returns how many files are not what they were or do not come out the same; folders to come may hold what is not recorded yet. */
    private int verify(Path result, List<String> toCome) {
        PrintWriter to = spec.commandLine().getOut();
        new FolderVersion(Main.VERSION).require(result);
        Digests recorded = Digests.recorded(result);
        Digests now = Digests.present(result)
                .without(name ->
                        !recorded.byName().containsKey(name) && toCome.stream().anyMatch(name::startsWith));
        List<String> spoilt = recorded.differing(now);
        for (String name : spoilt) {
            to.printf(Locale.ROOT, "%s %s%n", result.resolve(name), spoilt(recorded, now, name));
        }
        if (spoilt.stream().anyMatch(name -> recorded.byName().containsKey(name) && isNeeded(name))) {
            to.printf(Locale.ROOT, "%s: cannot be run again without what it was made from%n", result);
            return spoilt.size();
        }
        boolean pages =
                Files.exists(result.resolve(Reproduction.RESULTS)); // made from the tables, which are made again
        Digests again = pages ? recorded : again(result);
        List<String> differing = recorded.differing(again).stream()
                .filter(name -> !spoilt.contains(name))
                .toList();
        for (String name : differing) {
            to.printf(Locale.ROOT, "%s %s%n", result.resolve(name), differing(recorded, again, name));
        }
        int different = spoilt.size() + differing.size();
        var names = new HashSet<>(recorded.byName().keySet());
        names.addAll(now.byName().keySet());
        names.addAll(again.byName().keySet());
        to.printf(Locale.ROOT, "%s: %d of %d files differ%n", result, different, names.size());
        return different;
    }

    private static String spoilt(Digests recorded, Digests now, String name) {
        if (!recorded.byName().containsKey(name)) {
            return "was added: it is not in " + Digests.FILE;
        }
        return now.byName().containsKey(name) ? "was changed" : "is gone";
    }

    private static String differing(Digests recorded, Digests again, String name) {
        if (!recorded.byName().containsKey(name)) {
            return "is gone, and its line in " + Digests.FILE;
        }
        return again.byName().containsKey(name) ? "comes out differently" : "is not made";
    }

    /** Tells a file from which others are made: the settings, a scenario, a model. */
    private static boolean isNeeded(String name) {
        return name.equals(RunFiles.MANIFEST) || name.endsWith(".yaml") || name.endsWith(ModelFile.SUFFIX);
    }

    private Digests again(Path result) {
        if (!Files.exists(result.resolve(SweepFolder.SPEC))) {
            return Digests.of(RunAgain.files(result, engines.threads()));
        }
        try {
            Path fresh = Files.createTempDirectory("skybourse-verify");
            try (var _ = Stopping.then(() -> discard(fresh))) {
                boolean page = Digests.recorded(result).byName().containsKey(SweepFolder.PAGE);
                new SweepFolder(fresh, SweepFile.read(result.resolve(SweepFolder.SPEC)), page, Main.VERSION)
                        .run(engines.engine(), Optional.empty(), TerminalBar::cells);
                return Digests.recorded(fresh);
            } finally {
                delete(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot verify " + result + ": " + e.getMessage(), e);
        }
    }

    private static void discard(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // the program is being stopped; what is left lies among temporary files
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

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
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import skybourse.app.codec.InvalidInputException;
import skybourse.app.codec.ModelFile;
import skybourse.app.store.Digests;
import skybourse.app.store.FolderVersion;
import skybourse.app.store.RunFiles;
import skybourse.app.store.SweepFolder;

/** {@code verify}: makes the results in a folder again and compares every file. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the results in a folder again and compares every file to the byte.",
            "It uses nothing but what the folder itself states."
        },
        footer = "  ./skybourse verify out/reference",
        exitCodeList = "1:A file differs, or could not be read or written.")
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
        List<Path> found = results();
        int different = 0;
        for (Path result : found) {
            different += verify(result);
        }
        PrintWriter to = spec.commandLine().getOut();
        to.println(
                switch (different) {
                    case 0 -> "every file is the same to the byte";
                    case 1 -> "1 file differs";
                    default -> different + " files differ";
                });
        to.flush();
        return different == 0 ? 0 : Main.WORLD_FAILED;
    }

    private List<Path> results() {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> found = paths.filter(VerifyCommand::tellsAResult)
                    .map(path -> path.resolveSibling(""))
                    .distinct()
                    .sorted()
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException e) {
            // the complaint below says it
        }
        throw new InvalidInputException(
                folder.toString(),
                "",
                "must hold results of run, sweep or reproduce: none found",
                "another folder was meant");
    }

    private static boolean tellsAResult(Path path) {
        return Stream.of(Digests.FILE, RunFiles.MANIFEST, RunFiles.RESULT, SweepFolder.SPEC)
                .anyMatch(path::endsWith);
    }

    /** Returns how many files are not what they were or do not come out the same. */
    private int verify(Path result) {
        PrintWriter to = spec.commandLine().getOut();
        new FolderVersion(Main.VERSION).require(result);
        Digests recorded = Digests.recorded(result);
        Digests now = Digests.present(result);
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

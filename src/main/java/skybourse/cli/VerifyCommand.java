package skybourse.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import skybourse.codec.InvalidInputException;
import skybourse.codec.SweepText;
import skybourse.experiment.SweepEngine;

/** {@code verify}: runs the sweeps of a result folder again and compares every file. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Runs every sweep in a result folder again and compares the files by their digests.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder of sweep or reproduce.")
    private Path folder;

    @Mixin
    private EngineOptions engines;

    @Override
    public Integer call() {
        List<Path> sweeps = sweeps();
        SweepEngine engine = engines.engine();
        PrintWriter to = spec.commandLine().getOut();
        int different = 0;
        for (Path found : sweeps) {
            different += verify(found, engine, to);
        }
        to.println(different == 0 ? "every file is the same to the byte" : different + " files differ");
        to.flush();
        return different == 0 ? 0 : Main.WORLD_FAILED;
    }

    private List<Path> sweeps() {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> found = paths.filter(path -> path.endsWith(SweepFolder.SPEC))
                    .map(path -> path.resolveSibling(""))
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
                "must hold a sweep: no " + SweepFolder.SPEC + " in it",
                "a folder in it was meant");
    }

    private static int verify(Path folder, SweepEngine engine, PrintWriter to) {
        try {
            Path again = Files.createTempDirectory("skybourse-verify");
            try {
                new SweepFolder(again, SweepFile.read(folder.resolve(SweepFolder.SPEC))).run(engine);
                Map<String, String> fresh = SweepFolder.recorded(again);
                int different = 0;
                for (Map.Entry<String, String> file :
                        SweepFolder.recorded(folder).entrySet()) {
                    Path there = folder.resolve(file.getKey());
                    boolean untouched = Files.exists(there)
                            && SweepText.digest(Files.readAllBytes(there)).equals(file.getValue());
                    boolean same = file.getValue().equals(fresh.get(file.getKey()));
                    if (!untouched || !same) {
                        to.printf("%s %s%n", there, untouched ? "comes out differently" : "was changed or is gone");
                        different++;
                    }
                }
                to.printf("%s: %d of %d files differ%n", folder, different, fresh.size());
                return different;
            } finally {
                delete(again);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot verify " + folder + ": " + e.getMessage(), e);
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

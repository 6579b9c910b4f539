package skybourse.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import skybourse.app.store.Digests;
import skybourse.app.store.SweepFolder;
import skybourse.app.store.Verification;

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
        PrintWriter to = spec.commandLine().getOut();
        Verification.Result found = new Verification(Main.VERSION, this::again, to::println).of(folder);
        to.println(found.text());
        return found.good() ? 0 : Main.WORLD_FAILED;
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

package skybourse.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;
import skybourse.app.command.TerminalProgressBar;
import skybourse.app.command.Version;
import skybourse.app.folders.FolderVerification;
import skybourse.app.folders.SimulationFolder;
import skybourse.app.folders.SweepFolder;
import skybourse.app.options.SweepEngineOptions;
import skybourse.files.log.FolderDigests;

/** The {@code verify} command: recomputes the results in a folder and compares every file byte by byte. */
@Command(
        name = "verify",
        description = {
            "Recomputes the results in a folder and compares every file byte by byte.",
            "All inputs are read from this folder."
        },
        footer = "  ./skybourse verify out/reference",
        exitCodeList = "1:A file differs, is missing, or could not be read or written.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class VerifyCommand extends CommandBase {

    @Parameters(
            paramLabel = "DIR",
            description = "Folder of run, simulate, sweep or reproduce, or a folder that contains such folders.")
    private Path folder;

    @Mixin
    private SweepEngineOptions engines;

    @Override
    public Integer call() {
        PrintWriter to = out();
        FolderVerification.Result found = new FolderVerification(Version.OWN, this::again, to::println).of(folder);
        to.println(found.text());
        return found.passed() ? 0 : ExitCode.FAILED;
    }

    private FolderDigests again(Path result) {
        if (SimulationFolder.isSimulation(result)) {
            return SimulateCommand.reproduce(result, engines.threads(), out()::println);
        }
        return Files.exists(result.resolve(SweepFolder.SPEC))
                ? SweepFolder.reproduce(result, Version.OWN, engines.engine(), TerminalProgressBar::cells)
                : FolderDigests.of(RunReproduction.files(result, engines.threads()));
    }
}

package skybourse.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.command.ExitCode;
import skybourse.app.command.TerminalProgressBar;
import skybourse.app.command.Version;
import skybourse.app.folders.ShutdownGuard;
import skybourse.app.folders.SweepFile;
import skybourse.app.folders.SweepFolder;
import skybourse.app.options.ReportPageOptions;
import skybourse.app.options.SweepEngineOptions;
import skybourse.base.numeric.LabelSyntax;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.task.CellTasks;

/** The {@code sweep} command: runs each point of a grid of settings with each seed, on this machine or on a cluster. */
@Command(
        name = "sweep",
        description = {
            "Runs a grid of settings times seeds and writes a page and tables with confidence intervals.",
            "If interrupted, run the same command again to continue. A cell that fails becomes a row with its reason."
        },
        footer = "  ./skybourse sweep examples/sweeps/two-tiers.yaml",
        exitCodeList = "1:A cell failed, or a file could not be read or written.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class SweepCommand extends CommandBase {

    @Parameters(
            paramLabel = "SPEC",
            description = "Specification of the sweep, YAML or JSON. docs/guides/run-a-sweep.md describes the format.")
    private Path file;

    @Option(names = "--out", paramLabel = "DIR", description = "Output folder. Default: out/NAME.")
    private @Nullable Path out;

    @Option(
            names = "--paper",
            description =
                    "Uses the paper's settings for axes that SPEC does not list: overload ignore, resalePrice lowest-ask, solver "
                            + "gauss-seidel, turns alternate, policy fixed. Default: the settings of run.")
    private boolean paper;

    @Option(
            names = "--parquet",
            description =
                    "Also writes rows.parquet. Needs a source checkout; the first use downloads a library (20 MB).")
    private boolean parquet;

    @Mixin
    private ReportPageOptions pages;

    @Mixin
    private SweepEngineOptions engines;

    @Override
    public Integer call() {
        Sweep sweep = SweepFile.read(file, paper ? CellTasks.PAPER : Map.of());
        Path folder = out == null ? Path.of("out", LabelSyntax.fileName(sweep.name())) : out;
        ResultTable table;
        try (var _ = ShutdownGuard.messageAtExit(err(), () -> "Interrupted. Run the same command again to continue.")) {
            var plain = new SweepFolder(folder, sweep, pages.form(), Version.OWN);
            table = (parquet ? plain.withParquet() : plain)
                    .run(engines.engine(), Optional.empty(), TerminalProgressBar::cells)
                    .table();
        }
        int failed = table.failures().size();
        out().printf(
                        Locale.ROOT,
                        "%,d cells, %,d failed.%nTables: %s%nReport: %s%n",
                        sweep.cells().size(),
                        failed,
                        folder,
                        folder.resolve(SweepFolder.PAGE));
        table.failures().stream()
                .limit(5)
                .forEach(failure -> out().printf(
                                Locale.ROOT,
                                "Failed: %s, seed %d: %s%n",
                                sweep.points().get(failure.cell().point()).inWords(),
                                failure.cell().seed(),
                                failure.reason()));
        out().flush();
        return failed == 0 ? 0 : ExitCode.FAILED;
    }
}

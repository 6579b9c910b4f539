package skybourse.app.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import skybourse.benchmarks.SweepBench;
import skybourse.evidence.task.CellTasks;
import skybourse.evidence.sweep.SweepGrid;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.app.options.SweepEngineOptions;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.command.CommandBase;

/** The {@code bench sweep} command: measures the overhead of an engine compared with a plain loop over the same cells. */
@Command(
        name = "sweep",
        description = "Runs the same cells in a plain loop, in the local engine and, with --engine spark, in Spark.",
        footer = "  ./skybourse bench sweep --cells 200")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class BenchSweepCommand extends CommandBase {

    @Option(
            names = "--cells",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of cells. From 1. Default: ${DEFAULT-VALUE}.")
    private int cells;

    @Option(
            names = "--markets",
            paramLabel = "N",
            defaultValue = "20",
            description = "Auctions per cell. From 1. Default: ${DEFAULT-VALUE}.")
    private int markets;

    @Mixin
    private SweepEngineOptions engines;

    @Override
    public Integer call() {
        OptionRangeCheck.atLeast(1, cells, "--cells");
        OptionRangeCheck.atLeast(1, markets, "--markets");
        var sweep = new Sweep(
                "bench",
                CellTasks.named("auction").orElseThrow(),
                SweepGrid.standard().axis("markets", markets).byAxis(),
                LongStream.rangeClosed(1, cells).boxed().toList(),
                ScenarioSource.none());
        PrintWriter out = out();
        out.printf(Locale.ROOT, "%,d cells of %,d auctions. ", cells, markets);
        new SweepBench(sweep).print(out, engines.engine());
        return 0;
    }
}

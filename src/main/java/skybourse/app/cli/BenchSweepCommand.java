package skybourse.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import skybourse.evidence.bench.SweepBench;

/** {@code bench sweep}: what an engine costs beside a plain loop over the same cells. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = "Runs the same cells in a plain loop, by the local engine and, with --engine spark, by Spark.",
        footer = "  ./skybourse bench sweep --cells 200")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class BenchSweepCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cells",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many cells. Default: ${DEFAULT-VALUE}.")
    private int cells;

    @Option(
            names = "--markets",
            paramLabel = "N",
            defaultValue = "20",
            description = "Auctions in a cell. Default: ${DEFAULT-VALUE}.")
    private int markets;

    @Mixin
    private EngineOptions engines;

    @Override
    public Integer call() {
        OptionRange.atLeast(1, cells, "--cells");
        OptionRange.atLeast(1, markets, "--markets");
        new SweepBench(cells, markets).print(spec.commandLine().getOut(), engines.engine());
        return 0;
    }
}

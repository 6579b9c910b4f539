package skybourse.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import skybourse.evidence.experiment.CellTasks;
import skybourse.evidence.experiment.Experiment;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.LocalEngine;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepEngine;
import skybourse.evidence.sweep.Worlds;

/** {@code bench sweep}: what an engine costs beside a plain loop over the same cells. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = "Runs the same cells in a plain loop, by the local engine and, with --engine spark, by Spark.",
        footer = "  ./skybourse bench sweep --cells 200")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class BenchSweepCommand implements Callable<Integer> {

    private static final double NANOS = 1e9;
    private static final int ROUNDS = 3;

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
        var sweep = new Sweep(
                "bench",
                CellTasks.named("auction").orElseThrow(),
                Experiment.grid("markets", markets),
                LongStream.rangeClosed(1, cells).boxed().toList(),
                Worlds.none());
        SweepEngine loop = (of, all, done) -> all.forEach(cell -> done.accept(of.run(cell)));
        spec.commandLine()
                .getOut()
                .printf(Locale.ROOT, "%d cells of %d auctions, seconds, the best of %d%n", cells, markets, ROUNDS);
        time("plain loop", loop, sweep);
        time("local, 1 thread", new LocalEngine(1), sweep);
        time("engine asked for", engines.engine(), sweep);
        return 0;
    }

    private void time(String name, SweepEngine engine, Sweep sweep) {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            List<CellResult> results = new ArrayList<>();
            long began = System.nanoTime();
            engine.run(sweep, sweep.cells(), results::add);
            best = Math.min(best, (System.nanoTime() - began) / NANOS);
        }
        spec.commandLine().getOut().printf(Locale.ROOT, "%-20s %8.3f%n", name, best);
        spec.commandLine().getOut().flush();
    }
}

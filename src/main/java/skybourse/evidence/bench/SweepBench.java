package skybourse.evidence.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import skybourse.evidence.experiment.CellTasks;
import skybourse.evidence.experiment.Experiment;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.LocalEngine;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepEngine;
import skybourse.evidence.sweep.Worlds;

/**
 * Times what an engine costs beside a plain loop over the same cells.
 *
 * @param cells how many
 * @param markets auctions in a cell
 */
public record SweepBench(int cells, int markets) {

    private static final double NANOS = 1e9;
    private static final int ROUNDS = 3;

    /** Runs the cells in a plain loop, by the local engine and by the one asked for, and prints the best time of each. */
    public void print(PrintWriter out, SweepEngine asked) {
        var sweep = new Sweep(
                "bench",
                CellTasks.named("auction").orElseThrow(),
                Experiment.grid("markets", markets),
                LongStream.rangeClosed(1, cells).boxed().toList(),
                Worlds.none());
        SweepEngine loop = (of, all, done) -> all.forEach(cell -> done.accept(of.run(cell)));
        out.printf(Locale.ROOT, "%d cells of %d auctions, seconds, the best of %d%n", cells, markets, ROUNDS);
        time(out, "plain loop", loop, sweep);
        time(out, "local, 1 thread", new LocalEngine(1), sweep);
        time(out, "engine asked for", asked, sweep);
    }

    private static void time(PrintWriter out, String name, SweepEngine engine, Sweep sweep) {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            List<CellResult> results = new ArrayList<>();
            long began = System.nanoTime();
            engine.run(sweep, sweep.cells(), results::add);
            best = Math.min(best, (System.nanoTime() - began) / NANOS);
        }
        out.printf(Locale.ROOT, "%-20s %8.3f%n", name, best);
        out.flush();
    }
}

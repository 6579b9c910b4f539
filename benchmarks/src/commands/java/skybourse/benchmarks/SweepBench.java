package skybourse.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import skybourse.evidence.sweep.CellResult;
import skybourse.evidence.sweep.LocalSweepEngine;
import skybourse.evidence.sweep.Sweep;
import skybourse.evidence.sweep.SweepEngine;

/**
 * Measures the overhead of engines compared with a plain loop over the same cells.
 *
 * @param sweep the cells
 */
public record SweepBench(Sweep sweep) {

    private static final double NANOS = 1e9;
    private static final int ROUNDS = 3;

    /** Runs the cells in a plain loop, in the local engine and in the requested one, and prints the best time of each. */
    public void print(PrintWriter out, SweepEngine asked) {
        SweepEngine loop = (of, all, done) -> all.forEach(cell -> done.accept(of.run(cell)));
        out.printf(Locale.ROOT, "Seconds, best of %d runs:%n", ROUNDS);
        time(out, "plain loop", loop);
        time(out, "local, 1 thread", new LocalSweepEngine(1));
        time(out, "requested engine", asked);
    }

    private void time(PrintWriter out, String name, SweepEngine engine) {
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

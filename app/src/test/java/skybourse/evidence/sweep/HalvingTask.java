package skybourse.evidence.sweep;

import java.util.List;

/**
 * A task with known results: two rows per cell, with keys 0 and 1. The value is half the seed, plus 10 per size, plus 100 in place b, plus
 * the key; seed 13 fails, and place b has no value at size 3.
 */
public final class HalvingTask {

    /** The task. */
    public static final CellTask TASK = CellTask.of(
                    "halving",
                    CellTask.axes("size=1 place=a"),
                    List.of(
                            new MeasuredColumn("worth", "1", "made up"),
                            new MeasuredColumn("seed-squared", "1", "made up")),
                    HalvingTask::check,
                    HalvingTask::run)
            .withKeys("part");

    private HalvingTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        settings.count("size", 1);
        settings.word("place", List.of("a", "b"));
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        if (seed == 13) {
            throw new IllegalStateException("seed is unlucky: " + seed);
        }
        int size = settings.count("size", 1);
        boolean b = settings.text("place").equals("b");
        double worth = b && size == 3 ? Double.NaN : seed / 2.0 + 10 * size + (b ? 100 : 0);
        return List.of(new double[] {0, worth, seed * seed}, new double[] {1, worth + 1, seed * seed});
    }

    /** Returns a sweep of sizes 1 to 3 in both places. */
    public static Sweep sweep(Long... seeds) {
        return new Sweep(
                "halves",
                TASK,
                SweepGrid.standard()
                        .axis("size", 1, 2, 3)
                        .axis("place", "a", "b")
                        .byAxis(),
                List.of(seeds),
                ScenarioSource.none());
    }

    /** Runs its cells one after the other and returns the table of results. */
    public static ResultTable table(Sweep sweep) {
        return new ResultTable(sweep, sweep.cells().stream().map(sweep::run).toList());
    }
}

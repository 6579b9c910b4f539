package skybourse.evidence.sweep;

import java.util.List;
import java.util.function.Consumer;

/** Runs cells somewhere, in any order. The results do not depend on the engine. */
public interface SweepEngine {

    /**
     * Runs cells and returns when all have a result.
     *
     * @param sweep what they belong to
     * @param cells those to run
     * @param done told each result as it comes, one at a time
     */
    void run(Sweep sweep, List<Sweep.Cell> cells, Consumer<CellResult> done);
}

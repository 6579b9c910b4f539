package skybourse.evidence.sweep;

import java.util.List;
import java.util.function.Consumer;

/** Engine that runs cells in any order. Results do not depend on the engine. */
public interface SweepEngine {

    /**
     * Runs cells and returns after all have a result.
     *
     * @param sweep the sweep
     * @param cells cells to run
     * @param done receives each result, one at a time
     */
    void run(Sweep sweep, List<Sweep.Cell> cells, Consumer<CellResult> done);
}

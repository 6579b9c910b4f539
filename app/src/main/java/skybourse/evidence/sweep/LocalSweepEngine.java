package skybourse.evidence.sweep;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import skybourse.base.numeric.Checks;

/**
 * Engine that runs cells on threads of this process. Cells run concurrently only if the maximum heap suffices for the memory that their task states.
 * A cell that needs more, or whose task measures the machine, runs alone.
 *
 * @param threads maximum number of cells at once, at least 1
 */
public record LocalSweepEngine(int threads) implements SweepEngine {

    /**
     * Validates the component.
     *
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    public LocalSweepEngine {
        Checks.positive((long) threads, "threads");
    }

    @Override
    public void run(Sweep sweep, List<Sweep.Cell> cells, Consumer<CellResult> done) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var results = new ExecutorCompletionService<CellResult>(pool);
            int all = (int) Math.max(1, Runtime.getRuntime().maxMemory() >> 20);
            var memory = new Semaphore(all, true);
            boolean alone = sweep.task().isTimed();
            cells.forEach(cell ->
                    results.submit(() -> run(sweep, cell, memory, alone ? all : Math.min(all, sweep.mebibytes(cell)))));
            try {
                for (int i = 0; i < cells.size(); i++) {
                    done.accept(results.take().get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while cells ran", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a cell broke down: " + e.getCause(), e);
            } finally {
                pool.shutdownNow();
            }
        }
    }

    private static CellResult run(Sweep sweep, Sweep.Cell cell, Semaphore memory, int mebibytes)
            throws InterruptedException {
        memory.acquire(mebibytes);
        try {
            return sweep.run(cell);
        } finally {
            memory.release(mebibytes);
        }
    }
}

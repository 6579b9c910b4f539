package skybourse.learning.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import skybourse.base.numeric.Checks;

/**
 * Thread pool that processes the chunks of a batch. Close it after use.
 *
 * <p>A chunk has {@link #CHUNK_ROWS} rows for any number of threads; the last chunk may have fewer. Results do not depend on the number of threads if
 * two conditions hold. Each task
 * writes only the memory of its own chunk. Sums over chunks are computed afterwards, in the order of the chunks.
 */
public final class BatchThreadPool implements AutoCloseable {

    /** Number of rows of a chunk: small enough for the caches, large enough for efficient products. */
    public static final int CHUNK_ROWS = 128;

    private final int threads;
    private final ExecutorService others;

    /**
     * Creates a pool.
     *
     * @param threads number of threads, with the caller's thread, at least 1
     * @throws IllegalArgumentException if {@code threads} is not positive
     */
    public BatchThreadPool(int threads) {
        this.threads = (int) Checks.positive(threads, "threads");
        others = Executors.newFixedThreadPool(
                Math.max(1, threads - 1),
                Thread.ofPlatform().daemon().name("learning-", 0).factory());
    }

    /** Returns the number of chunks of a batch. */
    public static int chunks(int rows) {
        return (rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
    }

    /** Returns the number of rows of a chunk of a batch. */
    public static int chunkRows(int rows, int chunk) {
        return Math.min(CHUNK_ROWS, rows - chunk * CHUNK_ROWS);
    }

    /**
     * Runs {@code task} once for each number in {@code [0, count)}, in any order, and waits for all of them.
     *
     * @throws IllegalStateException if a task fails on another thread, or the caller's thread is interrupted
     */
    public void run(int count, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        Callable<Boolean> share = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.accept(i);
            }
            return true;
        };
        List<Future<Boolean>> shares = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, count); i++) {
            shares.add(others.submit(share));
        }
        try {
            share.call();
            for (var done : shares) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a chunk failed", e.getCause());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("interrupted while waiting for chunks", e);
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}

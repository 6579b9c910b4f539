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
 * Runs the chunks of a batch on a few threads.
 *
 * <p>A batch is cut into chunks of {@link #CHUNK_ROWS} rows whatever the number of threads; each chunk writes only its own
 * memory, and sums over chunks are taken afterwards in chunk order. So results do not depend on the number of threads.
 */
public final class Workers implements AutoCloseable {

    /** Rows of one chunk: small enough for the caches, large enough for the products. */
    public static final int CHUNK_ROWS = 128;

    private final int threads;
    private final ExecutorService others;

    /**
     * Starts the threads.
     *
     * @param threads the caller's thread included, at least 1
     */
    public Workers(int threads) {
        this.threads = (int) Checks.positive(threads, "threads");
        others = Executors.newFixedThreadPool(
                Math.max(1, threads - 1),
                Thread.ofPlatform().daemon().name("learning-", 0).factory());
    }

    /** Returns the number of chunks of a batch. */
    public static int chunks(int rows) {
        return (rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
    }

    /** Returns the number of rows of one chunk of a batch. */
    public static int chunkRows(int rows, int chunk) {
        return Math.min(CHUNK_ROWS, rows - chunk * CHUNK_ROWS);
    }

    /** Runs {@code task} once for each number below {@code count}, in any order, and returns when all are done. */
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

package skybourse.base.numeric;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Executor of independent pieces of work on one or more threads. Any of the threads may run a piece. Pieces must write to separate
 * locations. Their results are combined in order, and thus do not depend on the number of threads.
 */
@FunctionalInterface
public interface TaskRunner {

    /** Runs all pieces on the calling thread, in order. */
    TaskRunner CALLER = (count, _, piece) -> {
        for (int i = 0; i < count; i++) {
            piece.accept(i);
        }
    };

    /**
     * Runs a piece once for each number from 0 to {@code count - 1}, and waits until all have ended. An unchecked exception of a piece is thrown to
     * the caller.
     *
     * @param count number of pieces
     * @param leastPerThread the least number of pieces per thread, above 0
     * @param piece runs one piece; safe for several threads
     */
    void run(int count, int leastPerThread, IntConsumer piece);

    /**
     * Runs pieces like {@link #run}, and returns their results in the order of pieces.
     *
     * @param count number of pieces
     * @param leastPerThread the least number of pieces per thread, above 0
     * @param piece computes one result; safe for several threads
     * @param array creates an array of the given length
     */
    default <T> T[] map(int count, int leastPerThread, IntFunction<T> piece, IntFunction<T[]> array) {
        T[] results = array.apply(count);
        run(count, leastPerThread, i -> results[i] = piece.apply(i));
        return results;
    }

    /**
     * Returns a runner that uses at most the given number of threads, the calling thread included. It starts the threads for each run, and stops
     * them at the end of the run.
     *
     * @param threads largest number of threads, at least 1
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    static TaskRunner of(int threads) {
        Checks.positive(threads, "threads");
        return threads == 1 ? CALLER : (count, least, piece) -> runOn(Math.min(threads, count / least), count, piece);
    }

    private static void runOn(int threads, int count, IntConsumer piece) {
        if (threads <= 1) {
            CALLER.run(count, 1, piece);
            return;
        }
        var next = new AtomicInteger();
        var failure = new AtomicReference<@Nullable Throwable>();
        int block = Math.max(1, count / (16 * threads));
        Runnable worker = () -> {
            try {
                for (int from = next.getAndAdd(block); from < count; from = next.getAndAdd(block)) {
                    CALLER.run(Math.min(block, count - from), 1, offset(from, piece));
                }
            } catch (Throwable t) {
                failure.compareAndSet(null, t);
            }
        };
        runAll(threads, worker);
        rethrow(failure.get());
    }

    private static IntConsumer offset(int from, IntConsumer piece) {
        return i -> piece.accept(from + i);
    }

    private static void rethrow(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException("a piece of the work failed", failure);
        }
    }

    private static void runAll(int threads, Runnable worker) {
        var others = new Thread[threads - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = Thread.ofPlatform().daemon().name("skybourse-", i).start(worker);
        }
        worker.run();
        for (Thread other : others) {
            join(other);
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

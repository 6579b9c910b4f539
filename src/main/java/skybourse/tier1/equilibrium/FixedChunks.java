package skybourse.tier1.equilibrium;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Runs numbered pieces of work on some threads. Which thread runs a piece is left to chance; pieces write to places of
 * their own and are added up in order afterwards, so that results do not depend on the number of threads.
 */
final class FixedChunks {

    private FixedChunks() {}

    /**
     * Runs {@code body} once for each number below {@code chunks} and waits for all.
     *
     * @param threads how many threads to use, the calling one included
     * @param chunks how many pieces there are
     * @param body runs one piece
     */
    static void run(int threads, int chunks, IntConsumer body) {
        var next = new AtomicInteger();
        var failure = new AtomicReference<@org.jspecify.annotations.Nullable Throwable>();
        Runnable worker = () -> {
            try {
                for (int c = next.getAndIncrement(); c < chunks; c = next.getAndIncrement()) {
                    body.accept(c);
                }
            } catch (Throwable t) {
                failure.compareAndSet(null, t);
            }
        };
        runAll(Math.min(threads, chunks), worker);
        if (failure.get() != null) {
            throw new IllegalStateException("a piece of the work failed", failure.get());
        }
    }

    private static void runAll(int threads, Runnable worker) {
        var others = new Thread[Math.max(0, threads - 1)];
        for (int i = 0; i < others.length; i++) {
            others[i] = Thread.ofPlatform().daemon().start(worker);
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

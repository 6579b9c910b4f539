package skybourse.app.folders;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Shutdown hook that protects critical work. At shutdown, such as after Ctrl-C, it runs a first action, waits up to 30 s for critical work, and runs
 * a last action.
 */
public final class ShutdownGuard implements AutoCloseable {

    /** Longest wait for critical work. A disk that does not respond must not prevent the program from ending. */
    private static final long LONGEST_SECONDS = 30;

    private final ReentrantLock working = new ReentrantLock();
    private final Thread hook;

    /**
     * Work that must not be interrupted.
     *
     * @param <E> exception of the work
     */
    public interface CriticalWork<E extends Exception> {

        /**
         * Runs the work.
         *
         * @throws E if the work fails
         */
        void run() throws E;
    }

    private ShutdownGuard(Runnable first, Runnable last) {
        hook = new Thread(() -> {
            first.run();
            awaitWork();
            last.run();
        });
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            while (true) {
                // The shutdown has already started, so this thread waits until the process ends.
                LockSupport.park(this);
                // The interrupt flag is cleared, because an interrupted thread would not park.
                boolean _ = Thread.interrupted();
            }
        }
    }

    /** Waits for critical work and keeps the lock, so that no other work starts. */
    private void awaitWork() {
        try {
            boolean _ = working.tryLock(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Registers one action for the start of a shutdown and one for its end.
     *
     * @param first action at the start, which requests the end of running work; called from another thread
     * @param last action after critical work; called from the same thread as {@code first}
     */
    public static ShutdownGuard onInterrupt(Runnable first, Runnable last) {
        return new ShutdownGuard(first, last);
    }

    /** Registers an action that runs at shutdown, after critical work. It is called from another thread. */
    public static ShutdownGuard then(Runnable last) {
        return new ShutdownGuard(() -> {}, last);
    }

    /**
     * Registers a message at shutdown. It is printed below a progress bar.
     *
     * @param to output
     * @param note supplier of the message; called from another thread
     */
    public static ShutdownGuard messageAtExit(PrintWriter to, Supplier<String> note) {
        return then(() -> print(to, note.get()));
    }

    /**
     * Runs critical work. A shutdown waits until the work ends. If a shutdown has started, this method never returns.
     *
     * @throws E if the work does
     */
    public static <E extends Exception> void runCritical(CriticalWork<E> work) throws E {
        try (var stopping = then(() -> {})) {
            stopping.complete(work);
        }
    }

    /**
     * Runs critical work. A shutdown waits until the work ends, then runs the last action. If a shutdown has started, this method never returns.
     *
     * @throws E if the work does
     */
    public <E extends Exception> void complete(CriticalWork<E> work) throws E {
        working.lock();
        try {
            work.run();
        } finally {
            working.unlock();
        }
    }

    /** Prints a message below a progress bar. */
    public static void print(PrintWriter to, String note) {
        to.println();
        to.println(note);
        to.flush();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown has started, so the hook is already running.
        }
    }
}

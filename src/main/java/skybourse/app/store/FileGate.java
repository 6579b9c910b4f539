package skybourse.app.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a stop of the program, such as by Ctrl-C, and files that would be left half written: a writing that has begun
 * is finished, and once the gate is closed none begins. One writing at a time.
 */
public final class FileGate {

    private static final FileGate OF_THE_PROGRAM = new FileGate();

    /** No file takes so long to write; a disk that no longer answers must not keep the program from ending. */
    private static final Duration LONGEST_WRITING = Duration.ofSeconds(30);

    private final ReentrantLock gate = new ReentrantLock();
    private final Condition never = gate.newCondition();
    private boolean closed;

    FileGate() {}

    /**
     * Some writing that must not be cut off; it may pass the gate again.
     *
     * @param <E> how it may fail
     */
    public interface Writing<E extends Exception> {

        /**
         * Writes.
         *
         * @throws E if that fails
         */
        void run() throws E;
    }

    /**
     * Writes, or waits for the end of the process where the gate is closed.
     *
     * @throws E if the writing does
     */
    public static <E extends Exception> void pass(Writing<E> writing) throws E {
        OF_THE_PROGRAM.through(writing);
    }

    /** Waits half a minute at most for the writing that is going on and lets no other begin: only for a process that is about to end. */
    public static void close() {
        OF_THE_PROGRAM.close(LONGEST_WRITING);
    }

    <E extends Exception> void through(Writing<E> writing) throws E {
        gate.lock();
        try {
            while (closed) {
                never.awaitUninterruptibly();
            }
            writing.run();
        } finally {
            gate.unlock();
        }
    }

    /** Returns whether the gate is closed: not where the writing that is going on takes longer, or the wait is interrupted. */
    boolean close(Duration longest) {
        try {
            if (!gate.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            closed = true;
            return true;
        } finally {
            gate.unlock();
        }
    }
}

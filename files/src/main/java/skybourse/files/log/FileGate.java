package skybourse.files.log;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a stop, such as by Ctrl-C, and files that would be left half written: a writing that has begun is finished, and
 * once the gate is closed none begins. One writing at a time; each wait, for another writing and at a closed gate, has the gate's limit.
 */
public final class FileGate {

    /** No file takes so long to write; a disk that no longer answers must not keep the program from ending. */
    private static final FileGate OF_PROGRAM = new FileGate(Duration.ofSeconds(30));

    private final ReentrantLock gate = new ReentrantLock();
    private final Condition never = gate.newCondition();
    private final long longestNanos;
    private boolean closed;

    /**
     * Makes an open gate.
     *
     * @param longest how long a writing waits for others, and a closing for the writing that is going on
     */
    public FileGate(Duration longest) {
        longestNanos = longest.toNanos();
    }

    /** Returns the gate that a command's files pass, closed when its process ends. */
    public static FileGate ofProgram() {
        return OF_PROGRAM;
    }

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
     * Writes; where the gate is closed waits for the end of the process.
     *
     * @throws E if the writing does
     * @throws IllegalStateException if that takes longer than the gate's limit; nothing was written
     */
    public <E extends Exception> void pass(Writing<E> writing) throws E {
        try {
            if (!gate.tryLock(longestNanos, TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("nothing was written: another file takes too long");
            }
            try {
                awaitOpen();
                writing.run();
            } finally {
                gate.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nothing was written: interrupted", e);
        }
    }

    private void awaitOpen() throws InterruptedException {
        long left = longestNanos;
        while (closed) {
            left = never.awaitNanos(left);
            if (left <= 0) {
                throw new IllegalStateException("nothing was written: the program is ending");
            }
        }
    }

    /**
     * Waits for the writing that is going on and lets no other begin.
     *
     * @return whether the gate is closed: not where the writing takes longer than its limit, or the wait is interrupted
     */
    public boolean close() {
        try {
            if (!gate.tryLock(longestNanos, TimeUnit.NANOSECONDS)) {
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

package skybourse.app.store;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a stop of the program, such as by Ctrl-C, and files that would be left half written: a writing that has begun
 * is finished, and once the gate is closed none begins. One writing at a time.
 */
public final class FileGate {

    private static final ReentrantLock GATE = new ReentrantLock();
    private static final Condition NEVER = GATE.newCondition();
    private static final AtomicBoolean CLOSED = new AtomicBoolean();

    private FileGate() {}

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
        GATE.lock();
        try {
            while (CLOSED.get()) {
                NEVER.awaitUninterruptibly();
            }
            writing.run();
        } finally {
            GATE.unlock();
        }
    }

    /** Waits for the writing that is going on and lets no other begin: only for a process that is about to end. */
    public static void close() {
        GATE.lock();
        try {
            CLOSED.set(true);
        } finally {
            GATE.unlock();
        }
    }
}

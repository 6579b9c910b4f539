package skybourse.app.folders;

import java.io.PrintWriter;
import java.util.function.Supplier;
import skybourse.files.log.FileGate;

/** What is done if the program is stopped, such as by Ctrl-C, before this is closed: after the last file is whole. */
public final class Stopping implements AutoCloseable {

    private final Thread hook;

    private Stopping(Runnable first, Runnable last) {
        hook = new Thread(() -> {
            first.run();
            FileGate.ofProgram().close();
            last.run();
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Does something at once, and something last.
     *
     * @param first asks for the end of a writing that would go on; called from another thread
     * @param last done after it
     */
    public static Stopping asking(Runnable first, Runnable last) {
        return new Stopping(first, last);
    }

    /** Does something last. */
    public static Stopping then(Runnable last) {
        return new Stopping(() -> {}, last);
    }

    /**
     * Says one thing last, below a progress bar.
     *
     * @param to where
     * @param note returns it, asked for from another thread
     */
    public static Stopping saying(PrintWriter to, Supplier<String> note) {
        return then(() -> say(to, note.get()));
    }

    /** Says one thing below a progress bar. */
    public static void say(PrintWriter to, String note) {
        to.println();
        to.println(note);
        to.flush();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is running: the program was stopped at the very end
        }
    }
}

package skybourse.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** Says how to go on when a signal ends the program before this is closed. */
final class StopNote implements AutoCloseable {

    private final Thread hook;

    /**
     * Starts to watch.
     *
     * @param to where the note goes
     * @param note returns it, asked for from another thread
     */
    StopNote(PrintWriter to, Supplier<String> note) {
        hook = new Thread(() -> {
            to.println(note.get());
            to.flush();
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending and the note is being written.
        }
    }
}

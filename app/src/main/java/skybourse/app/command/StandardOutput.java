package skybourse.app.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Standard output: UTF-8 whatever the machine's locale, and what could not be written is not forgotten. */
public final class StandardOutput extends OutputStream {

    private static final int TYPE = 0170000;
    private static final int PIPE = 0010000;

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(this, StandardCharsets.UTF_8), true);
    private @Nullable IOException failure;

    /** Returns what commands print to. */
    public PrintWriter writer() {
        return writer;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * Prints what is left and returns how the program ends: an output that failed is an error of the world, but a reader who has
     * seen enough, such as {@code head}, is none.
     *
     * @param code how the command ended
     * @param err where an error is told
     */
    public int ending(int code, PrintWriter err) {
        writer.flush();
        IOException failed = failure;
        if (failed == null || isPipe()) {
            return code;
        }
        err.println("skybourse: standard output cannot be written: " + failed.getMessage());
        err.flush();
        return code == 0 ? ExitCode.FAILED : code;
    }

    /** A pipe fails only where nobody reads it; the text of the failure is in the machine's language. */
    private static boolean isPipe() {
        try {
            return (((int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode")) & TYPE) == PIPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}

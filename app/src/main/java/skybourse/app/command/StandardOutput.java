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

/** Standard output in UTF-8, independent of the machine's locale. It records the first write error, which {@link #flushAndExitCode} reports. */
public final class StandardOutput extends OutputStream {

    private static final int TYPE = 0170000;
    private static final int PIPE = 0010000;

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(this, StandardCharsets.UTF_8), true);
    private @Nullable IOException failure;

    /** Returns the writer for the results of commands. */
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
     * Flushes the output and returns the exit code of the program. A write error is reported unless standard output is a pipe, whose reader may have
     * stopped early, as {@code head} does.
     *
     * @param code exit code of the command
     * @param err writer for the error
     */
    public int flushAndExitCode(int code, PrintWriter err) {
        writer.flush();
        IOException failed = failure;
        if (failed == null || isPipe()) {
            return code;
        }
        err.println("skybourse: standard output cannot be written: " + failed.getMessage());
        err.flush();
        return code == 0 ? ExitCode.FAILED : code;
    }

    /**
     * Returns whether standard output is a pipe. Writing to a pipe fails only if its reader has closed it. The message of the exception does not
     * identify this case reliably, because it is in the machine's language.
     */
    private static boolean isPipe() {
        try {
            return (((int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode")) & TYPE) == PIPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}

package skybourse.files.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Append-only file of lines. A lock allows only one process to write at a time. {@link #lines} removes an incomplete last line, which a stopped
 * process may have left. When {@link #append} returns, the line has been passed to the operating system; it is durable after {@link #force}. Call
 * {@code force} before sending a reply that depends on the content of the file. After {@link #open}, call {@link #lines}, {@link #clear} or a method
 * that truncates before the first {@code append}; otherwise that call overwrites the beginning of the file.
 *
 * <p>Format: {@code line LF line LF ... line LF [incomplete line]}, UTF-8. Not thread-safe.
 */
public final class AppendLog implements AutoCloseable {

    private final FileChannel file;

    private AppendLog(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens and locks a file. If the file does not exist, it is created durably.
     *
     * @return empty if this or another process has locked the file
     */
    public static Optional<AppendLog> open(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!isLocked(file)) {
            file.close();
            return Optional.empty();
        }
        TextFiles.forceNames(path.toAbsolutePath().resolveSibling(""));
        return Optional.of(new AppendLog(file));
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // This process already holds the lock.
            return false;
        }
    }

    /** Returns all complete lines, and removes an incomplete last line. Further lines are added after the complete lines. */
    public List<String> lines() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        file.position(0);
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // Reading may take several calls. The loop stops at the end of the file.
        }
        int whole = bytes.position();
        while (whole > 0 && bytes.get(whole - 1) != '\n') {
            whole--;
        }
        truncate(whole);
        return new String(bytes.array(), 0, whole, StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /**
     * Adds a line. If the process is stopped during the call, the file may end with an incomplete line.
     *
     * @param line the line without a line break
     */
    public void append(String line) throws IOException {
        assert line.indexOf('\n') < 0 && line.indexOf('\r') < 0 : "one line at a time: " + line;
        appendAll(line + "\n");
    }

    /** Adds lines, each of which ends with a line feed. If the process is stopped during the call, the file may contain only a part of them. */
    public void appendAll(String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Removes everything after the first {@code lines} lines. A file with fewer lines is not changed. */
    public void truncateAfter(long lines) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(1 << 16);
        file.position(0);
        long at = 0;
        long left = lines;
        while (left > 0 && file.read(part.clear()) > 0) {
            part.flip();
            while (left > 0 && part.hasRemaining()) {
                left -= part.get() == '\n' ? 1 : 0;
                at++;
            }
        }
        truncate(at);
    }

    /** Removes the complete content. Further lines are added at the beginning of the file. */
    public void clear() throws IOException {
        truncate(0);
    }

    /** Returns the size in bytes. */
    public long size() throws IOException {
        return file.size();
    }

    /** Removes everything after the first {@code size} bytes. Further lines are added after these bytes. */
    public void truncate(long size) throws IOException {
        file.truncate(size);
        file.position(size);
    }

    /** Makes all lines that were added so far durable. */
    public void force() throws IOException {
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

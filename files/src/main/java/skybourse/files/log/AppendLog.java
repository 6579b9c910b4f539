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
 * A file of lines that only grows, with one writer at a time. A line that a killed program left without its end is cut off when
 * the file is opened, so that what is read is what was added whole. Lines are in the system's hands when {@link #append} returns,
 * and on the disk after {@link #force}: right for results that can be had again, wrong for what was promised to somebody unless
 * forced first.
 *
 * <p>{@code line LF line LF ... line LF [torn]}, UTF-8.
 */
public final class AppendLog implements AutoCloseable {

    private final FileChannel file;

    private AppendLog(FileChannel file) {
        this.file = file;
    }

    /** Opens a file, which is made if need be, its name then on the disk; empty where this or another program has it open. */
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
            return false; // this program has it open already
        }
    }

    /** Cuts off a torn line and returns all others; what is added next follows them. */
    public List<String> lines() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        file.position(0);
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // reads on
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

    /** Adds a line, all of it or, in a program that is killed meanwhile, a torn part of it. */
    public void append(String line) throws IOException {
        assert line.indexOf('\n') < 0 && line.indexOf('\r') < 0 : "one line at a time: " + line;
        appendAll(line + "\n");
    }

    /** Adds lines, each with its end, or, in a program that is killed meanwhile, the first part of them. */
    public void appendAll(String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Cuts off all after so many lines; a file with fewer stays as it is. */
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

    /** Takes all lines away. */
    public void clear() throws IOException {
        truncate(0);
    }

    /** Returns how many bytes it has. */
    public long size() throws IOException {
        return file.size();
    }

    /** Cuts off all after so many bytes; what is added next follows them. */
    public void truncate(long size) throws IOException {
        file.truncate(size);
        file.position(size);
    }

    /** Returns when everything added so far is on the disk. */
    public void force() throws IOException {
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

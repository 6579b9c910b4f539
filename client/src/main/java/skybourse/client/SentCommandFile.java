package skybourse.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import skybourse.receipt.SentCommandCopy;
import skybourse.receipt.format.NoteKey;

/** File of sent commands and promises, as {@code check-receipt --sent-commands} reads it. */
final class SentCommandFile {

    private final Path path;

    SentCommandFile(Path path) {
        this.path = path;
    }

    /**
     * Appends a line. It is durable when this method returns. A last line without a line end, which a crash left, is removed. Either its command was not sent,
     * or it was the line of a promise, and the command's own line is stored.
     */
    synchronized void add(String line) throws IOException {
        try (var file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = file.size();
            var end = ByteBuffer.allocate(1);
            while (size > 0 && (file.read(end.clear(), size - 1) < 1 || end.get(0) != '\n')) {
                size--;
            }
            file.truncate(size).position(size);
            ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    /** Returns the sent commands of complete lines; empty if there are none. Throws {@link IllegalArgumentException} if a line or a promise is wrong. */
    synchronized Optional<List<SentCommandCopy>> read(NoteKey key) throws IOException {
        byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end == 0 ? Optional.empty() : Optional.of(SentCommandCopy.read(Arrays.copyOf(bytes, end), key));
    }
}

package skybourse.server.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import skybourse.files.text.Sha256;

/**
 * File with a snapshot, in the folder of a journal. The snapshot is a cache of the state after one of the journal's entries. Without a valid snapshot, all
 * entries are read. The first line of the file is the SHA-256 of the rest. The second line contains the format, and the number, time and hash of the entry.
 */
public final class SnapshotFile {

    /** Name of the file in the folder of its journal. */
    static final String FILE = "snapshot";

    private static final String FORMS = "skybourse-snapshot-";
    private static final String FORM = FORMS + 7;

    private SnapshotFile() {}

    /**
     * Content of the file.
     *
     * @param seq number of the last entry that the snapshot includes
     * @param at time of the entry {@code seq}, milliseconds of the market's clock
     * @param hash hash of the entry {@code seq}
     * @param state text of the state, which this class does not interpret
     */
    public record Snapshot(long seq, long at, byte[] hash, byte[] state) {

        private byte[] bytes() {
            String head = FORM + ' ' + seq + ' ' + at + ' ' + HexFormat.of().formatHex(hash) + '\n';
            byte[] bytes = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + state.length);
            System.arraycopy(state, 0, bytes, head.length(), state.length);
            return bytes;
        }
    }

    /** Replaces the snapshot atomically. If the replacement is interrupted, the previous snapshot remains. */
    static void write(Path folder, Snapshot snapshot) {
        byte[] bytes = snapshot.bytes();
        Path part = folder.resolve(FILE + ".part");
        try {
            OwnerOnlyFiles.createOrRestrict(part);
            write(part, bytes);
            Files.move(part, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path part, byte[] bytes) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write((Sha256.of(bytes) + '\n').getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            channel.force(true);
        }
    }

    /**
     * Reads the snapshot.
     *
     * @param journal connection to the journal, which must contain the entry of the snapshot
     * @return empty if there is no file
     * @throws JournalException if the file was changed, has another format, or belongs to other entries
     */
    static Optional<Snapshot> read(Path folder, Connection journal) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] all = Files.readAllBytes(file);
        // ISO 8859-1 maps each byte to one character, so positions in the text are positions in the file.
        String[] lines = new String(all, StandardCharsets.ISO_8859_1).split("\n", 3);
        String[] words = lines.length < 3 ? new String[0] : lines[1].split(" ", -1);
        if (words.length > 0 && words[0].startsWith(FORMS) && !words[0].equals(FORM)) {
            throw new JournalException("has format " + words[0] + "; this program reads format " + FORM);
        }
        if (words.length != 4
                || !words[0].equals(FORM)
                || !lines[0].equals(Sha256.of(Arrays.copyOfRange(all, lines[0].length() + 1, all.length)))) {
            throw new JournalException("was changed after it was written");
        }
        var snapshot = new Snapshot(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                HexFormat.of().parseHex(words[3]),
                lines[2].getBytes(StandardCharsets.ISO_8859_1));
        requireOf(journal, snapshot);
        return Optional.of(snapshot);
    }

    private static void requireOf(Connection journal, Snapshot snapshot) throws IOException {
        try (PreparedStatement query = journal.prepareStatement("select hash from entry where seq = ?")) {
            query.setLong(1, snapshot.seq());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || !Arrays.equals(snapshot.hash(), row.getBytes(1))) {
                    throw new JournalException("belongs to other entries");
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}

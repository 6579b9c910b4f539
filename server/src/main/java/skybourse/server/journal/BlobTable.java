package skybourse.server.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import skybourse.files.text.Sha256;

/** Table of payloads, results and other uploads by digest. Reads have their own connection and are thread safe. */
public final class BlobTable implements AutoCloseable {

    private final Connection writing;
    private final Connection reading;
    private final PreparedStatement insert;
    private boolean hasErased = true; // the log may be from an earlier run

    BlobTable(Connection writing, String file) throws SQLException {
        this.writing = writing;
        insert = writing.prepareStatement("insert or replace into blob values (?, ?, ?)");
        reading = DriverManager.getConnection(file);
    }

    /**
     * Stores bytes under their SHA-256 with the next sync. Only the writer may call this method.
     *
     * @param at present time, milliseconds of the market's clock
     * @throws IOException if the journal cannot be written
     */
    public void store(byte[] bytes, long at) throws IOException {
        try {
            insert.setString(1, Sha256.of(bytes));
            insert.setLong(2, at);
            insert.setBytes(3, bytes);
            insert.execute();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /**
     * Deletes bytes that were last stored before a given time and are not needed, with the next sync. Only the writer may call this method.
     *
     * @param before the given time, milliseconds of the market's clock
     * @param needed digests of the bytes that are not deleted
     * @throws IOException if the journal cannot be written
     */
    public void drop(long before, Set<String> needed) throws IOException {
        String over = "delete from blob where at < ? and name not in (select value from json_each(?))";
        try (PreparedStatement drop = writing.prepareStatement(over)) {
            drop.setLong(1, before);
            drop.setString(2, "[\"" + String.join("\",\"", needed) + "\"]");
            drop.execute();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /**
     * Deletes bytes with the next sync, and overwrites them. Does nothing if they are not stored. Only the writer may call this method.
     *
     * @throws IOException if the journal cannot be written
     */
    public void erase(String digest) throws IOException {
        try (PreparedStatement delete = writing.prepareStatement("delete from blob where name = ?")) {
            delete.setString(1, digest);
            hasErased |= delete.executeUpdate() > 0;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Returns whether the write-ahead log may contain erased bytes. */
    boolean mustTruncate() {
        return hasErased;
    }

    /** Notes that the write-ahead log was truncated. */
    void truncated() {
        hasErased = false;
    }

    /**
     * Returns the bytes with a SHA-256, given as 64 hexadecimal digits; empty if they are not stored. Verifies the digest. Thread safe.
     *
     * @throws IOException if the journal cannot be read, or the bytes differ from the digest
     */
    public Optional<byte[]> of(String digest) throws IOException {
        Optional<byte[]> bytes = read("bytes", digest, row -> SqliteJournal.bytes(row, 1));
        if (bytes.isPresent() && !Sha256.of(bytes.get()).equals(digest)) {
            throw new IOException("differs from the stored bytes: " + digest);
        }
        return bytes;
    }

    /**
     * Returns the length in bytes of the data with a SHA-256; empty if it is not stored. Thread safe.
     *
     * @throws IOException if the journal cannot be read
     */
    public OptionalInt length(String digest) throws IOException {
        return read("length(bytes)", digest, row -> row.getInt(1)).stream()
                .mapToInt(length -> length)
                .findFirst();
    }

    /**
     * Returns a range of the bytes with a SHA-256. Does not verify the digest. Thread safe.
     *
     * @param from index of the first byte
     * @param to index after the last byte
     * @throws IOException if the journal cannot be read
     */
    public Optional<byte[]> part(String digest, int from, int to) throws IOException {
        String part = "substr(bytes, " + (from + 1) + ", " + (to - from) + ")";
        return read(part, digest, row -> SqliteJournal.bytes(row, 1));
    }

    /** Reads a column of the current row. */
    @FunctionalInterface
    private interface Column<T> {
        T of(ResultSet row) throws SQLException;
    }

    private synchronized <T> Optional<T> read(String what, String digest, Column<T> column) throws IOException {
        try (PreparedStatement query = reading.prepareStatement("select " + what + " from blob where name = ?")) {
            query.setString(1, digest);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(column.of(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        reading.close();
    }
}

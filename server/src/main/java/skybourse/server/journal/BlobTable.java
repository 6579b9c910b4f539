package skybourse.server.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import skybourse.files.codec.Sha256;

/** Payloads and results, under their digests. Read on a connection of its own, safe for any thread. */
public final class BlobTable implements AutoCloseable {

    private final Connection writing;
    private final Connection reading;
    private final PreparedStatement insert;

    BlobTable(Connection writing, String file) throws SQLException {
        this.writing = writing;
        insert = writing.prepareStatement("insert or replace into blob values (?, ?, ?)");
        reading = DriverManager.getConnection(file);
    }

    /** Keeps bytes under their SHA-256 with the next sync; asked by the writer alone. */
    public void keep(byte[] bytes, long at) throws IOException {
        try {
            insert.setString(1, Sha256.of(bytes));
            insert.setLong(2, at);
            insert.setBytes(3, bytes);
            insert.execute();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Drops what was kept last before a time and is not needed, with the next sync; asked by the writer alone. */
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

    /** Returns bytes by their SHA-256, 64 hexadecimal digits; safe for any thread. */
    public synchronized Optional<byte[]> of(String digest) throws IOException {
        try (PreparedStatement query = reading.prepareStatement("select bytes from blob where name = ?")) {
            query.setString(1, digest);
            try (ResultSet row = query.executeQuery()) {
                byte[] bytes = row.next() ? row.getBytes(1) : null;
                if (bytes != null && !Sha256.of(bytes).equals(digest)) {
                    throw new IOException("differs from the stored bytes: " + digest);
                }
                return Optional.ofNullable(bytes);
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

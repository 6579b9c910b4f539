package skybourse.server.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Table of the leaves of a market's log by round, and the root of the log. Reads have their own connection and are thread safe. */
public final class MerkleLeafTable implements AutoCloseable {

    private final Connection reading;
    private final Connection writing;
    private final PreparedStatement insert;
    private final PreparedStatement root;

    MerkleLeafTable(Connection writing, String file) throws SQLException {
        this.writing = writing;
        insert = writing.prepareStatement("insert into leaf values (?, ?, ?)");
        root = writing.prepareStatement("update tail set root = ?");
        reading = DriverManager.getConnection(file);
    }

    /**
     * Leaves that a round added to the market's log.
     *
     * @param round number of the round
     * @param first index in the log of the round's first leaf, from 0
     * @param texts texts of the leaves, without line breaks
     */
    public record Leaves(long round, long first, List<String> texts) {
        public Leaves {
            texts = List.copyOf(texts);
        }
    }

    /**
     * Returns the public key that verifies the log; empty before {@link #storeKey}.
     *
     * @throws IOException if the journal cannot be read
     */
    public synchronized Optional<String> key() throws IOException {
        String there = "select 1 from sqlite_master where name = 'log_key'";
        try (Statement statement = reading.createStatement()) {
            try (ResultSet row = statement.executeQuery(there)) {
                if (!row.next()) {
                    return Optional.empty();
                }
            }
            try (ResultSet row = statement.executeQuery("select text from log_key")) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /**
     * Stores the public key that verifies the log, with the next sync. Must be called at most once for a journal.
     *
     * @throws IOException if the journal cannot be written
     */
    public void storeKey(String text) throws IOException {
        try (Statement statement = writing.createStatement()) {
            statement.execute("create table log_key (text text not null)");
            try (PreparedStatement key = writing.prepareStatement("insert into log_key values (?)")) {
                key.setString(1, text);
                key.execute();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /**
     * Stores leaves, and the root of the log that includes them, with the next sync. Only the writer may call this method.
     *
     * @throws IOException if the journal cannot be written
     */
    public void publish(Leaves leaves, byte[] rootAfter) throws IOException {
        try {
            insert.setLong(1, leaves.round());
            insert.setLong(2, leaves.first());
            insert.setBytes(3, CompressedText.compress(String.join("\n", leaves.texts())));
            insert.execute();
            root.setBytes(1, rootAfter);
            root.execute();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /**
     * Reads leaves in order.
     *
     * @param from index of the first leaf to read; rounds that begin before it are skipped
     * @param each receives the leaves of each round
     * @return the root that was stored with the last leaves; empty if there are no leaves
     * @throws IOException if the journal cannot be read
     */
    public synchronized byte[] all(long from, Consumer<Leaves> each) throws IOException {
        try (Statement statement = reading.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "select round, first, texts from leaf where first >= " + from + " order by first")) {
                while (row.next()) {
                    each.accept(leaves(row));
                }
            }
            try (ResultSet row = statement.executeQuery("select root from tail")) {
                return row.next() ? row.getBytes(1) : new byte[0];
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static Leaves leaves(ResultSet row) throws SQLException, IOException {
        // The value is null only if another program changed the file.
        byte[] packed = row.getBytes(3);
        List<String> texts = CompressedText.read(packed == null ? new byte[0] : packed)
                .lines()
                .toList();
        return new Leaves(row.getLong(1), row.getLong(2), texts);
    }

    /**
     * Returns the stored leaves of a round; empty if there are none.
     *
     * @throws IOException if the journal cannot be read
     */
    public synchronized Optional<Leaves> of(long round) throws IOException {
        try (PreparedStatement query =
                reading.prepareStatement("select round, first, texts from leaf where round = ?")) {
            query.setLong(1, round);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(leaves(row)) : Optional.empty();
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

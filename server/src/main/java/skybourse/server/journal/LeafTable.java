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

/** The leaves of a market's log, round by round, and the root over all of them. Read on a connection of its own, safe for any thread. */
public final class LeafTable implements AutoCloseable {

    private final Connection reading;
    private final Connection writing;
    private final PreparedStatement insert;
    private final PreparedStatement root;

    LeafTable(Connection writing, String file) throws SQLException {
        this.writing = writing;
        insert = writing.prepareStatement("insert into leaf values (?, ?, ?)");
        root = writing.prepareStatement("update tail set root = ?");
        reading = DriverManager.getConnection(file);
    }

    /**
     * What a round added to the market's log.
     *
     * @param round which
     * @param first place of the first of its leaves in the log, from 0
     * @param texts of the leaves, without line breaks
     */
    public record Leaves(long round, long first, List<String> texts) {
        public Leaves {
            texts = List.copyOf(texts);
        }
    }

    /** Returns the public key by which the log is signed; empty before one was kept. */
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

    /** Keeps the public key by which the log is signed, with the next sync. */
    public void keepKey(String text) throws IOException {
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

    /** Keeps leaves, and the root of the log with them, with the next sync; asked by the writer alone. */
    public void publish(Leaves leaves, byte[] rootAfter) throws IOException {
        try {
            insert.setLong(1, leaves.round());
            insert.setLong(2, leaves.first());
            insert.setBytes(3, PackedText.packed(String.join("\n", leaves.texts())));
            insert.execute();
            root.setBytes(1, rootAfter);
            root.execute();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /**
     * Reads leaves back, in order.
     *
     * @param from how many leaves there are before the first
     * @return the root that was kept with the last of them; empty for none
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
        byte[] packed = row.getBytes(3); // none in a changed file alone
        List<String> texts =
                PackedText.read(packed == null ? new byte[0] : packed).lines().toList();
        return new Leaves(row.getLong(1), row.getLong(2), texts);
    }

    /** Returns the leaves of a round that are kept. */
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

package skybourse.server.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;

/** Index of the entries that closed or voided rounds, by round number. Reads have their own connection and are thread safe. */
public final class RoundEntryIndex implements AutoCloseable {

    private final Connection reading;
    private final PreparedStatement insert;

    RoundEntryIndex(Connection writing, String file) throws SQLException {
        insert = writing.prepareStatement(
                "insert into round values (?, ?, ?) on conflict (number) do update set last = excluded.last");
        reading = DriverManager.getConnection(file);
    }

    /**
     * First and last entry that closed or voided a round.
     *
     * @param first number of the entry that closed the round, or that voided it without closing it
     * @param last number of the last entry that closed or voided the round; it differs from {@code first} if the round was voided later
     */
    public record Span(long first, long last) {}

    /** Adds the rounds that an entry closed or voided to the index, with the next sync. Only the writer may call this method. */
    void indexEntry(Journal.Entry entry) throws SQLException {
        for (MarketEvent event : entry.events()) {
            switch (event) {
                case MarketEvent.RoundFrozen frozen -> put(frozen.round(), entry.seq());
                case MarketEvent.LotsSold sold -> put(sold.round(), entry.seq());
                case MarketEvent.RoundVoid gone -> put(gone.round(), entry.seq());
                default -> {}
            }
        }
    }

    private void put(long round, long seq) throws SQLException {
        insert.setLong(1, round);
        insert.setLong(2, seq);
        insert.setLong(3, seq);
        insert.execute();
    }

    /**
     * Returns the entries that closed or voided a round. Empty if the round still collects orders or has not begun.
     *
     * @throws IOException if the journal cannot be read
     */
    public synchronized Optional<Span> of(long round) throws IOException {
        try (PreparedStatement query = reading.prepareStatement("select first, last from round where number = ?")) {
            query.setLong(1, round);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Span(row.getLong(1), row.getLong(2))) : Optional.empty();
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

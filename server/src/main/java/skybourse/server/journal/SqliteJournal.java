package skybourse.server.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import skybourse.base.numeric.TaskRunner;
import skybourse.files.log.IoErrorText;
import skybourse.server.codec.JournalEventText;
import skybourse.server.journal.SnapshotFile.Snapshot;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;

/**
 * Journal in one SQLite file with a write-ahead log, which is synced at every commit. A lock in the folder ensures a single writer. Payloads and results are
 * stored in the transaction of their entry. Not thread safe, except {@link #entries} and the reads of {@link #blobs}, {@link #rounds} and {@link #leaves},
 * which have their own connections.
 *
 * <p>Entries form a hash chain. When the entries are read, a change of the file is detected, and the error names the entry.
 */
public final class SqliteJournal implements Journal, AutoCloseable {

    /** Name of the journal in its folder. */
    public static final String FILE = "journal.sqlite";

    /** Smallest number of entries per thread when entries are parsed in parallel. */
    private static final int LEAST_PER_THREAD = 64;

    /** Settings of the writing connection. By default, the driver queries the number of each inserted row, which takes as long as the insert. */
    private static final Properties WRITING = new Properties();

    static {
        WRITING.setProperty("jdbc.get_generated_keys", "false");
    }

    private static final int READ_AT_ONCE = 4_096;

    /** Largest size of a file that SQLite treats as new, bytes. */
    private static final int EMPTY_BYTES = 1;

    private final Path folder;
    /** Standard time-out of the SQLite driver, ms. */
    private static final int BUSY_MILLIS = 3_000;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Connection writing;
    private final Connection reading;
    private final PreparedStatement insert;
    private final PreparedStatement tail;
    private final MerkleLeafTable leaves;
    private final BlobTable blobs;
    private final RoundEntryIndex rounds;
    private final HashChain chain = new HashChain();
    private final byte[] origin;
    private byte[] last;
    private long lastSeq;
    private long lastAt;

    private SqliteJournal(Path folder, String market, String rules, long now) throws IOException, SQLException {
        this.folder = folder;
        opened(new FolderLock(folder));
        String file = "jdbc:sqlite:" + folder.resolve(FILE);
        try {
            restrict(folder);
            writing = opened(DriverManager.getConnection(file, WRITING));
            try (Statement statement = writing.createStatement()) {
                statement.execute("pragma journal_mode=wal");
                statement.execute("pragma synchronous=full");
                statement.execute("pragma cell_size_check=on");
                statement.execute("pragma secure_delete=on"); // erased bytes are overwritten
            }
            writing.setAutoCommit(false);
            JournalTables.begin(writing, market, rules, now);
            reading = opened(DriverManager.getConnection(file));
            insert = writing.prepareStatement("insert into entry values (?, ?, ?, ?, ?, ?)");
            tail = writing.prepareStatement("update tail set seq = ?, hash = ?");
            blobs = opened(new BlobTable(writing, file));
            rounds = opened(new RoundEntryIndex(writing, file));
            leaves = opened(new MerkleLeafTable(writing, file));
        } catch (RuntimeException | IOException | SQLException e) {
            try {
                close();
            } catch (JournalException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        origin = chain.origin(market + '\n' + rules);
        last = origin;
    }

    /** Makes the journal readable only for its owner. Files that SQLite adds have the same mode. */
    private static void restrict(Path folder) throws IOException {
        Path journal = folder.resolve(FILE);
        OwnerOnlyFiles.createOrRestrict(journal);
        if (Files.size(journal) <= EMPTY_BYTES && Files.exists(folder.resolve(SnapshotFile.FILE))) {
            throw new JournalException(JournalException.damaged("it is empty, but a snapshot exists"));
        }
        for (String beside : List.of("-wal", "-shm")) {
            Path file = folder.resolve(FILE + beside);
            if (Files.exists(file)) {
                OwnerOnlyFiles.createOrRestrict(file);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    /**
     * Opens the journal of a market, or creates it, and locks it.
     *
     * @param folder folder of the journal; created if it does not exist
     * @param market name of the market
     * @param rules text of all settings of the market; if it differs from the text in the journal, the journal is rejected as that of another market
     * @param now milliseconds since 1970, stored in a new journal only for information
     * @throws JournalException if the journal is in use, damaged, of another version or market, or cannot be opened
     * @throws java.io.UncheckedIOException if the folder cannot be written
     */
    public static SqliteJournal open(Path folder, String market, String rules, long now) {
        try {
            return new SqliteJournal(folder, market, rules, now);
        } catch (SQLException e) {
            throw new JournalException("cannot be opened: " + folder + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw IoErrorText.describe(folder + ": cannot be written", e);
        }
    }

    /**
     * Market in its state after all entries of the journal.
     *
     * @param venue the market
     * @param seq number of the last entry; 0 if there is none
     * @param at time of the last entry, milliseconds of the market's clock; 0 if there is none
     */
    public record RecoveredMarket(ExchangeEngine venue, long seq, long at) {}

    /**
     * Reads and applies all entries, without solving rounds again. Must be called once, before an entry is appended.
     *
     * @throws JournalException if an entry is damaged, missing or of a later version, or if an invariant is violated; the message names the entry
     */
    public RecoveredMarket recover(MarketRules rules) {
        return recover(ExchangeEngine.open(rules), _ -> {});
    }

    /**
     * Reads all entries as {@link #recover(MarketRules)} does.
     *
     * @param engine a market before its first entry
     * @param each receives each entry after it was applied
     */
    public RecoveredMarket recover(ExchangeEngine engine, Consumer<Entry> each) {
        return recover(engine, new Snapshot(0, 0, origin, new byte[0]), each);
    }

    /**
     * Reads the entries after a snapshot as {@link #recover(MarketRules)} does.
     *
     * @param engine market restored from the snapshot
     * @param snapshot result of {@link #snapshot}; the entries that it includes are not verified
     * @param each receives each entry after it was applied
     */
    public RecoveredMarket recover(ExchangeEngine engine, Snapshot snapshot, Consumer<Entry> each) {
        long seq = snapshot.seq();
        long at = snapshot.at();
        last = snapshot.hash();
        List<Row> read = new ArrayList<>();
        try (Statement statement = writing.createStatement();
                ResultSet row = statement.executeQuery(
                        "select seq, at, actor, text, events, hash from entry where seq > " + seq + " order by seq")) {
            while (row.next()) {
                seq++;
                long told = row.getLong(1);
                at = row.getLong(2);
                byte[] actor = bytes(row, 3);
                byte[] sent = bytes(row, 4);
                byte[] events = bytes(row, 5);
                last = chain.next(last, told, at, actor, sent, events);
                if (told != seq || !Arrays.equals(last, row.getBytes(6))) {
                    throw new JournalException("entry " + seq + " was changed after it was written");
                }
                read.add(new Row(seq, at, text(actor), text(sent), events));
                if (read.size() == READ_AT_ONCE) {
                    apply(engine, read, each);
                }
            }
            apply(engine, read, each);
            requireTail(statement, seq, last);
        } catch (SQLException e) {
            throw new JournalException("entry " + (seq + 1) + " cannot be read: " + e.getMessage(), e);
        }
        lastSeq = seq;
        lastAt = at;
        engine.breach().ifPresent(law -> {
            throw new JournalException("violates a money invariant: " + law);
        });
        return new RecoveredMarket(engine, seq, at);
    }

    /**
     * Returns the snapshot in the folder of the journal; empty if there is none.
     *
     * @throws JournalException if the file was changed, has another format, or belongs to other entries
     */
    public Optional<Snapshot> snapshot() throws IOException {
        return SnapshotFile.read(folder, reading);
    }

    /**
     * Returns a task that writes a snapshot after the last entry. The task may run on any thread, and throws {@link java.io.UncheckedIOException} if it
     * fails. Call this method after a sync.
     *
     * @param state supplies the state after the last entry
     */
    public Runnable snapshotTask(Supplier<byte[]> state) {
        long seq = lastSeq;
        long at = lastAt;
        byte[] hash = last;
        return () -> SnapshotFile.write(folder, new Snapshot(seq, at, hash, state.get()));
    }

    /** Returns the bytes of a column, those of a text in UTF-8; an empty array for null. */
    static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        // The driver returns null for an empty text.
        return bytes == null ? new byte[0] : bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Checks that no entry is missing at the end of the journal. A hash chain alone does not detect this. */
    static void requireTail(Statement statement, long seq, byte[] last) throws SQLException {
        try (ResultSet row = statement.executeQuery("select seq, hash from tail")) {
            boolean isWhole = row.next() && row.getLong(1) == seq && (seq == 0 || Arrays.equals(row.getBytes(2), last));
            if (!isWhole) {
                throw new JournalException("entry " + (seq + 1) + " is missing");
            }
        }
    }

    /** Row of an entry whose events are not parsed yet. */
    private record Row(long seq, long at, String actor, String text, byte[] events) {

        Entry entry() {
            try {
                return new Entry(seq, at, actor, text, JournalEventText.read(events));
            } catch (JournalEventText.UnknownEventException e) {
                throw new JournalException("entry " + seq + " " + e.getMessage(), e);
            }
        }
    }

    /** Applies entries in order. Parsing takes most of the time and uses all processors. */
    private static void apply(ExchangeEngine engine, List<Row> rows, Consumer<Entry> each) {
        TaskRunner tasks = TaskRunner.of(Runtime.getRuntime().availableProcessors());
        for (Entry entry :
                tasks.map(rows.size(), LEAST_PER_THREAD, i -> rows.get(i).entry(), Entry[]::new)) {
            engine.apply(entry.seq(), entry.at(), entry.events());
            each.accept(entry);
        }
        rows.clear();
    }

    @Override
    public void append(Entry entry) throws IOException {
        String events = JournalEventText.write(entry.events());
        byte[] hash =
                chain.next(last, entry.seq(), entry.at(), bytes(entry.actor()), bytes(entry.text()), bytes(events));
        try {
            insert.setLong(1, entry.seq());
            insert.setLong(2, entry.at());
            insert.setString(3, entry.actor());
            insert.setString(4, entry.text());
            insert.setString(5, events);
            insert.setBytes(6, hash);
            insert.execute();
            rounds.indexEntry(entry);
        } catch (SQLException e) {
            throw new IOException(e);
        }
        last = hash;
        lastSeq = entry.seq();
        lastAt = entry.at();
    }

    @Override
    public void sync() throws IOException {
        try {
            tail.setLong(1, lastSeq);
            tail.setBytes(2, last);
            tail.execute();
            writing.commit();
            if (blobs.mustTruncate()) {
                truncateWal();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Truncates the write-ahead log, which may contain erased bytes. While a reader uses it, this has no effect, and the next sync tries again. */
    private void truncateWal() throws SQLException {
        writing.setAutoCommit(true);
        try (Statement statement = writing.createStatement()) {
            statement.execute("pragma busy_timeout=0");
            try (ResultSet row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
                if (row.next() && row.getInt(1) == 0) {
                    blobs.truncated();
                }
            }
            statement.execute("pragma busy_timeout=" + BUSY_MILLIS);
        } finally {
            writing.setAutoCommit(false);
        }
    }

    /**
     * Returns stored entries in order. Thread safe.
     *
     * @param after number of the entry before the first one that is returned
     * @param most largest number of entries
     */
    public synchronized List<Entry> entries(long after, int most) throws IOException {
        try (PreparedStatement query = reading.prepareStatement(
                "select seq, at, actor, text, events from entry where seq > ? order by seq limit ?")) {
            query.setLong(1, after);
            query.setInt(2, most);
            List<Entry> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    List<MarketEvent> events = JournalEventText.read(bytes(row, 5));
                    found.add(new Entry(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), events));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Returns the number of the last entry that was appended, or read by {@code recover}. */
    public long seq() {
        return lastSeq;
    }

    /** Returns the table of payloads and results. They are written in the transactions of the entries. */
    public BlobTable blobs() {
        return blobs;
    }

    /** Returns the index of closed rounds. It is written in the transactions of the entries. */
    public RoundEntryIndex rounds() {
        return rounds;
    }

    /** Returns the table of the log's leaves. They are written in the transactions of the entries. */
    public MerkleLeafTable leaves() {
        return leaves;
    }

    @Override
    public void close() {
        JournalException failed = null;
        for (AutoCloseable part : open.reversed()) {
            try {
                part.close();
            } catch (Exception e) { // all other parts are still closed, so that the lock is released
                failed = new JournalException("cannot be closed: " + e.getMessage(), e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}

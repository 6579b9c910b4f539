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
import skybourse.files.log.WhyNot;
import skybourse.server.codec.EventText;
import skybourse.server.journal.SnapshotFile.Snapshot;
import skybourse.venue.Journal;
import skybourse.venue.Venue;
import skybourse.venue.event.Event;
import skybourse.venue.event.MarketRules;

/**
 * A journal in one file of SQLite, written ahead and synced at every commit, and a lock beside it: one program writes it. Payloads and results
 * are kept in the same transaction as the entry that they belong to. For one thread, but for {@link #entries}, {@link #blobs},
 * {@link #rounds} and {@link #leaves}: what these read comes by connections of their own.
 *
 * <p>Entries are chained by hashes; what was changed in the file is found when it is opened, and named.
 */
public final class SqliteJournal implements Journal, AutoCloseable {

    /** The journal's name in its folder. */
    public static final String FILE = "journal.sqlite";

    /** After each row that is written the library would ask for its number, which takes as long as to write it. */
    private static final int LEAST_PER_THREAD = 64; // entries

    private static final Properties WRITING = new Properties();

    static {
        WRITING.setProperty("jdbc.get_generated_keys", "false");
    }

    private static final int READ_AT_ONCE = 4_096;

    /** SQLite takes a file of up to so many bytes for a new one. */
    private static final int EMPTY_BYTES = 1;

    private final Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Connection writing;
    private final Connection reading;
    private final PreparedStatement insert;
    private final PreparedStatement tail;
    private final LeafTable leaves;
    private final BlobTable blobs;
    private final RoundTable rounds;
    private final Chain chain = new Chain();
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
            }
            writing.setAutoCommit(false);
            JournalTables.begin(writing, market, rules, now);
            reading = opened(DriverManager.getConnection(file));
            insert = writing.prepareStatement("insert into entry values (?, ?, ?, ?, ?, ?)");
            tail = writing.prepareStatement("update tail set seq = ?, hash = ?");
            blobs = opened(new BlobTable(writing, file));
            rounds = opened(new RoundTable(writing, file));
            leaves = opened(new LeafTable(writing, file));
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

    /** Lets only the owner read the journal; files that SQLite adds beside it have the same mode. */
    private static void restrict(Path folder) throws IOException {
        Path journal = folder.resolve(FILE);
        OwnerOnly.createOrRestrict(journal);
        if (Files.size(journal) <= EMPTY_BYTES && Files.exists(folder.resolve(SnapshotFile.FILE))) {
            throw new JournalException(JournalException.damaged("it is empty, but a snapshot exists"));
        }
        for (String beside : List.of("-wal", "-shm")) {
            Path file = folder.resolve(FILE + beside);
            if (Files.exists(file)) {
                OwnerOnly.createOrRestrict(file);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    /**
     * Opens the journal of a market, or begins it, and locks it.
     *
     * @param folder where it is, or will be
     * @param market the market's name
     * @param rules all that the market is made of, as text: another text is another market, and refused
     * @param now milliseconds since 1970, for whoever looks into the file
     * @throws JournalException where it is in use, of another version or market, or cannot be opened
     */
    public static SqliteJournal open(Path folder, String market, String rules, long now) {
        try {
            return new SqliteJournal(folder, market, rules, now);
        } catch (SQLException e) {
            throw new JournalException("cannot be opened: " + folder + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw WhyNot.because(folder + ": cannot be written", e);
        }
    }

    /**
     * A market as its entries made it.
     *
     * @param venue the market
     * @param seq number of the last entry; 0 for none
     * @param at when that was, milliseconds of the market's clock; 0 for none
     */
    public record Recovered(Venue venue, long seq, long at) {}

    /**
     * Reads all entries back; nothing is solved. To be called once, before anything is appended.
     *
     * @throws JournalException where an entry is not what was written, or of a later program: its number is named
     */
    public Recovered recover(MarketRules rules) {
        return recover(Venue.open(rules), _ -> {});
    }

    /**
     * Reads all entries back, as {@link #recover(MarketRules)}.
     *
     * @param venue a market before its first entry
     * @param each told each entry once the market is what it made of it
     */
    public Recovered recover(Venue venue, Consumer<Entry> each) {
        return recover(venue, new Snapshot(0, 0, origin, new byte[0]), each);
    }

    /**
     * Reads the last entries back, as {@link #recover(MarketRules)}.
     *
     * @param venue as a snapshot has it
     * @param snapshot that {@link #snapshot} found: those before are not looked at
     * @param each told each entry once the market is what it made of it
     */
    public Recovered recover(Venue venue, Snapshot snapshot, Consumer<Entry> each) {
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
                    apply(venue, read, each);
                }
            }
            apply(venue, read, each);
            requireTail(statement, seq, last);
        } catch (SQLException e) {
            throw new JournalException("entry " + (seq + 1) + " cannot be read: " + e.getMessage(), e);
        }
        lastSeq = seq;
        lastAt = at;
        venue.breach().ifPresent(law -> {
            throw new JournalException("violates a money invariant: " + law);
        });
        return new Recovered(venue, seq, at);
    }

    /**
     * Returns the snapshot beside it, where that is of these very entries.
     *
     * @throws JournalException where it is not what was written, of another form or of other entries
     */
    public Optional<Snapshot> snapshot() throws IOException {
        return SnapshotFile.read(folder, reading);
    }

    /**
     * Returns what writes a snapshot after the last entry that was synced, on any thread.
     *
     * @param state what goes into it
     */
    public Runnable snapshotting(Supplier<byte[]> state) {
        long seq = lastSeq;
        long at = lastAt;
        byte[] hash = last;
        return () -> SnapshotFile.write(folder, new Snapshot(seq, at, hash, state.get()));
    }

    /** Returns a text in UTF-8. */
    static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes; // the library has none for an empty text
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Makes sure that no entry is missing at the end: a chain alone is whole without its last ones. */
    static void requireTail(Statement statement, long seq, byte[] last) throws SQLException {
        try (ResultSet row = statement.executeQuery("select seq, hash from tail")) {
            boolean isWhole = row.next() && row.getLong(1) == seq && (seq == 0 || Arrays.equals(row.getBytes(2), last));
            if (!isWhole) {
                throw new JournalException("entry " + (seq + 1) + " is missing");
            }
        }
    }

    /** An entry whose events are still text. */
    private record Row(long seq, long at, String actor, String text, byte[] events) {

        Entry entry() {
            try {
                return new Entry(seq, at, actor, text, EventText.read(events));
            } catch (EventText.UnknownEventException e) {
                throw new JournalException("entry " + seq + " " + e.getMessage(), e);
            }
        }
    }

    /** Applies entries in order; their texts, which take most of the time, are parsed on all processors. */
    private static void apply(Venue venue, List<Row> rows, Consumer<Entry> each) {
        TaskRunner tasks = TaskRunner.of(Runtime.getRuntime().availableProcessors());
        for (Entry entry :
                tasks.map(rows.size(), LEAST_PER_THREAD, i -> rows.get(i).entry(), Entry[]::new)) {
            venue.apply(entry.seq(), entry.events());
            each.accept(entry);
        }
        rows.clear();
    }

    @Override
    public void append(Entry entry) throws IOException {
        String events = EventText.written(entry.events());
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
            rounds.follow(entry);
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
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /**
     * Returns entries that are kept, in order; safe for any thread.
     *
     * @param after the number before the first
     * @param most how many at most
     */
    public synchronized List<Entry> entries(long after, int most) throws IOException {
        try (PreparedStatement query = reading.prepareStatement(
                "select seq, at, actor, text, events from entry where seq > ? order by seq limit ?")) {
            query.setLong(1, after);
            query.setInt(2, most);
            List<Entry> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    List<Event> events = EventText.read(bytes(row, 5));
                    found.add(new Entry(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), events));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Returns the number of the last entry. */
    public long seq() {
        return lastSeq;
    }

    /** Returns payloads and results, kept in the same transactions. */
    public BlobTable blobs() {
        return blobs;
    }

    /** Returns the index of rounds that were closed, written in the same transactions. */
    public RoundTable rounds() {
        return rounds;
    }

    /** Returns the leaves of the market's log, kept in the same transactions. */
    public LeafTable leaves() {
        return leaves;
    }

    @Override
    public void close() {
        JournalException failed = null;
        for (AutoCloseable part : open.reversed()) {
            try {
                part.close();
            } catch (Exception e) { // what else was opened, the folder's lock at last, is closed all the same
                failed = new JournalException("cannot be closed: " + e.getMessage(), e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}

package skybourse.server.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Logger;
import skybourse.files.text.InvalidInputException;
import skybourse.server.codec.SnapshotJson;
import skybourse.server.journal.JournalException;
import skybourse.server.journal.MerkleLeafTable;
import skybourse.server.journal.RoundEntryIndex;
import skybourse.server.journal.SnapshotFile;
import skybourse.server.journal.SqliteJournal;
import skybourse.server.signedlog.ExchangeStore;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.venue.event.MarketRules;

/** Durable store of a running market: a journal in a folder, with snapshots. */
public final class DurableStore implements ExchangeStore, AutoCloseable {

    /** Smallest number of entries between two snapshots. */
    private static final long SNAPSHOT_ENTRIES = 2_000;

    /** Size of a snapshot divided by the number of entries between two snapshots, bytes. Larger snapshots are therefore written less often. */
    private static final long BYTES_AN_ENTRY = 200;

    private static final Logger LOG = Logger.getLogger("skybourse.server");

    private final Path folder;
    private final String market;
    private final SqliteJournal journal;
    private final long snapshotEntries;
    private final ExecutorService cache = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("snapshot").factory());
    private final AtomicBoolean isCaching = new AtomicBoolean();
    private long cachedSeq;
    private volatile long entriesBetween;

    private DurableStore(Path folder, String market, SqliteJournal journal, long snapshotEntries) {
        this.folder = folder;
        this.market = market;
        this.journal = journal;
        this.snapshotEntries = snapshotEntries;
        this.entriesBetween = snapshotEntries;
    }

    /**
     * Opens the store in a folder, or creates it.
     *
     * @param folder folder of the journal; created if it does not exist
     * @param market name of the market
     * @param made text of all settings of the market; if it differs from the text in the journal, the journal is rejected as that of another market
     * @throws JournalException if the journal is in use, damaged, of another version or market, or cannot be opened
     * @throws UncheckedIOException if the folder cannot be written
     */
    public static DurableStore open(Path folder, String market, String made) {
        return open(folder, market, made, SNAPSHOT_ENTRIES);
    }

    static DurableStore open(Path folder, String market, String made, long snapshotEntries) {
        var journal = SqliteJournal.open(folder, market, made, System.currentTimeMillis());
        return new DurableStore(folder, market, journal, snapshotEntries);
    }

    /**
     * Returns the signing key of the market. For a new market, the key is created. The public key is stored in the journal when the market starts.
     *
     * @throws InvalidInputException if the key file is missing, not valid, or contains another key than the journal
     * @throws IOException if the key or the journal cannot be read, or the key cannot be written
     */
    public MarketSigningKey key() throws IOException {
        Path file = folder.resolve(MarketSigningKey.FILE);
        Optional<String> known = journal.leaves().key();
        if (known.isPresent() && !Files.exists(file)) {
            throw new InvalidInputException(
                    file.toString(),
                    "must exist, because the journal beside it is signed with it: not found",
                    MarketSigningKey.BACKUP);
        }
        MarketSigningKey key = MarketSigningKey.of(folder, market);
        if (known.isPresent() && !known.get().equals(key.text())) {
            throw new InvalidInputException(
                    file.toString(),
                    "must be the key " + known.get() + ", with which the journal is signed: " + key.text(),
                    MarketSigningKey.BACKUP);
        }
        return key;
    }

    /**
     * Starts the market in its state after the last entry. The clock of a new market starts at the system time. Must be called at most once.
     *
     * @param key key that signs the market's log
     * @throws JournalException if the journal or the log is damaged, or an invariant is violated
     * @throws IOException if the journal cannot be read or written
     */
    public RunningExchange start(MarketRules rules, double roundSeconds, MarketSigningKey key) throws IOException {
        if (journal.leaves().key().isEmpty()) {
            journal.leaves().storeKey(key.text());
        }
        OpenedLog begun = begin(rules, key);
        long at = begun.seq() == 0 ? System.currentTimeMillis() : begun.at();
        return RunningExchange.start(rules, roundSeconds, begun.log(), at, this);
    }

    /**
     * Market and log in their state after the last entry.
     *
     * @param seq number of the last entry; 0 if there is none
     * @param at time of the last entry, milliseconds of the market's clock; 0 if there is none
     * @param fromSeq number of the last entry that the snapshot includes, after which entries were read; 0 without a snapshot
     */
    record OpenedLog(MarketLog log, long seq, long at, long fromSeq) {}

    /** Restores the market from its snapshot and the entries after it. Without a valid snapshot, reads all entries. */
    OpenedLog begin(MarketRules rules, MarketSigningKey key) throws IOException {
        try {
            Optional<SnapshotFile.Snapshot> kept = journal.snapshot();
            if (kept.isPresent()) {
                var log = new MarketLog(key, rules, this);
                log.restore(SnapshotJson.read(kept.get().state(), MarketLog.State.class));
                cachedSeq = kept.get().seq();
                pace(kept.get().state());
                return begun(log, journal.recover(log.venue(), kept.get(), log::replay));
            }
        } catch (JournalException | IllegalArgumentException e) {
            cachedSeq = 0;
            LOG.warning("the snapshot is ignored and all entries are read, because it " + e.getMessage());
        }
        var log = new MarketLog(key, rules, this);
        return begun(log, journal.recover(log.venue(), log::replay));
    }

    private OpenedLog begun(MarketLog log, SqliteJournal.RecoveredMarket found) {
        return new OpenedLog(log, found.seq(), found.at(), cachedSeq);
    }

    @Override
    public void cache(MarketLog log) {
        if (journal.seq() - cachedSeq >= entriesBetween && !isCaching.get()) {
            log.state().ifPresent(state -> {
                cachedSeq = journal.seq();
                isCaching.set(true);
                Runnable write = journal.snapshotTask(() -> pace(SnapshotJson.write(state)));
                cache.execute(() -> cached(write));
            });
        }
    }

    /** Sets the number of entries between two snapshots in proportion to the size of the state, and returns the state. */
    private byte[] pace(byte[] state) {
        entriesBetween = Math.max(snapshotEntries, state.length / BYTES_AN_ENTRY);
        return state;
    }

    private void cached(Runnable write) {
        try {
            write.run();
        } catch (UncheckedIOException e) {
            // The exchange continues without a snapshot, because a snapshot is only a cache.
            LOG.warning("the snapshot cannot be written: " + e.getMessage());
        } finally {
            isCaching.set(false);
        }
    }

    SqliteJournal journal() {
        return journal;
    }

    @Override
    public void append(Entry entry) throws IOException {
        journal.append(entry);
    }

    @Override
    public void sync() throws IOException {
        journal.sync();
    }

    @Override
    public void store(byte[] bytes, long at) throws IOException {
        journal.blobs().store(bytes, at);
    }

    @Override
    public void drop(long before, Set<String> needed) throws IOException {
        journal.blobs().drop(before, needed);
    }

    @Override
    public void erase(String digest) throws IOException {
        journal.blobs().erase(digest);
    }

    @Override
    public Optional<byte[]> blob(String digest) throws IOException {
        return journal.blobs().of(digest);
    }

    @Override
    public OptionalInt length(String digest) throws IOException {
        return journal.blobs().length(digest);
    }

    @Override
    public Optional<byte[]> part(String digest, int from, int to) throws IOException {
        return journal.blobs().part(digest, from, to);
    }

    @Override
    public List<Entry> entries(long after, int most) throws IOException {
        return journal.entries(after, most);
    }

    @Override
    public Optional<RoundEntryIndex.Span> round(long number) throws IOException {
        return journal.rounds().of(number);
    }

    @Override
    public void publish(MerkleLeafTable.Leaves leaves, byte[] root) throws IOException {
        journal.leaves().publish(leaves, root);
    }

    @Override
    public byte[] leaves(long from, Consumer<MerkleLeafTable.Leaves> each) throws IOException {
        return journal.leaves().all(from, each);
    }

    @Override
    public Optional<MerkleLeafTable.Leaves> leaves(long round) throws IOException {
        return journal.leaves().of(round);
    }

    @Override
    public void close() {
        cache.close();
        journal.close();
    }
}

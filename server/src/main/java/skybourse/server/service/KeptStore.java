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
import skybourse.server.codec.StateText;
import skybourse.server.journal.JournalException;
import skybourse.server.journal.LeafTable;
import skybourse.server.journal.RoundTable;
import skybourse.server.journal.SnapshotFile;
import skybourse.server.journal.SqliteJournal;
import skybourse.server.signedlog.LiveStore;
import skybourse.server.signedlog.MarketKey;
import skybourse.server.signedlog.MarketLog;
import skybourse.venue.event.MarketRules;

/** The store of a market that is to stay: a journal in a folder. */
public final class KeptStore implements LiveStore, AutoCloseable {

    /** After how many entries a snapshot is written at least, and how much of it each entry is worth. */
    private static final long SNAPSHOT_ENTRIES = 2_000;

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

    private KeptStore(Path folder, String market, SqliteJournal journal, long snapshotEntries) {
        this.folder = folder;
        this.market = market;
        this.journal = journal;
        this.snapshotEntries = snapshotEntries;
        this.entriesBetween = snapshotEntries;
    }

    /**
     * Opens a folder, or begins it.
     *
     * @param folder where it is, or will be
     * @param market the market's name
     * @param made all that the market is made of, as text: another text is another market
     */
    public static KeptStore open(Path folder, String market, String made) {
        return open(folder, market, made, SNAPSHOT_ENTRIES);
    }

    static KeptStore open(Path folder, String market, String made, long snapshotEntries) {
        var journal = SqliteJournal.open(folder, market, made, System.currentTimeMillis());
        return new KeptStore(folder, market, journal, snapshotEntries);
    }

    /**
     * Returns the key of the market, made where nothing happened yet. Its public half is kept in the journal from the first entry on.
     *
     * @throws InvalidInputException where the key is lost, or is that of another market
     */
    public MarketKey key() throws IOException {
        Path file = folder.resolve(MarketKey.FILE);
        Optional<String> known = journal.leaves().key();
        if (known.isPresent() && !Files.exists(file)) {
            throw new InvalidInputException(
                    file.toString(),
                    "must exist, because the journal beside it is signed with it: not found",
                    MarketKey.BACKUP);
        }
        MarketKey key = MarketKey.of(folder, market);
        if (known.isPresent() && !known.get().equals(key.text())) {
            throw new InvalidInputException(
                    file.toString(),
                    "must be the key " + known.get() + ", with which the journal is signed: " + key.text(),
                    MarketKey.BACKUP);
        }
        return key;
    }

    /**
     * Goes on with the market that is kept; a new one starts with the time of day. To be asked once.
     *
     * @param key by which its log is signed
     */
    public LiveMarket start(MarketRules rules, double roundSeconds, MarketKey key) throws IOException {
        if (journal.leaves().key().isEmpty()) {
            journal.leaves().keepKey(key.text());
        }
        Begun begun = begin(rules, key);
        long at = begun.seq() == 0 ? System.currentTimeMillis() : begun.at();
        return LiveMarket.start(rules, roundSeconds, begun.log(), at, this);
    }

    /**
     * A market and its log as entries made them.
     *
     * @param seq number of the last entry; 0 for none
     * @param at when that was
     * @param fromSeq number of the last entry that was not read, for a snapshot has it
     */
    record Begun(MarketLog log, long seq, long at, long fromSeq) {}

    /** Reads the market back: from its snapshot on, or where that is of no use, from its first entry. */
    Begun begin(MarketRules rules, MarketKey key) throws IOException {
        try {
            Optional<SnapshotFile.Snapshot> kept = journal.snapshot();
            if (kept.isPresent()) {
                var log = new MarketLog(key, rules, this);
                log.restore(StateText.read(kept.get().state(), MarketLog.State.class));
                cachedSeq = kept.get().seq();
                pace(kept.get().state());
                return begun(log, journal.recover(log.venue(), kept.get(), log::recovered));
            }
        } catch (JournalException | IllegalArgumentException e) {
            cachedSeq = 0;
            LOG.warning("the snapshot is ignored and all entries are read, because it " + e.getMessage());
        }
        var log = new MarketLog(key, rules, this);
        return begun(log, journal.recover(log.venue(), log::recovered));
    }

    private Begun begun(MarketLog log, SqliteJournal.Recovered found) {
        return new Begun(log, found.seq(), found.at(), cachedSeq);
    }

    @Override
    public void cache(MarketLog log) {
        if (journal.seq() - cachedSeq >= entriesBetween && !isCaching.get()) {
            log.state().ifPresent(state -> {
                cachedSeq = journal.seq();
                isCaching.set(true);
                Runnable write = journal.snapshotting(() -> pace(StateText.written(state)));
                cache.execute(() -> cached(write));
            });
        }
    }

    /** The larger a state is, the more entries are read behind it rather than that it is written again. */
    private byte[] pace(byte[] state) {
        entriesBetween = Math.max(snapshotEntries, state.length / BYTES_AN_ENTRY);
        return state;
    }

    private void cached(Runnable write) {
        try {
            write.run();
        } catch (UncheckedIOException e) {
            LOG.warning("the snapshot cannot be written: " + e.getMessage()); // the market goes on without
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
    public void keep(byte[] bytes, long at) throws IOException {
        journal.blobs().keep(bytes, at);
    }

    @Override
    public void drop(long before, Set<String> needed) throws IOException {
        journal.blobs().drop(before, needed);
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
    public Optional<RoundTable.Span> round(long number) throws IOException {
        return journal.rounds().of(number);
    }

    @Override
    public void publish(LeafTable.Leaves leaves, byte[] root) throws IOException {
        journal.leaves().publish(leaves, root);
    }

    @Override
    public byte[] leaves(long from, Consumer<LeafTable.Leaves> each) throws IOException {
        return journal.leaves().all(from, each);
    }

    @Override
    public Optional<LeafTable.Leaves> leaves(long round) throws IOException {
        return journal.leaves().of(round);
    }

    @Override
    public void close() {
        cache.close();
        journal.close();
    }
}

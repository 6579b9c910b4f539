package skybourse.server.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import skybourse.files.codec.InvalidInputException;
import skybourse.server.journal.LeafTable;
import skybourse.server.journal.SqliteJournal;
import skybourse.venue.MarketRules;

/** The store of a market that is to stay: a journal in a folder. */
public final class KeptStore implements Store, AutoCloseable {

    private static final String BACKUP = "a backup of this folder has it: copy its market-key here";

    private final Path folder;
    private final String market;
    private final SqliteJournal journal;

    private KeptStore(Path folder, String market, SqliteJournal journal) {
        this.folder = folder;
        this.market = market;
        this.journal = journal;
    }

    /**
     * Opens a folder, or begins it.
     *
     * @param folder where it is, or will be
     * @param market the market's name
     * @param made all that the market is made of, as text: another text is another market
     */
    public static KeptStore open(Path folder, String market, String made) {
        return new KeptStore(folder, market, SqliteJournal.open(folder, market, made, System.currentTimeMillis()));
    }

    /**
     * Returns the key of the market, made where nothing happened yet. Its public half is kept in the journal from the first entry on.
     *
     * @throws InvalidInputException where the key is lost, or is that of another market
     */
    public MarketKey key() throws IOException {
        Path file = folder.resolve(MarketKey.FILE);
        Optional<String> known = journal.leaves().key();
        if (!Files.exists(file) && (known.isPresent() || !entries(0, 1).isEmpty())) {
            throw new InvalidInputException(
                    file.toString(), "must be there, for the journal beside it is signed by it: not found", BACKUP);
        }
        MarketKey key = MarketKey.of(folder, market);
        if (known.isPresent() && !known.get().equals(key.text())) {
            throw new InvalidInputException(
                    file.toString(),
                    "must be the key " + known.get() + ", by which the journal is signed: " + key.text(),
                    BACKUP);
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
        var log = new MarketLog(key, rules, this);
        SqliteJournal.Recovered found = journal.recover(log.venue(), log::recovered);
        long at = found.seq() == 0 ? System.currentTimeMillis() : found.at();
        return LiveMarket.start(rules, roundSeconds, log, found.seq(), at, this);
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
        journal.keep(bytes, at);
    }

    @Override
    public void drop(long before, Set<String> needed) throws IOException {
        journal.drop(before, needed);
    }

    @Override
    public Optional<byte[]> blob(String digest) throws IOException {
        return journal.blob(digest);
    }

    @Override
    public List<Entry> entries(long after, int most) throws IOException {
        return journal.entries(after, most);
    }

    @Override
    public void publish(LeafTable.Leaves leaves, byte[] root) throws IOException {
        journal.leaves().publish(leaves, root);
    }

    @Override
    public byte[] leaves(Consumer<LeafTable.Leaves> each) throws IOException {
        return journal.leaves().all(each);
    }

    @Override
    public Optional<LeafTable.Leaves> leaves(long round) throws IOException {
        return journal.leaves().of(round);
    }

    @Override
    public void close() {
        journal.close();
    }
}

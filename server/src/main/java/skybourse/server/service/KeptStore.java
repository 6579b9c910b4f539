package skybourse.server.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import skybourse.server.journal.LeafTable;
import skybourse.server.journal.SqliteJournal;
import skybourse.venue.MarketRules;

/** The store of a market that is to stay: a journal in a folder. */
public final class KeptStore implements Store, AutoCloseable {

    private final SqliteJournal journal;

    private KeptStore(SqliteJournal journal) {
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
        return new KeptStore(SqliteJournal.open(folder, market, made, System.currentTimeMillis()));
    }

    /**
     * Goes on with the market that is kept; a new one starts with the time of day. To be asked once.
     *
     * @param key by which its log is signed
     */
    public LiveMarket start(MarketRules rules, double roundSeconds, MarketKey key) throws IOException {
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

package skybourse.server.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import skybourse.server.journal.JournalException;
import skybourse.server.journal.MerkleLeafTable.Leaves;
import skybourse.server.signedlog.LogStore;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.venue.event.MarketRules;

/** Replays a journal, and compares the published log of each round with the log that results from the replay. Nothing is written. */
public final class JournalReplay implements LogStore {

    private static final String FORM = "{\"skybourse\":\"record-3\"";
    private static final String OLDER_FORM = "{\"skybourse\":\"record-2\"";

    private final DurableStore store;
    private long seq;
    private long rounds;

    private JournalReplay(DurableStore store) {
        this.store = store;
    }

    /**
     * Extent of a replay.
     *
     * @param entries number of entries
     * @param rounds number of published rounds
     */
    public record ReplaySummary(long entries, long rounds) {}

    /**
     * Replays a market from its first entry to its last.
     *
     * @param store store of a market that is not running
     * @throws JournalException if an entry is damaged, violates a money invariant, or results in a round that differs from the published round
     */
    public static ReplaySummary of(DurableStore store, MarketRules rules, MarketSigningKey key) {
        var replay = new JournalReplay(store);
        var log = new MarketLog(key, rules, replay);
        store.journal().recover(log.venue(), entry -> {
            try {
                log.append(entry);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            log.venue().breach().ifPresent(law -> {
                throw new JournalException("entry " + entry.seq() + " violates a money invariant: " + law);
            });
        });
        return new ReplaySummary(replay.seq, replay.rounds);
    }

    @Override
    public void append(Entry entry) {
        seq = entry.seq();
    }

    @Override
    public void publish(Leaves leaves, byte[] root) throws IOException {
        Leaves were = leaves(leaves.round()).orElse(new Leaves(leaves.round(), -1, List.of()));
        if (!were.equals(leaves) && !were.equals(older(leaves))) {
            throw new JournalException(
                    "entry " + seq + " leads to a round " + leaves.round() + " that differs from the published one");
        }
        rounds++;
    }

    /** Returns the same leaves in the older format {@code record-2}, which differs from {@code record-3} only in its name. */
    private static Leaves older(Leaves leaves) {
        List<String> texts = leaves.texts().stream()
                .map(text -> text.startsWith(FORM) ? OLDER_FORM + text.substring(FORM.length()) : text)
                .toList();
        return new Leaves(leaves.round(), leaves.first(), texts);
    }

    @Override
    public void sync() {
        // A replay writes nothing, so there is nothing to make durable.
    }

    @Override
    public byte[] leaves(long from, Consumer<Leaves> each) throws IOException {
        return store.leaves(from, each);
    }

    @Override
    public Optional<Leaves> leaves(long round) throws IOException {
        return store.leaves(round);
    }
}

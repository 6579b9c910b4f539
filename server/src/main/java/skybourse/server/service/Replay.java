package skybourse.server.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import skybourse.server.journal.JournalException;
import skybourse.server.journal.LeafTable.Leaves;
import skybourse.venue.MarketRules;

/** Plays a journal again, and compares what each round published with what it would publish now; nothing else is asked of it. */
public final class Replay implements Store {

    private final KeptStore kept;
    private long seq;
    private long rounds;

    private Replay(KeptStore kept) {
        this.kept = kept;
    }

    /**
     * What was played.
     *
     * @param entries how many
     * @param rounds how many of them sold a round
     */
    public record Played(long entries, long rounds) {}

    /**
     * Plays a market from its first entry to its last.
     *
     * @param kept the market, which nobody goes on with
     * @throws JournalException where an entry is not what was written, breaks a law of money, or does not publish what it published
     */
    public static Played of(KeptStore kept, MarketRules rules, MarketKey key) {
        var replay = new Replay(kept);
        var log = new MarketLog(key, rules, replay);
        kept.journal().recover(log.venue(), entry -> {
            try {
                log.append(entry);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            log.venue().breach().ifPresent(law -> {
                throw new JournalException("entry " + entry.seq() + " breaks a law of money: " + law);
            });
        });
        return new Played(replay.seq, replay.rounds);
    }

    @Override
    public void append(Entry entry) {
        seq = entry.seq();
    }

    @Override
    public void publish(Leaves leaves, byte[] root) throws IOException {
        Leaves were = kept.leaves(leaves.round()).orElse(new Leaves(leaves.round(), -1, List.of()));
        if (!were.equals(leaves)) {
            throw new JournalException(
                    "entry " + seq + " makes another round " + leaves.round() + " than the one that was published");
        }
        rounds++;
    }

    @Override
    public void sync() {
        // nothing is written
    }

    @Override
    public void keep(byte[] bytes, long at) {
        // nothing is written
    }

    @Override
    public void drop(long before, Set<String> needed) {
        // nothing is written
    }

    @Override
    public Optional<byte[]> blob(String digest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Entry> entries(long after, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] leaves(long from, Consumer<Leaves> each) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void cache(MarketLog log) {
        // nothing is written
    }

    @Override
    public Optional<Leaves> leaves(long round) {
        throw new UnsupportedOperationException();
    }
}

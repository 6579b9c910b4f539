package skybourse.server.signedlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import skybourse.files.text.Sha256;
import skybourse.server.journal.MerkleLeafTable.Leaves;
import skybourse.server.journal.RoundEntryIndex;
import skybourse.venue.event.MarketEvent;

/** In-memory store, for tests and for markets that need no durability. */
public class MemoryStore implements ExchangeStore {

    private final List<Entry> entries = new ArrayList<>();
    private final List<Long> dropped = new ArrayList<>();
    private final Map<String, byte[]> blobs = new HashMap<>();
    private final Map<Long, Leaves> published = new TreeMap<>();
    private byte[] root = new byte[0];

    @Override
    public synchronized void append(Entry entry) {
        entries.add(entry);
    }

    @Override
    public void sync() throws IOException {
        // not durable
    }

    @Override
    public synchronized void store(byte[] bytes, long at) {
        blobs.put(Sha256.of(bytes), bytes);
    }

    @Override
    public synchronized void drop(long before, Set<String> needed) {
        dropped.add(before); // tests do not run that long
    }

    @Override
    public synchronized void erase(String digest) {
        blobs.remove(digest);
    }

    /** Returns the time limits with which payloads were dropped, in order. */
    public synchronized List<Long> dropped() {
        return List.copyOf(dropped);
    }

    @Override
    public synchronized Optional<byte[]> blob(String digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    @Override
    public OptionalInt length(String digest) {
        return blob(digest).stream().mapToInt(bytes -> bytes.length).findFirst();
    }

    @Override
    public Optional<byte[]> part(String digest, int from, int to) {
        return blob(digest).map(bytes -> Arrays.copyOfRange(bytes, from, to));
    }

    @Override
    public synchronized List<Entry> entries(long after, int most) {
        int from = Math.clamp(after, 0, entries.size());
        return List.copyOf(entries.subList(from, Math.min(entries.size(), from + most)));
    }

    @Override
    public synchronized Optional<RoundEntryIndex.Span> round(long number) {
        List<Long> of = entries.stream()
                .filter(entry -> entry.events().stream().anyMatch(event -> closes(event, number)))
                .map(Entry::seq)
                .toList();
        return of.isEmpty() ? Optional.empty() : Optional.of(new RoundEntryIndex.Span(of.getFirst(), of.getLast()));
    }

    private static boolean closes(MarketEvent event, long number) {
        return (event instanceof MarketEvent.RoundFrozen frozen && frozen.round() == number)
                || (event instanceof MarketEvent.LotsSold sold && sold.round() == number)
                || (event instanceof MarketEvent.RoundVoid gone && gone.round() == number);
    }

    @Override
    public synchronized void publish(Leaves leaves, byte[] rootAfter) {
        published.put(leaves.round(), leaves);
        root = rootAfter;
    }

    @Override
    public synchronized byte[] leaves(long from, Consumer<Leaves> each) {
        published.values().stream().filter(leaves -> leaves.first() >= from).forEach(each);
        return root;
    }

    @Override
    public synchronized Optional<Leaves> leaves(long round) {
        return Optional.ofNullable(published.get(round));
    }

    /** Returns the number of entries and blobs. */
    public synchronized int size() {
        return entries.size() + blobs.size();
    }
}

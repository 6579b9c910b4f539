package skybourse.server.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.files.codec.Sha256;

/** A store that ends with the program: for tests, and for markets of which nothing is to stay. */
public final class MemoryStore implements Store {

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, byte[]> blobs = new HashMap<>();

    @Override
    public synchronized void append(Entry entry) {
        entries.add(entry);
    }

    @Override
    public void sync() {
        // nothing outlives the program
    }

    @Override
    public synchronized void keep(byte[] bytes) {
        blobs.put(Sha256.of(bytes), bytes);
    }

    @Override
    public synchronized Optional<byte[]> blob(String digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    @Override
    public synchronized List<Entry> entries(long after, int most) {
        int from = Math.clamp(after, 0, entries.size());
        return List.copyOf(entries.subList(from, Math.min(entries.size(), from + most)));
    }

    /** Returns how many entries and blobs there are. */
    synchronized int size() {
        return entries.size() + blobs.size();
    }
}

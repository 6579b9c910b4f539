package skybourse.venue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Sizes and rounds of uploaded blobs, and the bytes charged to each agent; not the content of the blobs. Mutable. */
final class BlobIndex {

    /** Minimum charge of a blob in bytes. It bounds the number of blobs of an agent. */
    static final int LEAST_CHARGED = 4_096;

    /** Uploaded blobs in the order of upload, oldest first. */
    private final SequencedMap<Snapshot.BlobKey, Snapshot.Blob> known = new LinkedHashMap<>();

    private final Map<String, Long> charged = new HashMap<>();

    /** Returns the charge of a blob in bytes. */
    static long charged(int bytes) {
        return Math.max(LEAST_CHARGED, bytes);
    }

    /** Returns the charge of all blobs of an agent in bytes. */
    long charged(String agent) {
        return charged.getOrDefault(agent, 0L);
    }

    /** Adds a blob. An erased blob of the same key is replaced, and charged once. */
    void put(Snapshot.BlobKey key, Snapshot.Blob blob) {
        if (known.remove(key) == null) {
            charged.merge(key.agent(), charged(blob.bytes()), Long::sum);
        }
        known.put(key, blob);
    }

    /** Returns an agent's blob by its digest; empty if it is unknown or erased. */
    Optional<Snapshot.Blob> of(String agent, String digest) {
        return Optional.ofNullable(known.get(new Snapshot.BlobKey(agent, digest)))
                .filter(blob -> !blob.isErased());
    }

    /** Returns the number of the journal entry that erased an upload of an agent; empty if there is no erased upload. */
    Optional<Long> erasedAt(String agent, String digest) {
        return Optional.ofNullable(known.get(new Snapshot.BlobKey(agent, digest)))
                .filter(Snapshot.Blob::isErased)
                .map(Snapshot.Blob::seq);
    }

    /** Returns the agents that uploaded bytes with a digest. */
    List<String> uploaders(String digest) {
        return known.entrySet().stream()
                .filter(blob -> blob.getKey().digest().equals(digest)
                        && !blob.getValue().isErased())
                .map(blob -> blob.getKey().agent())
                .toList();
    }

    /** Marks all blobs with a digest as erased by a journal entry. */
    void erase(String digest, long seq) {
        known.replaceAll((key, blob) -> key.digest().equals(digest) ? blob.erased(seq) : blob);
    }

    /** Returns all blobs, oldest first. */
    List<Snapshot.KnownBlob> all() {
        return known.entrySet().stream()
                .map(blob -> new Snapshot.KnownBlob(blob.getKey(), blob.getValue()))
                .toList();
    }

    /** Removes blobs that were uploaded before a given round. */
    void forget(long round) {
        while (!known.isEmpty() && known.firstEntry().getValue().round() < round) {
            Map.Entry<Snapshot.BlobKey, Snapshot.Blob> blob = known.pollFirstEntry();
            long gone = charged(blob.getValue().bytes());
            charged.computeIfPresent(blob.getKey().agent(), (_, all) -> all == gone ? null : all - gone);
        }
    }
}

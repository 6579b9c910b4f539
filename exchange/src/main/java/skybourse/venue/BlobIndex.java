package skybourse.venue;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import skybourse.venue.event.Piece;
import skybourse.venue.event.SubmittedTask;

/** Uploaded blobs with the bytes charged to each agent, and bytes that agents have erased. Mutable. */
final class BlobIndex {

    /** Minimum charge of a blob in bytes. It bounds the number of blobs of an agent. */
    static final int LEAST_CHARGED = 4_096;

    /** Uploaded blobs in the order of upload, oldest first. */
    private final SequencedMap<Snapshot.BlobKey, Snapshot.Blob> known = new LinkedHashMap<>();

    private final Map<String, Long> charged = new HashMap<>();

    /** Bytes that agents have erased, in the order of erasure, oldest first. */
    private final SequencedMap<Snapshot.BlobKey, Snapshot.Erasure> erased = new LinkedHashMap<>();

    /** Returns the charge of a blob in bytes. */
    static long charged(int bytes) {
        return Math.max(LEAST_CHARGED, bytes);
    }

    /** Returns the charge of all blobs of an agent in bytes. */
    long charged(String agent) {
        return charged.getOrDefault(agent, 0L);
    }

    void put(Snapshot.BlobKey key, Snapshot.Blob blob) {
        erased.remove(key);
        known.put(key, blob);
        charged.merge(key.agent(), charged(blob.bytes()), Long::sum);
    }

    /** Returns an agent's blob by its digest; empty if it is unknown. */
    Optional<Snapshot.Blob> of(String agent, String digest) {
        return Optional.ofNullable(known.get(new Snapshot.BlobKey(agent, digest)));
    }

    /** Returns all blobs, oldest first. */
    List<Snapshot.KnownBlob> all() {
        return known.entrySet().stream()
                .map(blob -> new Snapshot.KnownBlob(blob.getKey(), blob.getValue()))
                .toList();
    }

    /** Removes blobs that were uploaded, and erasures that were requested, before a given round. */
    void forget(long round) {
        while (!known.isEmpty() && known.firstEntry().getValue().round() < round) {
            remove(known.firstEntry().getKey());
        }
        while (!erased.isEmpty() && erased.firstEntry().getValue().round() < round) {
            erased.pollFirstEntry();
        }
    }

    private void remove(Snapshot.BlobKey key) {
        Snapshot.Blob blob = known.remove(key);
        if (blob != null) {
            long gone = charged(blob.bytes());
            charged.computeIfPresent(key.agent(), (_, all) -> all == gone ? null : all - gone);
        }
    }

    /** Records that an agent erased bytes, and removes its upload of them. */
    void erase(Snapshot.BlobKey key, Snapshot.Erasure erasure) {
        remove(key);
        erased.put(key, erasure);
    }

    /** Records that an agent submitted bytes again. */
    void restore(String agent, String digest) {
        erased.remove(new Snapshot.BlobKey(agent, digest));
    }

    boolean isErased(String agent, String digest) {
        return erased.containsKey(new Snapshot.BlobKey(agent, digest));
    }

    /** Returns the erasure of bytes by an agent; empty if there is none. */
    Optional<Snapshot.Erasure> erasure(String agent, String digest) {
        return Optional.ofNullable(erased.get(new Snapshot.BlobKey(agent, digest)));
    }

    /** Returns all erasures, oldest first. */
    List<Snapshot.KnownErasure> erasures() {
        return erased.entrySet().stream()
                .map(gone -> new Snapshot.KnownErasure(gone.getKey(), gone.getValue()))
                .toList();
    }

    /**
     * Returns the digests of bytes that are needed: payloads of tasks, results of pieces and uploads, except those that an agent concerned has erased. If
     * a piece has no result, the set also contains the empty string.
     */
    Set<String> needed(Collection<SubmittedTask> tasks, Collection<Piece> pieces) {
        Set<String> digests = new HashSet<>();
        tasks.stream()
                .filter(task -> !isErased(task.agent(), task.payload()))
                .forEach(task -> digests.add(task.payload()));
        pieces.stream()
                .filter(piece -> !isErased(piece.buyer(), piece.digest()) && !isErased(piece.worker(), piece.digest()))
                .forEach(piece -> digests.add(piece.digest()));
        known.keySet().forEach(key -> digests.add(key.digest()));
        return digests;
    }
}

package skybourse.server.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Finds the purchase to which a repeated request belongs. A request with an idempotency key belongs to the purchase with the same key. A retry of an SDK
 * without a key belongs to a purchase with the same body whose client closed its connection, or got a time-out, at most 60 s before. Each such purchase
 * serves one retry, because another client may send the same body on purpose.
 */
final class RequestDeduplicator {

    private static final int MOST_KEYS = 4_096;
    private static final int MOST_ORPHANS = 1_024;
    private static final long ORPHAN_NANOS = 60_000_000_000L;

    private final Map<String, Keyed> keyed = new LinkedHashMap<>();
    private final Deque<Orphan> orphans = new ArrayDeque<>();
    private final LongSupplier nanoTime;

    /**
     * Creates a finder without purchases.
     *
     * @param nanoTime clock, ns
     */
    RequestDeduplicator(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Keyed(String digest, PendingRequest request) {}

    private record Orphan(String digest, PendingRequest request, long since) {}

    /**
     * Returns the purchase of a request with an idempotency key. Throws {@link OpenAiError} if the key belongs to another body.
     *
     * @param digest digest of the body
     * @param until deadline of the client, which waits for a purchase that exists
     * @param purchase creates a purchase
     */
    synchronized PendingRequest keyed(String key, String digest, long until, Supplier<PendingRequest> purchase) {
        Keyed there = keyed.get(key);
        if (there != null && !there.digest().equals(digest)) {
            throw new OpenAiError(
                    422,
                    "Idempotency-Key",
                    "idempotency_key_reused",
                    "The idempotency key was used with another body.");
        }
        if (there != null && there.request().attach(until)) {
            return there.request();
        }
        PendingRequest made = purchase.get();
        keyed.remove(key);
        keyed.put(key, new Keyed(digest, made));
        Iterator<Keyed> oldest = keyed.values().iterator();
        while (keyed.size() > MOST_KEYS && oldest.hasNext()) {
            if (oldest.next().request().answer().isDone()) {
                oldest.remove();
            }
        }
        return made;
    }

    /** Returns the purchase of a request without an idempotency key. */
    synchronized PendingRequest retried(boolean isRetry, String digest, long until, Supplier<PendingRequest> purchase) {
        long now = nanoTime.getAsLong();
        orphans.removeIf(orphan ->
                now - orphan.since() > ORPHAN_NANOS || orphan.request().answer().isCompletedExceptionally());
        Iterator<Orphan> all = orphans.iterator();
        while (isRetry && all.hasNext()) {
            Orphan orphan = all.next();
            if (orphan.digest().equals(digest) && orphan.request().attach(until)) {
                all.remove();
                return orphan.request();
            }
        }
        return purchase.get();
    }

    /** Notes that the client of a purchase without an idempotency key is gone. */
    synchronized void orphan(String digest, PendingRequest request) {
        orphans.add(new Orphan(digest, request, nanoTime.getAsLong()));
        if (orphans.size() > MOST_ORPHANS) {
            orphans.remove();
        }
    }
}

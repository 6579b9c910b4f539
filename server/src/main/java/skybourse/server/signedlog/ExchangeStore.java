package skybourse.server.signedlog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import skybourse.server.journal.RoundEntryIndex;

/** Durable store of a running market: its log, journal entries, payloads, results and other uploads. */
public interface ExchangeStore extends LogStore {

    /**
     * Stores a payload or a result under its SHA-256 with the next sync. Only the writer may call this method.
     *
     * @param at present time, milliseconds of the market's clock
     * @throws IOException if the store cannot be written
     */
    void store(byte[] bytes, long at) throws IOException;

    /**
     * Deletes payloads and results that were last stored before a given time and are not needed, with the next sync. Only the writer may call this method.
     *
     * @param before the given time, milliseconds of the market's clock
     * @param needed digests of the payloads and results that are not deleted
     * @throws IOException if the store cannot be written
     */
    void drop(long before, Set<String> needed) throws IOException;

    /**
     * Deletes and overwrites a payload or result with the next sync. Does nothing if it is not stored. Only the writer may call this
     * method.
     *
     * @param digest SHA-256 of the bytes, 64 hexadecimal digits
     * @throws IOException if the store cannot be written
     */
    void erase(String digest) throws IOException;

    /** Returns the payload or result with a SHA-256, given as 64 hexadecimal digits; empty if it is not stored. Thread safe. */
    Optional<byte[]> blob(String digest) throws IOException;

    /** Returns the number of bytes of the payload or result with a SHA-256; empty if it is not stored. Thread safe. */
    OptionalInt length(String digest) throws IOException;

    /**
     * Returns a range of a payload or result; empty if it is not stored. Only this range is read, and the digest is not verified. Thread safe.
     *
     * @param from index of the first byte
     * @param to index after the last byte
     */
    Optional<byte[]> part(String digest, int from, int to) throws IOException;

    /**
     * Returns stored entries in order. Thread safe.
     *
     * @param after number of the entry before the first one that is returned
     * @param most largest number of entries
     */
    List<Entry> entries(long after, int most) throws IOException;

    /** Returns the entries that closed or voided a round. Empty if the round still collects orders or has not begun. Thread safe. */
    Optional<RoundEntryIndex.Span> round(long number) throws IOException;
}

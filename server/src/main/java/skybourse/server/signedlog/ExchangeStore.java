package skybourse.server.signedlog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import skybourse.server.journal.RoundTable;

/** Durable store of a running market: its log, payloads and results. */
public interface ExchangeStore extends LogStore {

    /**
     * Stores a payload or a result under its SHA-256 with the next sync; only for the writer.
     *
     * @param at milliseconds of the market's clock
     * @throws IOException if the store cannot be written
     */
    void store(byte[] bytes, long at) throws IOException;

    /**
     * Deletes payloads and results with the next sync; only for the writer.
     *
     * @param before those last stored before this time are deleted, milliseconds of the market's clock
     * @param needed digests of those that remain
     * @throws IOException if the store cannot be written
     */
    void drop(long before, Set<String> needed) throws IOException;

    /** Returns a payload or a result by its SHA-256, 64 hexadecimal digits; empty if it is not stored. Thread safe. */
    Optional<byte[]> blob(String digest) throws IOException;

    /** Returns the number of bytes of a payload or a result; empty if it is not stored. Thread safe. */
    OptionalInt length(String digest) throws IOException;

    /**
     * Returns a range of a payload or a result without reading the rest; empty if it is not stored. The digest is not verified. Thread safe.
     *
     * @param from index of the first byte
     * @param to index after the last byte
     */
    Optional<byte[]> part(String digest, int from, int to) throws IOException;

    /**
     * Returns stored entries in order. Thread safe.
     *
     * @param after number before that of the first entry
     * @param most largest number of entries
     */
    List<Entry> entries(long after, int most) throws IOException;

    /** Returns the entries that closed or voided a round; empty while the round collects orders, and for later rounds. Thread safe. */
    Optional<RoundTable.Span> round(long number) throws IOException;
}

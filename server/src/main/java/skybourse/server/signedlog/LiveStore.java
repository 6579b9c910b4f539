package skybourse.server.signedlog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import skybourse.server.journal.RoundTable;

/** Where a running market keeps what happened, and payloads and results beside it. */
public interface LiveStore extends Store {

    /**
     * Keeps a payload or a result under its SHA-256 with the next sync; asked by the writer alone.
     *
     * @param at milliseconds of the market's clock
     */
    void keep(byte[] bytes, long at) throws IOException;

    /**
     * Drops payloads and results with the next sync; asked by the writer alone.
     *
     * @param before those that were kept last before this time, milliseconds of the market's clock
     * @param needed but not those with these digests
     */
    void drop(long before, Set<String> needed) throws IOException;

    /** Returns a payload or a result by its SHA-256, 64 hexadecimal digits; safe for any thread. */
    Optional<byte[]> blob(String digest) throws IOException;

    /** Returns how many bytes a payload or a result has; safe for any thread. */
    OptionalInt length(String digest) throws IOException;

    /**
     * Returns some bytes of a payload or a result, without a copy of the others; safe for any thread. They are not compared
     * with the digest.
     *
     * @param from the first, from 0
     * @param to the one after the last
     */
    Optional<byte[]> part(String digest, int from, int to) throws IOException;

    /**
     * Returns entries that are kept, in order; safe for any thread.
     *
     * @param after the number before the first
     * @param most how many at most
     */
    List<Entry> entries(long after, int most) throws IOException;

    /** Returns the entries that closed or voided a round; empty while the round collects; safe for any thread. */
    Optional<RoundTable.Span> round(long number) throws IOException;
}

package skybourse.server.service;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import skybourse.server.journal.LeafTable;
import skybourse.venue.Journal;

/** Where a running market keeps what happened, and payloads and results beside it. */
public interface Store extends Journal {

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

    /**
     * Returns entries that are kept, in order; safe for any thread.
     *
     * @param after the number before the first
     * @param most how many at most
     */
    List<Entry> entries(long after, int most) throws IOException;

    /** Keeps leaves of the market's log, and the root of the log with them, with the next sync; asked by the writer alone. */
    void publish(LeafTable.Leaves leaves, byte[] root) throws IOException;

    /**
     * Reads leaves back, in order.
     *
     * @param from how many leaves there are before the first
     * @return the root that was kept with the last of them; empty for none
     */
    byte[] leaves(long from, Consumer<LeafTable.Leaves> each) throws IOException;

    /** Keeps what entries made of market and log so far, if it is time and the store likes to; asked by the writer alone, after a sync. */
    void cache(MarketLog log);

    /** Returns the leaves of a round that are kept; safe for any thread. */
    Optional<LeafTable.Leaves> leaves(long round) throws IOException;
}

package skybourse.server.signedlog;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import skybourse.server.journal.LeafTable;
import skybourse.venue.Journal;

/** Where a market's log keeps entries, and its leaves beside them. */
public interface Store extends Journal {

    /** Keeps leaves of the market's log, and the root of the log with them, with the next sync; asked by the writer alone. */
    void publish(LeafTable.Leaves leaves, byte[] root) throws IOException;

    /**
     * Reads leaves back, in order.
     *
     * @param from how many leaves there are before the first
     * @return the root that was kept with the last of them; empty for none
     */
    byte[] leaves(long from, Consumer<LeafTable.Leaves> each) throws IOException;

    /** Returns the leaves of a round that are kept; safe for any thread. */
    Optional<LeafTable.Leaves> leaves(long round) throws IOException;

    /** Keeps what entries made of market and log so far, if it is time and the store likes to; asked by the writer alone, after a sync. */
    default void cache(MarketLog log) {}
}

package skybourse.server.signedlog;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import skybourse.server.journal.MerkleLeafTable;
import skybourse.venue.Journal;

/** Store of a market's log. It stores entries and leaves. */
public interface LogStore extends Journal {

    /**
     * Stores leaves, and the root of the log that includes them, with the next sync. Only the writer may call this method.
     *
     * @throws IOException if the store cannot be written
     */
    void publish(MerkleLeafTable.Leaves leaves, byte[] root) throws IOException;

    /**
     * Reads leaves in order.
     *
     * @param from index of the first leaf to read; rounds that begin before it are skipped
     * @param each receives the leaves of each round
     * @return the root that was stored with the last leaves; empty if there are no leaves
     * @throws IOException if the store cannot be read
     */
    byte[] leaves(long from, Consumer<MerkleLeafTable.Leaves> each) throws IOException;

    /** Returns the stored leaves of a round; empty if there are none. Thread safe. */
    Optional<MerkleLeafTable.Leaves> leaves(long round) throws IOException;

    /**
     * Saves a snapshot of the log's state, if the store has snapshots. The writer calls this method after each sync. The default implementation does nothing.
     */
    default void cache(MarketLog log) {}
}

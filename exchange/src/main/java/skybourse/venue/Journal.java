package skybourse.venue;

import java.io.IOException;
import java.util.List;
import skybourse.venue.event.MarketEvent;

/** Durable, append-only log of accepted commands. Entries are numbered from 1 without a gap. Not thread safe. */
public interface Journal {

    /**
     * An accepted command and its events.
     *
     * @param seq number of the entry
     * @param at milliseconds of the market's clock
     * @param actor id of the sender's seat, {@code operator} or {@code market}
     * @param text the command as it was sent; empty for a command of the market itself
     * @param events events in order, at least one
     */
    record Entry(long seq, long at, String actor, String text, List<MarketEvent> events) {
        public Entry {
            events = List.copyOf(events);
        }
    }

    /**
     * Appends an entry. It may be lost until {@link #sync} returns.
     *
     * @throws IOException if the journal cannot be written
     */
    void append(Entry entry) throws IOException;

    /**
     * Makes all appended entries durable. Returns after they are.
     *
     * @throws IOException if the journal cannot be written; the caller then does not know which entries are durable, and must not send replies
     *     about them
     */
    void sync() throws IOException;
}

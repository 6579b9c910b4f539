package skybourse.venue;

import java.io.IOException;
import java.util.List;
import skybourse.venue.event.Event;

/** Where what happened is kept. Entries are numbered from 1 without a gap. For one thread. */
public interface Journal {

    /**
     * What one command did.
     *
     * @param seq its number
     * @param at milliseconds of the market's clock
     * @param actor who asked, by the id of its seat; {@code operator} or {@code market}
     * @param text what was asked, as it was sent; empty from the market itself
     * @param events what happened, at least one
     */
    record Entry(long seq, long at, String actor, String text, List<Event> events) {
        public Entry {
            events = List.copyOf(events);
        }
    }

    /** Takes an entry; it may be lost until {@link #sync}. */
    void append(Entry entry) throws IOException;

    /** Returns when no entry that was taken can be lost any more. An error leaves open which are kept: nothing may be told of them. */
    void sync() throws IOException;
}

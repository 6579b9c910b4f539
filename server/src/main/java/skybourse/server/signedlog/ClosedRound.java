package skybourse.server.signedlog;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.server.codec.RoundBody;
import skybourse.server.codec.RoundBody.VoidRoundBody;
import skybourse.server.journal.RoundTable;
import skybourse.venue.Journal;
import skybourse.venue.event.Event;

/**
 * A round that was closed, as its events tell of it; the market's log has the record of a round that was sold.
 *
 * @param number from 0
 * @param seq number of the entry that closed it
 * @param frozen its participants; null for a round that was voided when it was closed
 * @param reason why it was voided; empty if it was not
 * @param at of its last event, milliseconds of the market's clock
 */
public record ClosedRound(long number, long seq, Event.@Nullable RoundFrozen frozen, String reason, long at) {

    /**
     * Reads a round back.
     *
     * @return empty while the round collects, and for a number that no round has
     */
    public static Optional<ClosedRound> of(LiveStore store, long number) throws IOException {
        Optional<RoundTable.Span> span = store.round(number);
        if (span.isEmpty()) {
            return Optional.empty();
        }
        Journal.Entry last = entry(store, span.get().last());
        Event.RoundFrozen frozen = null;
        String reason = "";
        for (Journal.Entry entry : new Journal.Entry[] {entry(store, span.get().first()), last}) {
            for (Event event : entry.events()) {
                if (event instanceof Event.RoundFrozen closed && closed.round() == number) {
                    frozen = closed;
                } else if (event instanceof Event.RoundVoid gone && gone.round() == number) {
                    reason = gone.reason();
                }
            }
        }
        if (frozen == null && reason.isEmpty()) {
            throw new IOException("the index of rounds was changed after it was written: round " + number);
        }
        return Optional.of(new ClosedRound(number, span.get().first(), frozen, reason, last.at()));
    }

    /**
     * Returns the body of a reply.
     *
     * @param postponedFor reason of the postponement; empty if it is not postponed
     */
    public Record body(Optional<String> postponedFor) {
        return frozen == null || !reason.isEmpty()
                ? VoidRoundBody.of(number, at, reason, Optional.ofNullable(frozen))
                : RoundBody.of(frozen, at, postponedFor);
    }

    private static Journal.Entry entry(LiveStore store, long seq) throws IOException {
        return store.entries(seq - 1, 1).getFirst();
    }
}

package skybourse.server.signedlog;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.server.codec.ClosedRoundBody;
import skybourse.server.codec.ClosedRoundBody.VoidRoundBody;
import skybourse.server.journal.RoundEntryIndex;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;

/**
 * Closed round, as described by its events. If the round was sold, the market's log contains its record.
 *
 * @param number number of the round, from 0
 * @param seq number of the entry that closed the round
 * @param frozen event with the participants; null if the round was voided when it was closed
 * @param reason reason for which the round was voided; empty if it was not voided
 * @param at time of the last entry that closed or voided the round, milliseconds of the market's clock
 */
public record ClosedRound(long number, long seq, MarketEvent.@Nullable RoundFrozen frozen, String reason, long at) {

    /**
     * Reads a closed round.
     *
     * @return the closed round; empty if the round still collects orders or has not begun
     * @throws IOException if the store cannot be read, or its index of rounds is damaged
     */
    public static Optional<ClosedRound> of(ExchangeStore store, long number) throws IOException {
        Optional<RoundEntryIndex.Span> span = store.round(number);
        if (span.isEmpty()) {
            return Optional.empty();
        }
        Journal.Entry last = entry(store, span.get().last());
        MarketEvent.RoundFrozen frozen = null;
        String reason = "";
        for (Journal.Entry entry : new Journal.Entry[] {entry(store, span.get().first()), last}) {
            for (MarketEvent event : entry.events()) {
                if (event instanceof MarketEvent.RoundFrozen closed && closed.round() == number) {
                    frozen = closed;
                } else if (event instanceof MarketEvent.LotsSold sold && sold.round() == number) {
                    frozen = sold.orders();
                } else if (event instanceof MarketEvent.RoundVoid gone && gone.round() == number) {
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
     * Returns the body of a reply that describes this round.
     *
     * @param postponedFor reason of the postponement; empty if the round is not postponed
     */
    public Record body(Optional<String> postponedFor) {
        return frozen == null || !reason.isEmpty()
                ? VoidRoundBody.of(number, at, reason, Optional.ofNullable(frozen))
                : ClosedRoundBody.of(frozen, at, postponedFor);
    }

    private static Journal.Entry entry(ExchangeStore store, long seq) throws IOException {
        return store.entries(seq - 1, 1).getFirst();
    }
}

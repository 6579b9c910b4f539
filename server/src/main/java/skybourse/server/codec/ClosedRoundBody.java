package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.venue.event.MarketEvent;

/** Round that is closed and not sold yet. */
public record ClosedRoundBody(
        @FieldDescription("Number of the round.") JsonLong round,

        @FieldDescription(value = "Time of its last event.", unit = "ms")
        JsonLong at,

        @FieldDescription("CLOSED: prices are being computed. POSTPONED: no prices were found yet that can be sold.")
        State state,

        @FieldDescription("Wireless agents with a task in it.")
        List<String> buyers,

        @FieldDescription("Mobile, fixed and aerial agents in it.")
        List<String> sellers,

        @FieldDescription("Reason of the postponement.") Optional<String> reason) {

    /** State of a closed round. */
    enum State {
        /** Prices are being computed. */
        CLOSED,
        /** No prices have been found yet at which the round can be sold. */
        POSTPONED
    }

    public ClosedRoundBody {
        buyers = List.copyOf(buyers);
        sellers = List.copyOf(sellers);
    }

    /**
     * Returns the body of a closed round.
     *
     * @param at time of the round's last event, milliseconds of the market's clock
     * @param postponedFor reason of the postponement; empty if the round is not postponed
     */
    public static ClosedRoundBody of(MarketEvent.RoundFrozen frozen, long at, Optional<String> postponedFor) {
        State state = postponedFor.isPresent() ? State.POSTPONED : State.CLOSED;
        return new ClosedRoundBody(
                new JsonLong(frozen.round()), new JsonLong(at), state, frozen.buyers(), frozen.sellers(), postponedFor);
    }

    /** Round that was voided. */
    public record VoidRoundBody(
            @FieldDescription("Number of the round.") JsonLong round,

            @FieldDescription(value = "Time of its last event.", unit = "ms")
            JsonLong at,

            @FieldDescription("State of the round.") @SchemaRule("const: VOID")
            String state,

            @FieldDescription("Reason.") String reason,

            @FieldDescription("Wireless agents with a task in it.")
            Optional<List<String>> buyers,

            @FieldDescription("Mobile, fixed and aerial agents in it.")
            Optional<List<String>> sellers) {

        /**
         * Returns the body of a voided round.
         *
         * @param frozen event with the participants; empty if the round was voided when it was closed
         */
        public static VoidRoundBody of(long round, long at, String reason, Optional<MarketEvent.RoundFrozen> frozen) {
            return new VoidRoundBody(
                    new JsonLong(round),
                    new JsonLong(at),
                    "VOID",
                    reason,
                    frozen.map(MarketEvent.RoundFrozen::buyers),
                    frozen.map(MarketEvent.RoundFrozen::sellers));
        }
    }
}

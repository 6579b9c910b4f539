package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import skybourse.files.codec.Described;
import skybourse.venue.Event;

/** A round that is closed and not sold yet. */
public record RoundBody(
        @Described("Number of the round.") Whole round,

        @Described(value = "Time of its last event.", unit = "ms")
        Whole at,

        @Described("CLOSED: prices are being computed. POSTPONED: no prices were found yet that can be sold.")
        State state,

        @Described("Wireless agents with a task in it.") List<String> buyers,
        @Described("Mobile, fixed and aerial agents in it.") List<String> sellers,
        @Described("Reason of the postponement.") Optional<String> reason) {

    /** State of a closed round. */
    enum State {
        /** Prices are being computed. */
        CLOSED,
        /** No prices were found yet that can be sold. */
        POSTPONED
    }

    public RoundBody {
        buyers = List.copyOf(buyers);
        sellers = List.copyOf(sellers);
    }

    /**
     * Returns a round.
     *
     * @param at milliseconds of the market clock
     * @param postponedFor reason of the postponement; empty if it is not postponed
     */
    public static RoundBody of(Event.RoundFrozen frozen, long at, Optional<String> postponedFor) {
        State state = postponedFor.isPresent() ? State.POSTPONED : State.CLOSED;
        return new RoundBody(
                new Whole(frozen.round()), new Whole(at), state, frozen.buyers(), frozen.sellers(), postponedFor);
    }

    /** A round that was voided. */
    public record VoidRoundBody(
            @Described("Number of the round.") Whole round,

            @Described(value = "Time of its last event.", unit = "ms")
            Whole at,

            @Described("State of the round.") @Limited("const: VOID")
            String state,

            @Described("Reason.") String reason,
            @Described("Wireless agents with a task in it.") Optional<List<String>> buyers,

            @Described("Mobile, fixed and aerial agents in it.")
            Optional<List<String>> sellers) {

        /**
         * Returns a voided round.
         *
         * @param frozen its participants; empty if it was voided when it was closed
         */
        public static VoidRoundBody of(long round, long at, String reason, Optional<Event.RoundFrozen> frozen) {
            return new VoidRoundBody(
                    new Whole(round),
                    new Whole(at),
                    "VOID",
                    reason,
                    frozen.map(Event.RoundFrozen::buyers),
                    frozen.map(Event.RoundFrozen::sellers));
        }
    }
}

package skybourse.server.codec;

import skybourse.files.codec.Described;

/** Reply of a market that accepts commands. */
public record HealthBody(
        @Described("State of the market.") @Limited("const: up")
        String status,

        @Described("Number of the last journal entry.") Whole seq) {

    /** Returns the reply of a market that accepts commands. */
    public static HealthBody up(long seq) {
        return new HealthBody("up", new Whole(seq));
    }
}

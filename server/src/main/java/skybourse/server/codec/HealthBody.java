package skybourse.server.codec;

import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;

/** Reply of a market that accepts commands. */
public record HealthBody(
        @FieldDescription("State of the market.") @SchemaRule("const: up")
        String status,

        @FieldDescription("Number of the last journal entry.")
        JsonLong seq) {

    /** Returns the reply of a market that accepts commands. */
    public static HealthBody up(long seq) {
        return new HealthBody("up", new JsonLong(seq));
    }
}

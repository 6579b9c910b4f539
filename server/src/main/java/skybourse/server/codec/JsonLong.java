package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonValue;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;

/**
 * 64-bit integer in JSON. If its absolute value is above 2^53 - 1, it is a string, because many JSON libraries cannot represent larger numbers exactly.
 *
 * @param value any value
 */
@FieldDescription("A 64-bit integer. It is a string if its absolute value is above 2^53 - 1.")
@SchemaRule("oneOf: [{type: integer}, {type: string, pattern: '^-?[0-9]+$'}]")
public record JsonLong(long value) {

    private static final long LARGEST_EXACT = (1L << 53) - 1;

    /** Returns the integer as a JSON number or string. */
    @JsonValue
    public Object json() {
        return Math.clamp(value, -LARGEST_EXACT, LARGEST_EXACT) == value ? (Object) value : Long.toString(value);
    }
}

package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonValue;
import skybourse.files.codec.Described;

/**
 * An integer that becomes a string if many programs could not represent it as a number.
 *
 * @param value any value
 */
@Described("A 64-bit integer. It is a string if its absolute value is above 2^53 - 1.")
@Limited("oneOf: [{type: integer}, {type: string, pattern: '^-?[0-9]+$'}]")
public record Whole(long value) {

    private static final long LARGEST_EXACT = (1L << 53) - 1;

    /** Returns a number, or a string. */
    @JsonValue
    public Object json() {
        return Math.clamp(value, -LARGEST_EXACT, LARGEST_EXACT) == value ? (Object) value : Long.toString(value);
    }
}

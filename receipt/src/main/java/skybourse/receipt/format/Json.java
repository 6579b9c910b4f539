package skybourse.receipt.format;

import java.util.List;
import java.util.Map;

/**
 * JSON value (RFC 8259). The parser is strict: it rejects repeated member names, unpaired surrogates, and more than 32 levels. Numbers are stored as
 * their text.
 */
public sealed interface Json {

    /** Object, with its members in the order of the text. */
    record JsonObject(Map<String, Json> values) implements Json {}

    /** Array. */
    record JsonArray(List<Json> values) implements Json {}

    /** String. */
    record JsonString(String value) implements Json {}

    /** Number, with its text. */
    record JsonNumber(String text) implements Json {}

    /** Boolean. */
    record JsonBoolean(boolean value) implements Json {}

    /** Null. */
    record JsonNull() implements Json {}

    /**
     * Parses a text that is one value.
     *
     * @throws IllegalArgumentException if it is not valid; names the position
     */
    static Json read(String text) {
        return new JsonReader(text).whole();
    }

    /**
     * Parses bytes that are one value in UTF-8.
     *
     * @throws IllegalArgumentException if they are not valid; names the position
     */
    static Json read(byte[] bytes) {
        return read(JsonReader.utf8(bytes));
    }
}

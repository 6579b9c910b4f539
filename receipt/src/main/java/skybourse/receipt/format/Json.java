package skybourse.receipt.format;

import java.util.List;
import java.util.Map;

/** JSON value (RFC 8259), read strictly: unique member names, no unpaired surrogates, at most 32 levels deep. Numbers keep their text. */
public sealed interface Json {

    /** Object, with its names in the order of the text. */
    record Members(Map<String, Json> values) implements Json {}

    /** Array. */
    record Items(List<Json> values) implements Json {}

    /** String. */
    record Text(String value) implements Json {}

    /** Number, with its text. */
    record Numeral(String text) implements Json {}

    /** Boolean. */
    record Truth(boolean value) implements Json {}

    /** Null. */
    record Nothing() implements Json {}

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

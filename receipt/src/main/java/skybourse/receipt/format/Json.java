package skybourse.receipt.format;

import java.util.List;
import java.util.Map;

/** A value of JSON (RFC 8259), read strictly: each name once, no lone surrogates, at most 32 deep, numbers as they were written. */
public sealed interface Json {

    /** An object, its names in the order of the text. */
    record Members(Map<String, Json> values) implements Json {}

    /** An array. */
    record Items(List<Json> values) implements Json {}

    /** A text. */
    record Text(String value) implements Json {}

    /** A number, as it was written. */
    record Numeral(String text) implements Json {}

    /** True or false. */
    record Truth(boolean value) implements Json {}

    /** Null. */
    record Nothing() implements Json {}

    /**
     * Reads a text that is one value.
     *
     * @throws IllegalArgumentException if it is none; says where
     */
    static Json read(String text) {
        return new JsonReader(text).whole();
    }

    /**
     * Reads bytes that are one value in UTF-8.
     *
     * @throws IllegalArgumentException if they are none; says where
     */
    static Json read(byte[] bytes) {
        return read(JsonReader.utf8(bytes));
    }
}

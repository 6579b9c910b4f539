package skybourse.receipt.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * JSON value with its path, so that error messages name field, rule and value. Methods that read a value throw {@link IllegalArgumentException} if it
 * has another type or form.
 *
 * @param path path of the value, such as {@code entries[3][2]}; empty for the complete document
 * @param value the value
 */
public record Field(String path, Json value) {

    private static final int SHOWN = 60;
    private static final double LARGEST_EXACT = 1L << 53;
    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,18})");

    /**
     * Returns a required member of this object.
     *
     * @throws IllegalArgumentException if this is not an object or has no such member
     */
    public Field at(String name) {
        return maybe(name).orElseThrow(() -> new IllegalArgumentException(under(name) + " must be given: missing"));
    }

    /**
     * Returns an optional member of this object; empty if it is missing.
     *
     * @throws IllegalArgumentException if this is not an object
     */
    public Optional<Field> maybe(String name) {
        if (!(value instanceof Json.Members members)) {
            throw wrong("an object");
        }
        return Optional.ofNullable(members.values().get(name)).map(found -> new Field(under(name), found));
    }

    /**
     * Returns the elements of this array.
     *
     * @throws IllegalArgumentException if this is not an array
     */
    public List<Field> items() {
        if (!(value instanceof Json.Items items)) {
            throw wrong("an array");
        }
        List<Field> fields = new ArrayList<>();
        for (Json item : items.values()) {
            fields.add(new Field(path + "[" + fields.size() + "]", item));
        }
        return fields;
    }

    /**
     * Returns this string.
     *
     * @throws IllegalArgumentException if this is not a string
     */
    public String text() {
        if (!(value instanceof Json.Text text)) {
            throw wrong("text");
        }
        return text.value();
    }

    /**
     * Returns this integer.
     *
     * @throws IllegalArgumentException if this is not an integer of at most 64 bits, written without point and exponent
     */
    public long whole() {
        if (value instanceof Json.Numeral number && WHOLE.matcher(number.text()).matches()) {
            try {
                return Long.parseLong(number.text());
            } catch (NumberFormatException e) {
                throw wrong("of at most 64 bits");
            }
        }
        throw wrong("a whole number");
    }

    /**
     * Returns this number as a double.
     *
     * @throws IllegalArgumentException if this is not a number
     */
    public double number() {
        if (value instanceof Json.Numeral number) {
            return Double.parseDouble(number.text());
        }
        throw wrong("a number");
    }

    /**
     * Returns this boolean.
     *
     * @throws IllegalArgumentException if this is not a boolean
     */
    public boolean truth() {
        if (value instanceof Json.Truth truth) {
            return truth.value();
        }
        throw wrong("true or false");
    }

    /**
     * Returns the members of this object, in the order of the text.
     *
     * @throws IllegalArgumentException if this is not an object
     */
    public Map<String, Field> members() {
        if (!(value instanceof Json.Members members)) {
            throw wrong("an object");
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        members.values().forEach((name, found) -> fields.put(name, new Field(under(name), found)));
        return fields;
    }

    /**
     * Returns the strings of this array.
     *
     * @throws IllegalArgumentException if this is not an array of strings
     */
    public List<String> texts() {
        return items().stream().map(Field::text).toList();
    }

    /**
     * Returns the elements of this array, which must have a given number of them.
     *
     * @param count required number of elements
     * @param names rule in the error message
     * @throws IllegalArgumentException if this is not an array of that length
     */
    public List<Field> cells(int count, String names) {
        List<Field> cells = items();
        if (cells.size() != count) {
            throw wrong(names);
        }
        return cells;
    }

    /**
     * Returns this value in a form for comparison by {@code equals}: numbers by value, members in any order and without those that are null. A number
     * of at least 2^53 in size is compared as its text, and equals a string with the same characters.
     */
    public Object canonical() {
        return switch (value) {
            case Json.Members _ -> {
                Map<String, Object> all = new TreeMap<>();
                members().forEach((name, field) -> {
                    if (!(field.value instanceof Json.Nothing)) {
                        all.put(name, field.canonical());
                    }
                });
                yield all;
            }
            case Json.Items _ -> items().stream().map(Field::canonical).toList();
            case Json.Text text -> text.value();
            case Json.Numeral number -> Math.abs(number()) < LARGEST_EXACT ? (Object) (number() + 0.0) : number.text();
            case Json.Truth truth -> truth.value();
            case Json.Nothing _ -> "null";
        };
    }

    /**
     * Tells whether this object has a member whose {@link #canonical} value equals a given one.
     *
     * @throws IllegalArgumentException if this is not an object
     */
    public boolean has(String name, Object canonical) {
        return maybe(name).filter(field -> field.canonical().equals(canonical)).isPresent();
    }

    /**
     * Returns this integer, at least 0.
     *
     * @throws IllegalArgumentException if this is not an integer of at most 64 bits or is negative
     */
    public long natural() {
        long number = whole();
        if (number < 0) {
            throw wrong("at least 0");
        }
        return number;
    }

    /** Returns the value as a hash, from 32 bytes in base64. */
    byte[] hash() {
        byte[] hash = Base64Text.standard(path, text());
        if (hash.length != MerkleHash.BYTES) {
            throw wrong("32 bytes in base64");
        }
        return hash;
    }

    /**
     * Returns the SHA-256 of this object's {@code text} or, without it, its member {@code sha256}: 64 hexadecimal digits, not checked for the latter.
     *
     * @throws IllegalArgumentException if both are missing or one is not a string
     */
    public String digestOfText() {
        return maybe("text")
                .map(text -> MerkleHash.hex(text.text()))
                .orElseGet(() -> at("sha256").text());
    }

    /**
     * Returns the hashes of this array, 32 bytes each, written in Base64.
     *
     * @throws IllegalArgumentException if this is not such an array
     */
    public List<byte[]> hashes() {
        return items().stream().map(Field::hash).toList();
    }

    /**
     * Checks the member {@code skybourse} of this object.
     *
     * @throws IllegalArgumentException if it is missing or is not the given form
     */
    public void form(String form) {
        if (!at("skybourse").text().equals(form)) {
            throw at("skybourse").wrong(form);
        }
    }

    /** Returns the exception for a value that violates a rule; the caller throws it. */
    public IllegalArgumentException wrong(String rule) {
        String name = path.isEmpty() ? "it" : path;
        return new IllegalArgumentException(name + " must be " + rule + ": " + shown());
    }

    private String shown() {
        return switch (value) {
            case Json.Members _ -> "an object";
            case Json.Items _ -> "an array";
            case Json.Text text -> shown(text.value());
            case Json.Numeral number -> cut(number.text());
            case Json.Truth truth -> String.valueOf(truth.value());
            case Json.Nothing _ -> "null";
        };
    }

    private String under(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Returns an untrusted text in quotation marks, truncated if it is long. */
    static String shown(String text) {
        return "\"" + cut(text) + "\"";
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}

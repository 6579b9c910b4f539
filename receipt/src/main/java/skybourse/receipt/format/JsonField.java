package skybourse.receipt.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * JSON value with its path. Error messages name the path, the rule and the value. Methods that read a value throw {@link IllegalArgumentException}
 * if it has another type or form.
 *
 * @param path path of the value, such as {@code entries[3][2]}; empty for the complete document
 * @param value the value
 */
public record JsonField(String path, Json value) {

    private static final int SHOWN = 60;
    private static final double LARGEST_EXACT = 1L << 53;
    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,18})");

    /**
     * Returns a required member of this object.
     *
     * @throws IllegalArgumentException if this is not an object or has no such member
     */
    public JsonField at(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException(under(name) + " must be given: missing"));
    }

    /**
     * Returns an optional member of this object; empty if it is missing.
     *
     * @throws IllegalArgumentException if this is not an object
     */
    public Optional<JsonField> optional(String name) {
        if (!(value instanceof Json.JsonObject members)) {
            throw error("an object");
        }
        return Optional.ofNullable(members.values().get(name)).map(found -> new JsonField(under(name), found));
    }

    /**
     * Returns the elements of this array.
     *
     * @throws IllegalArgumentException if this is not an array
     */
    public List<JsonField> items() {
        if (!(value instanceof Json.JsonArray items)) {
            throw error("an array");
        }
        List<JsonField> fields = new ArrayList<>();
        for (Json item : items.values()) {
            fields.add(new JsonField(path + "[" + fields.size() + "]", item));
        }
        return fields;
    }

    /**
     * Returns this string.
     *
     * @throws IllegalArgumentException if this is not a string
     */
    public String text() {
        if (!(value instanceof Json.JsonString text)) {
            throw error("text");
        }
        return text.value();
    }

    /**
     * Returns this integer.
     *
     * @throws IllegalArgumentException if this is not an integer of at most 64 bits, written without point and exponent
     */
    public long whole() {
        if (value instanceof Json.JsonNumber number
                && WHOLE.matcher(number.text()).matches()) {
            try {
                return Long.parseLong(number.text());
            } catch (NumberFormatException e) {
                throw error("of at most 64 bits");
            }
        }
        throw error("a whole number");
    }

    /**
     * Returns this number as a double.
     *
     * @throws IllegalArgumentException if this is not a number
     */
    public double number() {
        if (value instanceof Json.JsonNumber number) {
            return Double.parseDouble(number.text());
        }
        throw error("a number");
    }

    /**
     * Returns this boolean.
     *
     * @throws IllegalArgumentException if this is not a boolean
     */
    public boolean truth() {
        if (value instanceof Json.JsonBoolean truth) {
            return truth.value();
        }
        throw error("true or false");
    }

    /**
     * Returns the members of this object, in the order of the text.
     *
     * @throws IllegalArgumentException if this is not an object
     */
    public Map<String, JsonField> members() {
        if (!(value instanceof Json.JsonObject members)) {
            throw error("an object");
        }
        Map<String, JsonField> fields = new LinkedHashMap<>();
        members.values().forEach((name, found) -> fields.put(name, new JsonField(under(name), found)));
        return fields;
    }

    /**
     * Returns the strings of this array.
     *
     * @throws IllegalArgumentException if this is not an array of strings
     */
    public List<String> texts() {
        return items().stream().map(JsonField::text).toList();
    }

    /**
     * Returns the elements of this array. Their number must be {@code count}.
     *
     * @param count required number of elements
     * @param names rule in the error message
     * @throws IllegalArgumentException if this is not an array of that length
     */
    public List<JsonField> cells(int count, String names) {
        List<JsonField> cells = items();
        if (cells.size() != count) {
            throw error(names);
        }
        return cells;
    }

    /**
     * Returns this value in a form that can be compared by {@code equals}. Numbers are compared by value. The order of members does not matter, and
     * members that are null are omitted; elsewhere null equals only null. A number whose absolute value is at least 2^53 is compared by its text, and equals a string with the same
     * characters.
     */
    public Object canonical() {
        return switch (value) {
            case Json.JsonObject _ -> {
                Map<String, Object> all = new TreeMap<>();
                members().forEach((name, field) -> {
                    if (!(field.value instanceof Json.JsonNull)) {
                        all.put(name, field.canonical());
                    }
                });
                yield all;
            }
            case Json.JsonArray _ -> items().stream().map(JsonField::canonical).toList();
            case Json.JsonString text -> text.value();
            case Json.JsonNumber number ->
                Math.abs(number()) < LARGEST_EXACT ? (Object) (number() + 0.0) : number.text();
            case Json.JsonBoolean truth -> truth.value();
            case Json.JsonNull none -> none;
        };
    }

    /**
     * Returns whether this object has a member whose {@link #canonical} value equals a given one.
     *
     * @throws IllegalArgumentException if this is not an object
     */
    public boolean has(String name, Object canonical) {
        return optional(name)
                .filter(field -> field.canonical().equals(canonical))
                .isPresent();
    }

    /**
     * Returns this integer, at least 0.
     *
     * @throws IllegalArgumentException if this is not an integer of at most 64 bits or is negative
     */
    public long natural() {
        long number = whole();
        if (number < 0) {
            throw error("at least 0");
        }
        return number;
    }

    /** Decodes this string as a hash of 32 bytes in Base64. */
    byte[] hash() {
        byte[] hash = Base64Text.standard(path, text());
        if (hash.length != MerkleHash.BYTES) {
            throw error("32 bytes in base64");
        }
        return hash;
    }

    /**
     * Returns the SHA-256 of the member {@code text} of this object, as 64 hexadecimal digits. If there is no such member, returns the member
     * {@code sha256}, whose form is not checked.
     *
     * @throws IllegalArgumentException if both are missing or one is not a string
     */
    public String digestOfText() {
        return optional("text")
                .map(text -> MerkleHash.hex(text.text()))
                .orElseGet(() -> at("sha256").text());
    }

    /**
     * Returns the hashes of this array, 32 bytes each, written in Base64.
     *
     * @throws IllegalArgumentException if this is not such an array
     */
    public List<byte[]> hashes() {
        return items().stream().map(JsonField::hash).toList();
    }

    /**
     * Checks the member {@code skybourse} of this object, which names its form.
     *
     * @throws IllegalArgumentException if it is missing or is not the given form
     */
    public void form(String form) {
        if (!at("skybourse").text().equals(form)) {
            throw at("skybourse").error(form);
        }
    }

    /** Returns the exception for a value that violates a rule. The caller must throw it. */
    public IllegalArgumentException error(String rule) {
        String name = path.isEmpty() ? "it" : path;
        return new IllegalArgumentException(name + " must be " + rule + ": " + shown());
    }

    private String shown() {
        return switch (value) {
            case Json.JsonObject _ -> "an object";
            case Json.JsonArray _ -> "an array";
            case Json.JsonString text -> shown(text.value());
            case Json.JsonNumber number -> cut(number.text());
            case Json.JsonBoolean truth -> String.valueOf(truth.value());
            case Json.JsonNull _ -> "null";
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

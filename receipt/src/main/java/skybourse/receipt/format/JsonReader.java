package skybourse.receipt.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of one JSON text. */
public final class JsonReader {

    private static final int MOST_DEEP = 32;
    private static final int HEX_DIGITS = 4;
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{4}");

    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    /**
     * Decodes UTF-8.
     *
     * @throws IllegalArgumentException if the bytes are not UTF-8
     */
    public static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text must be UTF-8", e);
        }
    }

    Json whole() {
        Json value = value(0);
        blanks();
        if (at < text.length()) {
            throw wrong("the end");
        }
        return value;
    }

    private Json value(int depth) {
        blanks();
        return switch (next()) {
            case '{' -> members(deeper(depth));
            case '[' -> items(deeper(depth));
            case '"' -> new Json.JsonString(string());
            case 't' -> word("true", new Json.JsonBoolean(true));
            case 'f' -> word("false", new Json.JsonBoolean(false));
            case 'n' -> word("null", new Json.JsonNull());
            default -> number();
        };
    }

    private int deeper(int depth) {
        if (depth == MOST_DEEP) {
            throw wrong("nested at most 32 levels deep");
        }
        return depth + 1;
    }

    private Json members(int depth) {
        Map<String, Json> values = new LinkedHashMap<>();
        at++;
        if (!closes('}')) {
            do {
                blanks();
                int start = at;
                String name = string();
                blanks();
                take(':');
                if (values.put(name, value(depth)) != null) {
                    at = start;
                    throw wrong("a name that occurs once in its object");
                }
            } while (goesOn('}'));
        }
        return new Json.JsonObject(Collections.unmodifiableMap(values));
    }

    private Json items(int depth) {
        List<Json> values = new ArrayList<>();
        at++;
        if (!closes(']')) {
            do {
                values.add(value(depth));
            } while (goesOn(']'));
        }
        return new Json.JsonArray(List.copyOf(values));
    }

    private boolean closes(char end) {
        blanks();
        boolean isOver = next() == end;
        at += isOver ? 1 : 0;
        return isOver;
    }

    private boolean goesOn(char end) {
        if (closes(end)) {
            return false;
        }
        take(',');
        return true;
    }

    private void take(char expected) {
        if (next() != expected) {
            throw wrong("\"" + expected + "\"");
        }
        at++;
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value");
        }
        at += word.length();
        return value;
    }

    private Json number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw wrong("a value");
        }
        at = number.end();
        return new Json.JsonNumber(number.group());
    }

    private String string() {
        take('"');
        StringBuilder string = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw wrong("no control character");
            }
            at++;
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        String value = string.toString();
        if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw wrong("after a text without unpaired surrogates");
        }
        return value;
    }

    private char escaped() {
        char c = next();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                Matcher digits = HEX.matcher(text).region(at, text.length());
                if (!digits.lookingAt()) {
                    throw wrong("four hexadecimal digits");
                }
                at += HEX_DIGITS;
                yield (char) Integer.parseInt(digits.group(), 16);
            }
            default -> throw wrong("after a valid JSON escape");
        };
    }

    private void blanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** Returns the current character. Throws at the end of the text. */
    private char next() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private IllegalArgumentException wrong(String expected) {
        String found =
                at >= text.length() ? "the end" : JsonField.shown(text.substring(at, Math.min(text.length(), at + 1)));
        long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = at - text.lastIndexOf('\n', at - 1);
        return new IllegalArgumentException(
                "line " + line + ", character " + column + " must be " + expected + ": " + found);
    }
}

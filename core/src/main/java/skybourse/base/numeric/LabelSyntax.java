package skybourse.base.numeric;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntPredicate;

/**
 * Checks and conversions of labels, such as ids of agents and names of scenarios and sweeps. A label is one printable line. It fits into a table,
 * and {@link #fileName} converts it to the name of a file.
 */
public final class LabelSyntax {

    /** Largest number of characters (code points) of a label (ours). */
    public static final int MOST_CHARACTERS = 100;

    /** Largest number of bytes of a label in UTF-8. File systems allow 255 bytes for a name, and the program adds a few to a label. */
    public static final int MOST_BYTES = 200;

    private static final int SHOWN = 60;

    private LabelSyntax() {}

    /**
     * Accepts a label: 1 to {@value #MOST_CHARACTERS} characters and at most {@value #MOST_BYTES} bytes in UTF-8, without control characters, line
     * separators, direction overrides and isolates, unpaired surrogates, or leading or trailing white space.
     *
     * @param text the text to check
     * @param name the argument's name
     * @return {@code text}
     * @throws IllegalArgumentException if {@code text} is not a label; the message names the rule
     */
    public static String check(String text, String name) {
        String rule = violatedRule(text);
        if (!rule.isEmpty()) {
            throw new IllegalArgumentException(name + " " + rule + ": " + escapedInQuotes(text));
        }
        return text;
    }

    /** Returns the first rule for labels that a text violates, such as {@code must not be blank}; an empty text if the text is a label. */
    public static String violatedRule(String text) {
        if (!any(text, c -> !blank(c))) {
            return "must not be blank";
        }
        if (any(text, LabelSyntax::unseen)) {
            return "must not contain control characters";
        }
        if (blank(text.codePointAt(0)) || blank(text.codePointBefore(text.length()))) {
            return "must not begin or end with a blank";
        }
        if (text.codePointCount(0, text.length()) > MOST_CHARACTERS) {
            return "must have at most " + MOST_CHARACTERS + " characters";
        }
        // UTF-8 needs at most three bytes per Java char, so short texts need not be encoded.
        boolean fits = 3 * text.length() <= MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        return fits ? "" : "must have at most " + MOST_BYTES + " bytes in UTF-8";
    }

    /**
     * Returns a text in quotes on one line. Control characters are escaped like in {@link #printable}. A text of more than 60 characters is
     * truncated.
     */
    public static String escapedInQuotes(String text) {
        return "\"" + cut(text, SHOWN) + "\"";
    }

    /**
     * Returns a text on one line. Control characters are escaped like in {@link #printable}. A text of more than {@code most} characters (code
     * points) is truncated to {@code most} characters before it is escaped, and three dots follow.
     */
    public static String cut(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return printable(text);
        }
        return printable(text.substring(0, text.offsetByCodePoints(0, most))) + "...";
    }

    /**
     * Returns a text on one line: control characters, line separators, direction overrides and isolates, and unpaired surrogates are written as {@code \n}, {@code \r},
     * {@code
     * \t} or {@code \}{@code u} and four hexadecimal digits.
     */
    public static String printable(String text) {
        if (!any(text, LabelSyntax::unseen)) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default ->
                    line.append(unseen(c) ? "\\u" + HexFormat.of().toHexDigits((char) c) : Character.toString(c));
            }
        });
        return line.toString();
    }

    /** Returns whether any code point matches. Uses a loop instead of a stream for speed, because each lot of an auction is checked. */
    private static boolean any(String text, IntPredicate such) {
        boolean found = false;
        for (int i = 0; i < text.length() && !found; i = text.offsetByCodePoints(i, 1)) {
            found = such.test(text.codePointAt(i));
        }
        return found;
    }

    private static boolean blank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Returns whether a code point is a control character, line separator, override or isolate of text direction, or unpaired surrogate. */
    private static boolean unseen(int c) {
        return Character.isISOControl(c)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xfeff
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /**
     * Returns a label as the name of a file or folder. Letters, digits, dots, dashes and underscores stay. Each run of other characters becomes one
     * dash.
     * Then leading dots and dashes and trailing dashes are removed. If nothing remains, returns {@code run}.
     */
    public static String fileName(String label) {
        String name = label.replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[.-]+|-+$", "");
        return name.isEmpty() ? "run" : name;
    }

    /** Returns an argument of a command line, in single quotes if a POSIX shell would otherwise split or expand it. */
    public static String quoted(String argument) {
        return argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}

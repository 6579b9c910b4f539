package skybourse.base.numeric;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The one way in which numbers are written in every file and option: decimal digits of ASCII, with a sign, a point and an
 * exponent where wanted, such as {@code 12}, {@code -0.5}, {@code .5} and {@code 1e-6}.
 *
 * <p>This is what YAML 1.2 and JSON call a number, less what only one of them knows: no hexadecimal or octal digits, no
 * words for what is not finite, no Java suffix, no underscore, no blank.
 */
public final class Numeral {

    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");

    private Numeral() {}

    /** Returns the double nearest to the number that a text is, infinite for one too large; empty for a text that is none. */
    public static OptionalDouble decimal(String text) {
        return DECIMAL.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    /** Tells whether a text is a number without a point and an exponent, of any size. */
    public static boolean isWhole(String text) {
        return WHOLE.matcher(text).matches();
    }

    /** Returns the whole number that a text is; empty for a text that is none, or one that needs more than 64 bits. */
    public static OptionalLong whole(String text) {
        if (!isWhole(text)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty(); // it has digits only, so that it is too large
        }
    }
}

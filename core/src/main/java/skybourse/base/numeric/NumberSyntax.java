package skybourse.base.numeric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Syntax of numbers in all files and options: ASCII decimal digits with an optional sign, point and exponent, such as {@code 12}, {@code -0.5},
 * {@code .5} and {@code 1e-6}.
 *
 * <p>Hexadecimal and octal digits, words for infinity or NaN, Java suffixes, underscores and blanks are not allowed.
 */
public final class NumberSyntax {

    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
    private static final int MOST_DIGITS_OF_64_BITS = 19;

    private NumberSyntax() {}

    /**
     * Returns the double nearest to the number in a text. Returns infinity if the number is too large, and an empty value if the text is not a
     * number.
     */
    public static OptionalDouble decimal(String text) {
        return DECIMAL.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    /** Returns whether a text is an integer of any size without a point, such as {@code 12} and {@code 1e3}. */
    public static boolean isWhole(String text) {
        return text.indexOf('.') < 0
                && DECIMAL.matcher(text).matches()
                && exact(text).scale() <= 0;
    }

    /** Returns the integer in a text; empty if the text is not an integer without a point, or if the integer does not fit a {@code long}. */
    public static OptionalLong whole(String text) {
        if (!isWhole(text)) {
            return OptionalLong.empty();
        }
        BigDecimal number = exact(text);
        if ((long) number.precision() - number.scale() > MOST_DIGITS_OF_64_BITS) {
            return OptionalLong.empty();
        }
        BigInteger whole = number.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? OptionalLong.of(whole.longValueExact()) : OptionalLong.empty();
    }

    /** Returns the number without trailing zeros. Extreme exponents are clamped. */
    private static BigDecimal exact(String text) {
        try {
            return new BigDecimal(text).stripTrailingZeros();
        } catch (ArithmeticException | NumberFormatException e) {
            boolean isSmall = text.contains("e-") || text.contains("E-");
            return isSmall
                    ? new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE)
                    : new BigDecimal(BigInteger.ONE, -Integer.MAX_VALUE);
        }
    }
}

package skybourse.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats numbers for readers: few digits, no exponents, a space before the prefix of a unit. The texts do not depend on the locale. */
public final class NumberText {

    private static final String[] PREFIXES = {"p", "n", "µ", "m", "", "k", "M", "G", "T", "P"};
    /** Bits in a megabit. Prices are shown per megabit. */
    public static final double BITS_PER_MEGABIT = 1e6;

    private static final int NO_PREFIX = 4;
    private static final double LEAST_SHARE = 1e-9;

    private NumberText() {}

    /** Returns the value rounded to {@code digits} significant digits, with commas between thousands; a dash if the value is not finite. */
    public static String plain(double value, int digits) {
        return grouped(ungrouped(value, digits));
    }

    /**
     * Returns the value rounded to {@code digits} significant digits, without commas, for names, coordinates and axes; a dash if the value is not
     * finite.
     */
    public static String ungrouped(double value, int digits) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        BigDecimal stripped = rounded.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    /** Inserts commas between the thousands of the whole part of a decimal number, which must have no exponent. */
    public static String grouped(String digits) {
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        return whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",") + digits.substring(whole.length());
    }

    /** Returns a value rounded to {@code digits} significant digits; NaN if it is not finite. */
    public static double rounded(double value, int digits) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(digits)).doubleValue()
                : Double.NaN;
    }

    /** Returns a bound, rounded up to two significant digits, without an exponent, such as {@code 0.000032}. */
    public static String atMost(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return bound(BigDecimal.valueOf(value));
    }

    private static String bound(BigDecimal value) {
        BigDecimal stripped = value.round(new MathContext(2, RoundingMode.UP)).stripTrailingZeros();
        return grouped((stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString());
    }

    /** Returns an amount of half ticks, converted exactly to money, with at least as many decimals as a tick has. */
    public static String money(long halfTicks, double tickMoney) {
        BigDecimal tick = BigDecimal.valueOf(tickMoney).stripTrailingZeros();
        BigDecimal exact = tick.multiply(BigDecimal.valueOf(halfTicks))
                .divide(BigDecimal.TWO)
                .stripTrailingZeros();
        return grouped(exact.setScale(Math.max(0, Math.max(tick.scale(), exact.scale())))
                .toPlainString());
    }

    /** Returns a whole number with commas between thousands. */
    public static String whole(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Returns the value with three significant digits and the prefix of a unit, such as {@code 25.1 G}. */
    public static String si(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return plain(value, 3) + " ";
        }
        int thousands = (int) Math.floor(Math.log10(Math.abs(value) * (1 + 1e-9)) / 3);
        int prefix = Math.clamp(thousands + NO_PREFIX, 0, PREFIXES.length - 1);
        return plain(value / Math.pow(1000, prefix - NO_PREFIX), 3) + " " + PREFIXES[prefix];
    }

    /** Returns a share in percent, such as {@code 42.7 %}. */
    public static String percent(double share, int digits) {
        return plain(100 * share, digits) + " %";
    }

    /** Returns a bound on a share in percent, rounded up to two significant digits, such as {@code 0.000089 %}. A share below 1e-9 counts as 1e-9. */
    public static String atMostPercent(double share) {
        if (!Double.isFinite(share)) {
            return "–";
        }
        return bound(BigDecimal.valueOf(Math.max(share, LEAST_SHARE)).scaleByPowerOfTen(2)) + " %";
    }

    /** Returns a count with its noun, such as {@code 1 leader} or {@code 3 leaders}. */
    public static String count(int count, String noun) {
        return whole(count) + " " + noun + (count == 1 ? "" : "s");
    }
}

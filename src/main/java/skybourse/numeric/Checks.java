package skybourse.numeric;

/** Argument checks that return the value they accept, so a record can check in one line; NaN never passes. */
public final class Checks {

    private Checks() {}

    /**
     * Accepts a whole number above zero.
     *
     * @param value the value to check
     * @param name the argument's name, unit included
     * @return {@code value}
     */
    public static long positive(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }

    /**
     * Accepts a finite number above zero.
     *
     * @param value the value to check
     * @param name the argument's name, unit included
     * @return {@code value}
     */
    public static double positive(double value, String name) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be positive and finite: " + value);
        }
        return value;
    }

    /**
     * Accepts a finite number not below zero.
     *
     * @param value the value to check
     * @param name the argument's name, unit included
     * @return {@code value}
     */
    public static double nonNegative(double value, String name) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must not be negative and must be finite: " + value);
        }
        return value;
    }

    /**
     * Accepts a finite number.
     *
     * @param value the value to check
     * @param name the argument's name, unit included
     * @return {@code value}
     */
    public static double finite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite: " + value);
        }
        return value;
    }

    /**
     * Accepts a number in {@code [low, high]}.
     *
     * @param value the value to check
     * @param low the smallest number accepted
     * @param high the largest number accepted
     * @param name the argument's name, unit included
     * @return {@code value}
     */
    public static double within(double value, double low, double high, String name) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "]: " + value);
        }
        return value;
    }

    /**
     * Accepts a whole number in {@code [low, high]}.
     *
     * @param value the value to check
     * @param low the smallest number accepted
     * @param high the largest number accepted
     * @param name the argument's name, unit included
     * @return {@code value}
     */
    public static long within(long value, long low, long high, String name) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "]: " + value);
        }
        return value;
    }

    /**
     * Accepts a text with at least one visible character.
     *
     * @param text the text to check
     * @param name the argument's name
     * @return {@code text}
     */
    public static String notBlank(String text, String name) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank: \"" + text + "\"");
        }
        return text;
    }
}

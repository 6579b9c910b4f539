package skybourse.base.numeric;

/**
 * Argument checks that return the accepted value, so that a record can check a component in one line. NaN is never accepted. Messages begin with the
 * argument's name and end with the rejected value.
 */
public final class Checks {

    /** The smallest amount above zero that {@link #amount} accepts. */
    public static final double SMALLEST_AMOUNT = 1e-18;

    /**
     * The largest amount that {@link #amount} accepts. A product in the model has at most five amounts as factors. The products and their squares
     * are thus within the range of double.
     */
    public static final double LARGEST_AMOUNT = 1e18;

    private Checks() {}

    /**
     * Accepts an integer above zero.
     *
     * @param value the value to check
     * @param name the argument's name, unit included
     * @return {@code value}
     * @throws IllegalArgumentException if {@code value} is not above zero
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
     * @throws IllegalArgumentException if {@code value} is not above zero or not finite
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
     * @throws IllegalArgumentException if {@code value} is below zero or not finite
     */
    public static double nonNegative(double value, String name) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must not be negative and must be finite: " + value);
        }
        return value;
    }

    /**
     * Accepts a number above zero, in the range in which products of the model are finite.
     *
     * @param value the value to check
     * @param name the argument's name, unit included
     * @return {@code value}, in {@code [1e-18, 1e18]}
     * @throws IllegalArgumentException if {@code value} is outside that range
     */
    public static double amount(double value, String name) {
        return within(positive(value, name), SMALLEST_AMOUNT, LARGEST_AMOUNT, name);
    }

    /**
     * Accepts a number that is not negative, in the range in which products of the model are finite.
     *
     * @param value the value to check
     * @param name the argument's name, unit included
     * @return {@code value}, in {@code [0, 1e18]}
     * @throws IllegalArgumentException if {@code value} is outside that range
     */
    public static double amountOrZero(double value, String name) {
        return within(nonNegative(value, name), 0, LARGEST_AMOUNT, name);
    }

    /**
     * Accepts a finite number.
     *
     * @param value the value to check
     * @param name the argument's name, unit included
     * @return {@code value}
     * @throws IllegalArgumentException if {@code value} is infinite or NaN
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
     * @throws IllegalArgumentException if {@code value} is outside the interval
     */
    public static double within(double value, double low, double high, String name) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "]: " + value);
        }
        return value;
    }

    /**
     * Accepts an integer in {@code [low, high]}.
     *
     * @param value the value to check
     * @param low the smallest number accepted
     * @param high the largest number accepted
     * @param name the argument's name, unit included
     * @return {@code value}
     * @throws IllegalArgumentException if {@code value} is outside the interval
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
     * @throws IllegalArgumentException if {@code text} is empty or only white space
     */
    public static String notBlank(String text, String name) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank: \"" + text + "\"");
        }
        return text;
    }
}

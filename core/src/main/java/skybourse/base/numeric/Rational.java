package skybourse.base.numeric;

import java.math.BigInteger;

/**
 * Exact fraction of arbitrary size in lowest terms, with a denominator above zero. The constructor reduces its arguments.
 *
 * @param numerator any integer
 * @param denominator any integer but zero
 */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {

    /** Zero. */
    public static final Rational ZERO = of(0);

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code denominator} is zero
     */
    public Rational {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException("denominator must not be zero: " + denominator);
        }
        if (denominator.signum() < 0) {
            numerator = numerator.negate();
            denominator = denominator.negate();
        }
        if (!denominator.equals(BigInteger.ONE)) {
            BigInteger factor = numerator.gcd(denominator);
            numerator = numerator.divide(factor);
            denominator = denominator.divide(factor);
        }
    }

    /** Returns an integer as a fraction. */
    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /**
     * Returns a quotient.
     *
     * @throws IllegalArgumentException if {@code denominator} is zero
     */
    public static Rational of(long numerator, long denominator) {
        return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** Returns the sum. */
    public Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** Returns the difference. */
    public Rational minus(Rational other) {
        return plus(new Rational(other.numerator.negate(), other.denominator));
    }

    /** Returns the product. */
    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** Returns the sign: -1, 0 or 1. */
    public int signum() {
        return numerator.signum();
    }

    /** Returns the fraction as a double. Numerator and denominator are rounded to doubles before the division. */
    public double toDouble() {
        return numerator.doubleValue() / denominator.doubleValue();
    }

    @Override
    public int compareTo(Rational other) {
        if (denominator.equals(other.denominator)) {
            return numerator.compareTo(other.numerator);
        }
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}

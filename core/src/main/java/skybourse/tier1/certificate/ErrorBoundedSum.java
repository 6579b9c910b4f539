package skybourse.tier1.certificate;

/** Sum of numbers, each the result of a few operations, with a bound on its rounding error. */
final class ErrorBoundedSum {

    /** {@code 2 u}, a bound on the error of one addition, relative to the sum of absolute terms. */
    private static final double ADDITION = 0x1p-52;

    private double value;
    private double absolute;
    private double more;
    private long terms;

    /** Adds a number whose relative error is at most {@code 8 u}. */
    void add(double term) {
        value += term;
        absolute += Math.abs(term);
        terms++;
    }

    /** Adds {@code 8 u} times {@code size} to the error, for rounding that is not contained in the terms. */
    void spare(double size) {
        more += size;
    }

    /** Adds another sum. */
    void add(ErrorBoundedSum other) {
        value += other.value;
        absolute += other.absolute;
        more += other.more;
        terms += other.terms;
    }

    /** Returns the sum. */
    double value() {
        return value;
    }

    /** Returns a bound on the difference from the exact sum. */
    double error() {
        return RoundingErrorBounds.SECOND_ORDER
                * (RoundingErrorBounds.PROFIT * (absolute + more) + ADDITION * terms * absolute);
    }
}

package skybourse.tier1.certificate;

/** Sum of numbers, each of a few operations, with a bound on its rounding. */
final class RoundedSum {

    /** {@code 2 u}: of one addition, relative to the sum of absolute terms. */
    private static final double ADDITION = 0x1p-52;

    private double value;
    private double absolute;
    private double more;
    private long terms;

    /** Adds a number that is exact but for {@code 8 u} of itself. */
    void add(double term) {
        value += term;
        absolute += Math.abs(term);
        terms++;
    }

    /** Adds to the error {@code 8 u} of a size, for what rounding moves beside the terms. */
    void spare(double size) {
        more += size;
    }

    /** Adds another sum. */
    void add(RoundedSum other) {
        value += other.value;
        absolute += other.absolute;
        more += other.more;
        terms += other.terms;
    }

    /** Returns the sum. */
    double value() {
        return value;
    }

    /** Returns by how much the exact sum may differ at most. */
    double error() {
        return Rounding.SECOND_ORDER * (Rounding.PROFIT * (absolute + more) + ADDITION * terms * absolute);
    }
}

package skybourse.tier1.certificate;

/**
 * Bounds on rounding errors, by rounded quantity. Each constant is a generous multiple of the unit roundoff {@code u = 2^-53}, the largest
 * relative error of one operation. A smaller constant may invalidate the proof, a larger one only loosens it. Section <em>Rounding</em> of
 * {@code docs/explanation/certificate.md} justifies each constant by its name.
 */
final class RoundingErrorBounds {

    /** {@code 8 u}: error of a charge {@code p D + h} and of its sum with a multiplier, relative to the absolute terms. */
    static final double CHARGE = 0x1p-50;

    /** {@code 8 u}: error of a ratio {@code xi / (A + nu) - 1/s}, relative to four times its largest level. */
    static final double RATIO = 0x1p-50;

    /** {@code 8 u}: error of a sum of ratios, per link. */
    static final double RATIO_SUM = 0x1p-50;

    /** {@code 90 u}: relative distance to a limit within which a level may be on the other side of it. */
    static final double LIMIT = 1e-14;

    /** {@code 8 u}: error of the operations from sums to a profit, relative to the absolute terms. */
    static final double PROFIT = 0x1p-50;

    /** {@code 32 u}: error of the operations from profits and slopes to a bound, relative to the absolute terms. */
    static final double BOUND = 0x1p-48;

    /** Factor on errors that were computed to first order. */
    static final double SECOND_ORDER = 1.001;

    /** {@code 2 u}: relative width of a bracket that contains no further floating-point number. The search ends there; the proof does not depend on it. */
    static final double BRACKET = 0x1p-52;

    private static final double SUM = 0x1p-51;
    private static final int MORE_BLOCKS = 64;
    private static final double EXPECTATION = 0x1p-50;
    private static final int MORE_DRAWS = 8;
    private static final double CURVE = 0x1p-50;
    private static final int MORE_PIECES = 2;

    private RoundingErrorBounds() {}

    /** Returns the error of the cost of a load on a curve, relative to that cost: {@code 8 u (pieces + 2)}. */
    static double curve(int pieces) {
        return CURVE * (pieces + MORE_PIECES);
    }

    /** Returns the error of an expectation over {@code draws} price vectors, relative to absolute terms: {@code 8 u (draws + 8)}; 0 for one. */
    static double expectation(int draws) {
        return draws == 1 ? 0 : EXPECTATION * (draws + MORE_DRAWS);
    }

    /** Returns the error of a sum over the given number of blocks, relative to the sum of absolute terms: {@code 4 u (blocks + 64)}. */
    static double sum(int blocks) {
        return SUM * (blocks + MORE_BLOCKS);
    }
}

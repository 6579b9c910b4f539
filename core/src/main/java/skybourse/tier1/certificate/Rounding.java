package skybourse.tier1.certificate;

/**
 * What rounding may add to a bound, by what is rounded. Each constant is a generous multiple of the unit roundoff {@code u =
 * 2^-53}, the most that one operation moves its result by, relative to it. A smaller one may make the proof wrong, a larger one
 * only loosens it. Why each is enough stands by its name under <em>Rounding</em> in {@code docs/explanation/certificate.md}.
 */
final class Rounding {

    /** {@code 8 u}: of a charge {@code p D + h} and of its sum with a multiplier, relative to the absolute terms. */
    static final double CHARGE = 0x1p-50;

    /** {@code 8 u}: of a ratio {@code xi / (A + nu) - 1/s}, relative to four times its largest level. */
    static final double RATIO = 0x1p-50;

    /** {@code 8 u}: of adding ratios up, for each link. */
    static final double RATIO_SUM = 0x1p-50;

    /** {@code 90 u}: levels nearer than this to a limit, relatively, may lie on its other side. */
    static final double LIMIT = 1e-14;

    /** {@code 8 u}: of the operations that make a profit out of sums, relative to the absolute terms. */
    static final double PROFIT = 0x1p-50;

    /** {@code 32 u}: of the operations that make a bound out of profits and slopes, relative to the absolute terms. */
    static final double BOUND = 0x1p-48;

    /** Factor on errors that were found to first order in themselves. */
    static final double SECOND_ORDER = 1.001;

    /** {@code 2 u}: relative width of a bracket with no number inside. Ends a search; nothing rests on it. */
    static final double BRACKET = 0x1p-52;

    private static final double SUM = 0x1p-51;
    private static final int MORE_BLOCKS = 64;
    private static final double EXPECTATION = 0x1p-50;
    private static final int MORE_DRAWS = 8;

    private Rounding() {}

    /** Returns {@code 8 u (draws + 8)}: of an expectation over so many draws, relative to absolute terms; one draw adds nothing. */
    static double expectation(int draws) {
        return draws == 1 ? 0 : EXPECTATION * (draws + MORE_DRAWS);
    }

    /** Returns {@code 4 u (blocks + 64)}: of adding up numbers of so many blocks, relative to the sum of absolute terms. */
    static double sum(int blocks) {
        return SUM * (blocks + MORE_BLOCKS);
    }
}

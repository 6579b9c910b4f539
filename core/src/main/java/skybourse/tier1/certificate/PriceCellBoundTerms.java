package skybourse.tier1.certificate;

/**
 * Terms that one block of followers adds to the profit bounds of one cell of prices. They are computed from the block's states at both ends
 * of the cell. The formulas are in section <em>A cell of prices</em> of {@code docs/explanation/certificate.md}.
 *
 * <p>The slack of the bound by slopes is proportional to the square of the cell's width. The slack of the monotone bound is proportional to the width. Not
 * thread-safe.
 */
final class PriceCellBoundTerms {

    /** Index of the monotone bound among the sums of a cell. */
    static final int MONOTONE = 0;

    /** Index of the upper bound of {@code -(p D - c) d} for a load below capacity. The lower bound follows. */
    static final int SLOPE_HIGH = 1;

    static final int SLOPE_LOW = 2;

    /** Index of the upper bound for a load above capacity, where the overload price reduces the margin {@code p D - c}. The next index is the lower bound. */
    static final int LOADED_HIGH = 3;

    static final int LOADED_LOW = 4;

    /**
     * Index of the largest decrease of bits sold per unit of price. Bounds on rounding errors use it. The next index is that of the largest
     * decrease of work sold.
     */
    static final int BITS_FALL = 5;

    static final int WORK_FALL = 6;
    static final int COUNT = 7;

    private static final int LANES = MultiplierSearch.LANES;

    final double[] rivalsLow = new double[LANES];
    final double[] rivalsHigh = new double[LANES];
    final double[] ratioLow = new double[LANES];
    final double[] ratioHigh = new double[LANES];
    final double[] fallLow = new double[LANES];
    final double[] fallHigh = new double[LANES];

    final PackedFollowers column;
    private final LaneArithmetic lanes;
    double costPerWork;
    double overloadPrice;

    PriceCellBoundTerms(PackedFollowers column, LaneArithmetic lanes) {
        this.column = column;
        this.lanes = lanes;
    }

    /** Sets the leader's costs, money/work. */
    void use(double costPerWork, double overloadPrice) {
        this.costPerWork = costPerWork;
        this.overloadPrice = overloadPrice;
    }

    /**
     * Adds a block's terms.
     *
     * @param a the block's state at the price {@code from}
     * @param b its state at the price {@code to}
     * @param sums changed: {@code COUNT * LANES} numbers, from index {@code at} on
     */
    void add(
            int block,
            FollowerBlockResponses a,
            FollowerBlockResponses b,
            double from,
            double to,
            double[] sums,
            int at) {
        for (int lane = 0; lane < LANES; lane += lanes.step) {
            if (!a.allSlack) {
                lanes.boundRivals(this, block, a, b, lane);
            }
            lanes.boundOwn(this, block, a, b, lane);
        }
        assert isOrdered(a.allSlack);
        for (int lane = 0; lane < LANES; lane += lanes.step) {
            lanes.add(this, block * LANES + lane, from, to, sums, at + lane, lane);
        }
    }

    private boolean isOrdered(boolean allSlack) {
        for (int lane = 0; lane < LANES; lane++) {
            assert allSlack || !(rivalsLow[lane] > rivalsHigh[lane]) : rivalsLow[lane] + " > " + rivalsHigh[lane];
            assert !(fallLow[lane] < 0) && !(fallLow[lane] > fallHigh[lane]) : fallLow[lane] + " > " + fallHigh[lane];
            assert !(ratioLow[lane] < 0) && !(ratioHigh[lane] < 0) : "ratio below 0";
        }
        return true;
    }
}

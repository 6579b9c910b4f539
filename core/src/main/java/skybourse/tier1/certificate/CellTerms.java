package skybourse.tier1.certificate;

/**
 * Right for any cell of prices; the wider it is, the looser: the slope's bound shrinks with the square of the width, the monotone
 * one with the width. Wrong between states that are not those at the cell's two ends.
 *
 * <p>What one block of followers adds to the bounds of one cell of prices, from its states at the cell's two ends. Formulas stand
 * under <em>A cell of prices</em> in {@code docs/explanation/certificate.md}. For one thread.
 */
final class CellTerms {

    /** Sums of a cell: the monotone bound. */
    static final int MONOTONE = 0;

    /** The range of {@code -(p D - c) d}, below capacity. */
    static final int SLOPE_HIGH = 1;

    static final int SLOPE_LOW = 2;

    /** The same above capacity, where the margin is less by the overload's price. */
    static final int LOADED_HIGH = 3;

    static final int LOADED_LOW = 4;

    /** How fast bits and work sold fall at most, for rounding. */
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

    final PackedColumn column;
    private final Lanes lanes;
    double costPerWork;
    double overloadPrice;

    CellTerms(PackedColumn column, Lanes lanes) {
        this.column = column;
        this.lanes = lanes;
    }

    /** Uses a leader's costs, money per work, from now on. */
    void use(double costPerWork, double overloadPrice) {
        this.costPerWork = costPerWork;
        this.overloadPrice = overloadPrice;
    }

    /**
     * Adds a block's terms.
     *
     * @param a the block's state at the price {@code from}
     * @param b its state at the price {@code to}
     * @param sums {@link #COUNT} times as many numbers as lanes, from {@code at} on
     */
    void add(int block, BlockState a, BlockState b, double from, double to, double[] sums, int at) {
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

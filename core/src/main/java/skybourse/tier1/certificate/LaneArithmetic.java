package skybourse.tier1.certificate;

import skybourse.base.numeric.VectorModule;
import skybourse.tier1.game.PricingGame;

/** Arithmetic of the certificate for several followers at once. Each method processes {@link #step} lanes, beginning with {@code lane}. */
abstract sealed class LaneArithmetic permits VectorLaneArithmetic, ScalarLaneArithmetic {

    static final int LANES = PricingGame.LANES;

    /** Number of lanes that are processed at once. */
    final int step;

    LaneArithmetic(int step) {
        this.step = step;
    }

    /** Returns the vector implementation if the JVM runs with the vector module, otherwise the scalar one. */
    static LaneArithmetic present() {
        return VectorModule.isAvailable() ? new VectorLaneArithmetic() : new ScalarLaneArithmetic();
    }

    /** Initializes the brackets of the multipliers. The lower end is -1, which means that 0 has not been tried; the upper end is the ceiling. */
    abstract void begin(MultiplierSearch search, int lane);

    /** Evaluates the first {@code slots} links of each lane at the present multipliers. */
    abstract void evaluate(MultiplierSearch search, int slots, double[] levels, int lane);

    /** Moves the multipliers of lanes that are not done. Returns whether all lanes are done. */
    abstract boolean advance(MultiplierSearch search, int lane, int step);

    /** Estimates the next multipliers, see {@link MultiplierSearch#follow}. */
    abstract void follow(MultiplierSearch search, double[] levels, double[] floor, int lane);

    /** Computes the error bounds of the responses. */
    abstract void settle(
            FollowerBlockResponses state,
            PackedFollowers column,
            int block,
            MultiplierSearch search,
            int lane,
            boolean slackAlready);

    /** Adds the sales of the state and their errors to the sums. */
    abstract void addPoint(
            FollowerBlockResponses state, PackedFollowers column, int block, double[] sums, int at, int lane);

    /**
     * Bounds the sum of {@code y^2} over rivals strictly between their bounds, for all prices of the cell. Rivals' ratios rise with the
     * leader's price. Each therefore stays between its values at both ends of the cell.
     */
    abstract void boundRivals(
            PriceCellBoundTerms terms, int block, FollowerBlockResponses before, FollowerBlockResponses now, int lane);

    /** Bounds the ratio of the link to the leader, and the decrease of this ratio per unit of price, {@code d = D y^2 / xi F}. */
    abstract void boundOwn(
            PriceCellBoundTerms terms, int block, FollowerBlockResponses before, FollowerBlockResponses now, int lane);

    /** Adds the terms of a cell to its sums. The terms follow from the bounds computed last. */
    abstract void add(PriceCellBoundTerms terms, int agent, double from, double to, double[] sums, int at, int lane);
}

package skybourse.tier1.certificate;

import skybourse.base.numeric.VectorModule;
import skybourse.tier1.game.PricingGame;

/** The arithmetic of the certificate for followers that stand side by side, by the first lane of a step. */
abstract sealed class Lanes permits VectorLanes, PlainLanes {

    static final int LANES = PricingGame.LANES;

    /** How many lanes are done at once. */
    final int step;

    Lanes(int step) {
        this.step = step;
    }

    /** Returns what the program has: vectors, or plain loops where it was started without them. */
    static Lanes present() {
        return VectorModule.isThere() ? new VectorLanes() : new PlainLanes();
    }

    /** Opens the brackets: below 0, so that zero was not tried, up to the ceiling. */
    abstract void begin(MultiplierSearch search, int lane);

    /** Evaluates the first {@code slots} links at the multipliers as they stand. */
    abstract void evaluate(MultiplierSearch search, int slots, double[] levels, int lane);

    /** Moves the lanes that are not done; returns whether all are. */
    abstract boolean advance(MultiplierSearch search, int lane, int step);

    /** Guesses the next multipliers, see {@link MultiplierSearch#follow}. */
    abstract void follow(MultiplierSearch search, double[] levels, double[] floor, int lane);

    /** Writes how sure the searched answer is. */
    abstract void settle(
            BlockState state, PackedColumn column, int block, MultiplierSearch search, int lane, boolean slackAlready);

    /** Adds what is sold in the state, and its error. */
    abstract void addPoint(BlockState state, PackedColumn column, int block, double[] sums, int at, int lane);

    /**
     * Bounds the sum of {@code y^2} over rivals inside their limits, for all prices of the cell: rivals' ratios rise with
     * the own price, so each stays between its values at the two ends.
     */
    abstract void boundRivals(CellTerms terms, int block, BlockState before, BlockState now, int lane);

    /** Bounds the own ratio, and how fast it falls with the price: {@code d = D y^2 / xi F}. */
    abstract void boundOwn(CellTerms terms, int block, BlockState before, BlockState now, int lane);

    /** Adds a cell's terms from the bounds as they stand. */
    abstract void add(CellTerms terms, int agent, double from, double to, double[] sums, int at, int lane);
}

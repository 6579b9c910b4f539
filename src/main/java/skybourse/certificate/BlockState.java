package skybourse.certificate;

import skybourse.game.PricingGame;

/** What one block of followers does at one own price of the leader, with how sure that is. By lane; for one thread. */
final class BlockState {

    private static final int LANES = PricingGame.LANES;

    /** {@code y = xi / (charge + nu)} by slot and lane; the rivals' only where the block is not slack everywhere. */
    double[] levels = new double[0];

    /** The own ratio. */
    final double[] ratio = new double[LANES];

    /** How far any ratio may be from its true value. */
    final double[] error = new double[LANES];

    /** A level {@code y} lies within {@code spread y^2} of its true value; infinite where nothing is known. */
    final double[] spread = new double[LANES];

    /** 1 where the ratios surely sum to no more than one without a multiplier, else 0. */
    final double[] slack = new double[LANES];

    /** 1 where the multiplier is surely positive, else 0. */
    final double[] binding = new double[LANES];

    /** 1 where the own ratio is exactly 0, else 0. */
    final double[] none = new double[LANES];

    /** 1 where the own ratio is exactly its cap, else 0. */
    final double[] full = new double[LANES];

    boolean allSlack;
    boolean allNone;

    void reserve(int slots) {
        if (levels.length < slots * LANES) {
            levels = new double[2 * slots * LANES];
        }
    }
}

package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/** What one block of followers does at one own price of the leader, with how sure that is. By lane; for one thread. */
final class BlockState {

    private static final int LANES = PricingGame.LANES;

    /** Levels that may be off by more than this for each unit of level: a first-order error says nothing of them any more. */
    static final double WORST_SPREAD = 1e-4;

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
    private final Lanes lanes;

    BlockState() {
        this(Lanes.present());
    }

    BlockState(Lanes lanes) {
        this.lanes = lanes;
    }

    void reserve(int slots) {
        if (levels.length < slots * LANES) {
            levels = new double[2 * slots * LANES];
        }
    }

    /** Finds the followers' answer; where every lane is slack already only the own link moves. */
    void respond(PackedColumn column, int block, MultiplierSearch search, boolean slackAlready) {
        if (slackAlready) {
            search.evaluateFirst(levels);
        } else {
            search.search(levels);
        }
        allSlack = true;
        allNone = true;
        for (int lane = 0; lane < LANES; lane += lanes.step) {
            lanes.settle(this, column, block, search, lane, slackAlready);
        }
        assert isConsistent(column.links, column.start[block]);
    }

    /** Restates what each lane promises; NaN, where charges overflow, is let pass. */
    private boolean isConsistent(LinkLanes links, int at) {
        for (int lane = 0; lane < LANES; lane++) {
            double cap = links.cap[at + lane];
            assert !(ratio[lane] < 0) && !(ratio[lane] > cap) : ratio[lane];
            assert !(error[lane] < 0) && !(spread[lane] < 0) : "error below 0";
            assert none[lane] == 0 || ratio[lane] == 0 : "none bought, but " + ratio[lane];
            assert full[lane] == 0 || ratio[lane] == cap : "all bought, but " + ratio[lane];
            assert slack[lane] == 0 || binding[lane] == 0 : "slack and binding";
            assert !allNone || none[lane] == 1 : "allNone, but not this lane";
            assert !allSlack || slack[lane] == 1 : "allSlack, but not this lane";
        }
        return true;
    }

    /** Tells whether own ratios fell since the state at a lower price, as they do but for their errors. */
    boolean isBelow(BlockState before) {
        for (int lane = 0; lane < LANES; lane++) {
            if (ratio[lane] - error[lane] > before.ratio[lane] + before.error[lane]) {
                return false;
            }
        }
        return true;
    }
}

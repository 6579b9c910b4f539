package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/** Responses of one block of followers at one price of the leader, with error bounds. Arrays are by lane. Not thread-safe. */
final class FollowerBlockResponses {

    private static final int LANES = PricingGame.LANES;

    /** Largest relative error of a level for which a first-order error bound is used. */
    static final double WORST_SPREAD = 1e-4;

    /** {@code y = xi / (charge + nu)} by slot and lane; the levels of rivals are valid only if {@link #allSlack} is false. */
    double[] levels = new double[0];

    /** Ratio of the link to the leader, by lane. */
    final double[] ratio = new double[LANES];

    /** Bound on the error of {@link #ratio}, by lane. */
    final double[] error = new double[LANES];

    /** Factor in the error bound of levels, by lane: the error of a level {@code y} is at most {@code spread y^2}. Infinite if there is no bound. */
    final double[] spread = new double[LANES];

    /** 1 if the ratios are proved to sum to at most 1 with multiplier 0, otherwise 0. */
    final double[] slack = new double[LANES];

    /** 1 if the multiplier is proved to be positive, otherwise 0. */
    final double[] binding = new double[LANES];

    /** 1 if the ratio is proved to be 0, otherwise 0. */
    final double[] none = new double[LANES];

    /** 1 if the ratio is proved to be its cap, otherwise 0. */
    final double[] full = new double[LANES];

    boolean allSlack;
    boolean allNone;
    private final LaneArithmetic lanes;

    FollowerBlockResponses() {
        this(LaneArithmetic.present());
    }

    FollowerBlockResponses(LaneArithmetic lanes) {
        this.lanes = lanes;
    }

    void reserve(int slots) {
        if (levels.length < slots * LANES) {
            levels = new double[2 * slots * LANES];
        }
    }

    /** Computes the followers' responses. If all lanes are known to be slack, only the links to the leader are evaluated. */
    void respond(PackedFollowers column, int block, MultiplierSearch search, boolean slackAlready) {
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

    /** Checks the invariants of all lanes. NaN, which results from charges that overflow, is accepted. */
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

    /** Returns whether no ratio is higher than in the state at a lower price, within the errors. */
    boolean isBelow(FollowerBlockResponses before) {
        for (int lane = 0; lane < LANES; lane++) {
            if (ratio[lane] - error[lane] > before.ratio[lane] + before.error[lane]) {
                return false;
            }
        }
        return true;
    }
}

package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/** What one block of followers does at one own price of the leader, with how sure that is. By lane; for one thread. */
final class BlockState {

    private static final int LANES = PricingGame.LANES;

    /** Levels that may be off by more than this for each unit of level: a first-order error says nothing of them any more. */
    private static final double WORST_SPREAD = 1e-4;

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

    /** Finds the followers' answer; where every lane is slack already only the own link moves. */
    void respond(PackedColumn column, int block, MultiplierSearch search, boolean slackAlready) {
        FollowerLanes followers = column.followers(block);
        if (slackAlready) {
            search.evaluate(followers.firstLinks(), levels);
        } else {
            search.search(followers, levels);
        }
        allSlack = true;
        allNone = true;
        for (int lane = 0; lane < LANES; lane++) {
            settle(column, block * LANES + lane, search, lane, slackAlready);
            classifyOwn(column.links, followers.at() + lane, lane);
        }
        assert isConsistent(column.links, followers.at());
    }

    /** Says how sure a lane's state is, from the sum's miss and the rounding of its terms. */
    private void settle(PackedColumn column, int agent, MultiplierSearch search, int lane, boolean slackAlready) {
        double rounding = 2 * column.ratioRounding[agent]; // of the own ratio and of the sum
        double nu = search.multiplier[lane];
        double excess = search.excess[lane];
        boolean isSlack = slackAlready || (nu == 0 && excess < -rounding);
        double miss = isSlack ? rounding : Math.abs(excess) + rounding;
        double xi = column.weight[agent];
        double shift = column.chargeRounding[agent] + Rounding.CHARGE * nu;
        if (!isSlack) {
            shift += multiplierMiss(miss, xi, search.squares[lane]);
        }
        double wide = 2 * shift / xi;
        spread[lane] = wide < WORST_SPREAD ? wide : Double.POSITIVE_INFINITY;
        error[lane] = miss;
        slack[lane] = isSlack ? 1 : 0;
        binding[lane] = nu > shift ? 1 : 0;
        allSlack &= isSlack;
    }

    /** Returns how far the multiplier may be from the true one where the sum of ratios misses by so much. */
    private static double multiplierMiss(double miss, double xi, double squares) {
        boolean sharp = miss < 0.5 * MultiplierSearch.MARGIN && squares > 0;
        return sharp ? Rounding.SECOND_ORDER * miss * xi / squares : Double.POSITIVE_INFINITY;
    }

    private void classifyOwn(LinkLanes links, int own, int lane) {
        double inverse = links.inverse[own];
        double cap = links.cap[own];
        double y = levels[lane];
        ratio[lane] = Math.min(Math.max(y - inverse, 0), cap);
        boolean isNone = y * (1 + Rounding.LIMIT) + spread[lane] * y * y < inverse;
        double held = Math.min(y, inverse + cap + 1);
        boolean isFull = held * (1 - Rounding.LIMIT) - spread[lane] * held * held > inverse + cap;
        none[lane] = isNone ? 1 : 0;
        full[lane] = isFull ? 1 : 0;
        allNone &= isNone;
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

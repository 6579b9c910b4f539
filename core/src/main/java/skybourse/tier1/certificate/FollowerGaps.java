package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/**
 * Duality gaps of the followers' best responses at given prices, and their candidate links. The gap bounds the utility that a response computed
 * from a multiplier can lose. For responses at other prices of a leader see {@link FollowerBlockResponses}. Not thread-safe.
 */
final class FollowerGaps {

    private static final int LANES = PricingGame.LANES;

    private final PricingGame game;
    private final FollowerBlock block;
    private final MultiplierLowerBound floors = new MultiplierLowerBound();

    /** The largest gap so far, in money. */
    double largestMoney;

    /** The largest gap so far, relative to the follower's weight. */
    double largestRelative;

    FollowerGaps(PricingGame game, double[] prices) {
        this.game = game;
        this.block = new FollowerBlock(game, prices);
    }

    /** Examines the followers of blocks {@code [from, to)} and returns their candidate links. */
    CandidateLinks examine(int from, int to) {
        var contenders = new CandidateLinks(from * LANES, (to - from) * LANES, game.leaders());
        for (int b = from; b < to; b++) {
            block.open(b);
            for (int lane = 0; lane < LANES && b * LANES + lane < game.agents(); lane++) {
                double gap = ProfitBoundSearch.proven(gap(lane));
                assert gap >= 0 : gap;
                largestMoney = Math.max(largestMoney, gap);
                largestRelative = Math.max(largestRelative, gap / block.weight(lane));
            }
            floors.find(block);
            contenders.add(block, floors);
        }
        return contenders;
    }

    /** Includes the largest gaps found in another part of the followers. */
    void include(FollowerGaps part) {
        largestMoney = Math.max(largestMoney, part.largestMoney);
        largestRelative = Math.max(largestRelative, part.largestRelative);
    }

    /**
     * Returns a bound on the dual value minus the primal value, money. If {@code sum o <= 1}, the difference is {@code nu (1 - sum o)}.
     * Otherwise the ratios are scaled to sum to 1. The scaling loses at most the marginal surplus of the removed part.
     */
    private double gap(int lane) {
        double nu = block.search.multiplier[lane];
        double excess = block.search.excess[lane];
        double slip = (nu + block.weight(lane)) * block.rounding[lane];
        double gap = excess <= 0 ? nu * -excess : lost(lane);
        return gap + slip;
    }

    /** Returns a bound on the utility that is lost if the ratios are scaled to sum to 1, money. */
    private double lost(int lane) {
        LinkLanes links = block.links;
        double lost = 0;
        for (int entry = lane; entry < block.entries(); entry += LANES) {
            double ratio = Math.min(Math.max(block.levels[entry] - links.inverse[entry], 0), links.cap[entry]);
            double kept = ratio / (1 + block.search.excess[lane]);
            double charged = links.charge[entry] + block.search.multiplier[lane];
            double surplus = block.weight(lane) / (links.inverse[entry] + kept) - charged;
            lost += ratio > 0 ? Math.max(0, surplus) * (ratio - kept) : 0;
        }
        return lost;
    }
}

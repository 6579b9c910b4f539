package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/**
 * Game with fixed prices, and the candidate links of its followers, which are computed once for all leaders.
 *
 * @param game the game
 * @param prices by leader, money/bit, with one element more for padding
 * @param contenders candidate links, one element for each part of {@link #BLOCKS} blocks of followers; written by {@link #examine}
 */
record FixedPriceGame(PricingGame game, double[] prices, CandidateLinks[] contenders) {

    /** Number of blocks of followers in a part. */
    static final int BLOCKS = 1_024;

    private static final int AGENTS = BLOCKS * PricingGame.LANES;

    /** Creates the object; followers have not been examined. */
    FixedPriceGame(PricingGame game, double[] prices) {
        this(game, prices, new CandidateLinks[Math.ceilDiv(game.blocks(), BLOCKS)]);
    }

    /** Returns the candidate links of the part that contains an agent. */
    CandidateLinks contenders(int agent) {
        return contenders[agent / AGENTS];
    }

    /** Computes the candidate links of one part, and updates the largest gaps in {@code gaps}. */
    void examine(int part, FollowerGaps gaps) {
        int from = part * BLOCKS;
        contenders[part] = gaps.examine(from, Math.min(game.blocks(), from + BLOCKS));
    }
}

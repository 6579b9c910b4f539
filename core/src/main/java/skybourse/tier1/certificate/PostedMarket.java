package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/**
 * A game, the prices posted in it, and what was found of its followers at these, once for all leaders.
 *
 * @param game the game
 * @param prices by leader, with one more for padding links
 * @param contenders of each {@link #BLOCKS} blocks of followers
 */
record PostedMarket(PricingGame game, double[] prices, Contenders[] contenders) {

    /** Blocks of followers that are examined together. */
    static final int BLOCKS = 1_024;

    private static final int AGENTS = BLOCKS * PricingGame.LANES;

    /** Begins with nothing found. */
    PostedMarket(PricingGame game, double[] prices) {
        this(game, prices, new Contenders[Math.ceilDiv(game.blocks(), BLOCKS)]);
    }

    /** Returns the contenders among which an agent's are. */
    Contenders contenders(int agent) {
        return contenders[agent / AGENTS];
    }

    /** Examines the blocks of one part; returns their followers' gaps. */
    void examine(int part, FollowerGaps gaps) {
        int from = part * BLOCKS;
        contenders[part] = gaps.examine(from, Math.min(game.blocks(), from + BLOCKS));
    }
}

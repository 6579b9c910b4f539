package skybourse.learning.auctions;

/**
 * Form of the reward during training. Evaluation uses {@link #PLAIN}. At discount 1, all forms rank policies equally, because the totals of two forms
 * on a market differ by a constant of that market.
 */
public enum TrainingReward {
    /** Gains from trade are rewarded at the end of the auction, as in evaluation. */
    PLAIN,
    /**
     * Gains from trade of a pair are rewarded as soon as both queues contain it. With midpoint pricing, every such pair trades. Rounds with deadlines
     * are rewarded at the end, as in {@link #PLAIN}.
     */
    SETTLED,
    /**
     * Reward of {@link #PLAIN} plus a baseline that is added at the end of the auction. The baseline is the mean of the largest attainable welfare
     * over all markets, minus the largest attainable welfare of the sampled market. Source: Mao et al., "Variance reduction for reinforcement
     * learning in input-driven environments", ICLR 2019.
     */
    HINDSIGHT,
    /** Both {@link #SETTLED} and {@link #HINDSIGHT}. */
    SETTLED_HINDSIGHT;

    /** Returns whether pairs are rewarded when they are settled. */
    boolean paysOnSettlement() {
        return this == SETTLED || this == SETTLED_HINDSIGHT;
    }

    /** Returns whether the largest attainable welfare of the market is subtracted at the end. */
    public boolean usesHindsight() {
        return this == HINDSIGHT || this == SETTLED_HINDSIGHT;
    }
}

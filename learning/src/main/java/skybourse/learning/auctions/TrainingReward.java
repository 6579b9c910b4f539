package skybourse.learning.auctions;

/**
 * Form of the reward during training; evaluation uses the plain one. At discount 1 all forms rank policies equally, because on each market their
 * total differs from the plain one by a constant of that market.
 */
public enum TrainingReward {
    /** Welfare at the end, as in evaluation. */
    PLAIN,
    /** Gains from trade of each pair as soon as it is in both queues; the midpoint rule keeps every pair. */
    SETTLED,
    /**
     * Plain, with a baseline at the end: plus the mean largest attainable welfare, minus that of the sampled market (Mao et al., "Variance reduction
     * for reinforcement learning in input-driven environments", ICLR 2019).
     */
    HINDSIGHT,
    /** Both {@link #SETTLED} and {@link #HINDSIGHT}. */
    SETTLED_HINDSIGHT;

    /** Returns whether pairs pay when they are settled. */
    boolean paysOnSettlement() {
        return this == SETTLED || this == SETTLED_HINDSIGHT;
    }

    /** Returns whether the largest attainable welfare of the market is subtracted at the end. */
    public boolean usesHindsight() {
        return this == HINDSIGHT || this == SETTLED_HINDSIGHT;
    }
}

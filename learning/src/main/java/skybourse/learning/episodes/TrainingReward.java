package skybourse.learning.episodes;

/**
 * What a learner is paid while it trains. All but the plain form change no policy's rank, at discount 1: on each market they differ from
 * it by a number of that market alone. Nobody is ever judged by any but the plain one.
 */
public enum TrainingReward {
    /** As the auctioneer is judged: welfare at the end. */
    PLAIN,
    /** Each pair pays its gains from trade as soon as both queues hold it; the midpoint rule never takes a pair back. */
    SETTLED,
    /**
     * Plain, and at the end the mean best possible welfare less that of the market that was drawn, so that a rich market is no merit
     * (Mao et al., "Variance reduction for reinforcement learning in input-driven environments", ICLR 2019).
     */
    HINDSIGHT,
    /** Both. */
    SETTLED_HINDSIGHT;

    /** Tells whether pairs pay when they are settled. */
    boolean settles() {
        return this == SETTLED || this == SETTLED_HINDSIGHT;
    }

    /** Tells whether the best possible welfare of the market is taken off at the end. */
    public boolean looksBack() {
        return this == HINDSIGHT || this == SETTLED_HINDSIGHT;
    }
}

package skybourse.learning.headroom;

import skybourse.base.numeric.Checks;

/**
 * Weights of the auctioneer's reward, each at least 0.
 *
 * @param welfare weight b of the gains from trade
 * @param regret weight c of the regret of accepting traders: the distance between clock and limit
 * @param messages weight d of the messages
 */
public record RewardWeights(double welfare, double regret, double messages) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a weight is negative or not finite
     */
    public RewardWeights {
        Checks.nonNegative(welfare, "welfare");
        Checks.nonNegative(regret, "regret");
        Checks.nonNegative(messages, "messages");
    }

    /** Returns the weights 1, 0.1 and 0.2 (ours). With them, neither the smallest nor the largest step is always best. */
    public static RewardWeights standard() {
        return new RewardWeights(1, 0.1, 0.2);
    }
}

package skybourse.learning.headroom;

import skybourse.base.numeric.Checks;

/**
 * What the auctioneer is paid for.
 *
 * @param welfare of the gains from trade, b
 * @param regret of what the accepted could have gained by a clock that stopped at their limit, c
 * @param messages of the messages sent, d
 */
public record RewardWeights(double welfare, double regret, double messages) {

    public RewardWeights {
        Checks.nonNegative(welfare, "welfare");
        Checks.nonNegative(regret, "regret");
        Checks.nonNegative(messages, "messages");
    }

    /** Returns 1, 0.1, 0.2; our choice: neither the smallest nor the largest step is always best. */
    public static RewardWeights standard() {
        return new RewardWeights(1, 0.1, 0.2);
    }
}

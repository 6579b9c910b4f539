package skybourse.tier2.clock.dropout;

import skybourse.base.numeric.Checks;

/**
 * Reward of a drop-out policy: gains from trade minus the cost of messages.
 *
 * @param perTick reward of each tick gained, at least 0
 * @param perMessage cost of each message, at least 0
 */
public record DropOutReward(double perTick, double perMessage) {

    /** Reward equal to the gains from trade, in ticks. */
    public static final DropOutReward GAINS = new DropOutReward(1, 0);

    /** @throws IllegalArgumentException if a weight is negative or not finite */
    public DropOutReward {
        Checks.nonNegative(perTick, "perTick");
        Checks.nonNegative(perMessage, "perMessage");
    }
}

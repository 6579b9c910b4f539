package skybourse.tier2.clock.dropout;

import skybourse.base.numeric.Checks;

/**
 * What a drop-out policy is paid for: gains from trade, less messages.
 *
 * @param perTick for each tick gained, at least 0
 * @param perMessage taken for each message, at least 0
 */
public record DropOutReward(double perTick, double perMessage) {

    /** Gains alone. */
    public static final DropOutReward GAINS = new DropOutReward(1, 0);

    public DropOutReward {
        Checks.nonNegative(perTick, "perTick");
        Checks.nonNegative(perMessage, "perMessage");
    }
}

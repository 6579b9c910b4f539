package skybourse.round.dynamics;

import skybourse.base.numeric.Checks;

/**
 * Treatment of links, results and transfers when agents move apart.
 *
 * @param hysteresis share of the minimum rate of a link, in (0, 1]; an existing link is kept until its rate falls below this share
 * @param relaySeconds time that fixed agents need to relay a result to a leader within the owner's reach, s, in [0, 1e18]
 * @param brokenTransfer treatment of the unsent bits when a link breaks
 */
public record HandoverSettings(double hysteresis, double relaySeconds, BrokenTransfer brokenTransfer) {

    /** Treatment of a part of a task whose transfer breaks. */
    public enum BrokenTransfer {
        /** The wireless agent computes the part itself. */
        HOME,
        /** The task is lost. */
        LOST
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public HandoverSettings {
        Checks.within(hysteresis, Double.MIN_VALUE, 1, "hysteresis");
        Checks.amountOrZero(relaySeconds, "relaySeconds");
    }

    /** Returns a hysteresis of 0.8, a relay time of 50 ms, and {@link BrokenTransfer#HOME} (ours). */
    public static HandoverSettings standard() {
        return new HandoverSettings(0.8, 0.05, BrokenTransfer.HOME);
    }
}

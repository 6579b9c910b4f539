package skybourse.round.dynamics;

import skybourse.base.numeric.Checks;

/**
 * What becomes of what is sent when agents move apart.
 *
 * @param hysteresis share of the slowest rate down to which a leader stays a wireless agent's once it is
 * @param relaySeconds what it takes fixed agents to hand a result over to the one that its owner reaches
 * @param brokenTransfer what becomes of the bits that were not sent when a link breaks
 */
public record Handover(double hysteresis, double relaySeconds, BrokenTransfer brokenTransfer) {

    /** What becomes of a part of a task whose transfer breaks off. */
    public enum BrokenTransfer {
        /** It is computed at home. */
        HOME,
        /** The task is lost. */
        LOST
    }

    public Handover {
        Checks.within(hysteresis, Double.MIN_VALUE, 1, "hysteresis");
        Checks.amountOrZero(relaySeconds, "relaySeconds");
    }

    /** Returns a hysteresis of 0.8, 50 ms between fixed agents, and broken transfers computed at home (ours). */
    public static Handover standard() {
        return new Handover(0.8, 0.05, BrokenTransfer.HOME);
    }
}

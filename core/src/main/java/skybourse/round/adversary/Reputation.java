package skybourse.round.adversary;

import skybourse.base.numeric.Checks;

/**
 * Exclusion of leaders that often return no result: the beta reputation (Jøsang and Ismail, 2002) with forgetting. The score of a leader is {@code (a
 * + s) / (a + b + s + f)}. It counts settled pieces only, never opinions of agents.
 *
 * @param priorDelivered {@code a}, above 0
 * @param priorFailed {@code b}, above 0
 * @param keep factor of the counts {@code s} of delivered pieces and {@code f} of failed pieces per slot, in [0, 1]
 * @param least score below which a leader receives no pieces; below the score of a new leader, {@code a / (a + b)}
 * @param retry probability per slot that a leader below {@code least} receives pieces nevertheless, in [0, 1]
 */
public record Reputation(double priorDelivered, double priorFailed, double keep, double least, double retry) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Reputation {
        Checks.amount(priorDelivered, "priorDelivered");
        Checks.amount(priorFailed, "priorFailed");
        Checks.within(keep, 0, 1, "keep");
        Checks.within(least, 0, 1, "least");
        Checks.within(retry, 0, 1, "retry");
        double start = priorDelivered / (priorDelivered + priorFailed);
        if (least >= start) {
            throw new IllegalArgumentException(
                    "least must be below the score of a new leader, " + start + ": " + least);
        }
    }

    /** Returns a prior of 9 to 1, a factor of 0.97, a least score of 0.8 and retries in 1 % of the slots. */
    public static Reputation standard() {
        return new Reputation(9, 1, 0.97, 0.8, 0.01);
    }
}

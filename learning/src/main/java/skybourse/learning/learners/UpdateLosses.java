package skybourse.learning.learners;

/**
 * Losses of one update.
 *
 * @param critic mean loss of the value estimates
 * @param actor mean loss of the policy; 0 for learners without one
 * @param entropy mean entropy of the policy in nats; 0 for learners without one
 */
public record UpdateLosses(double critic, double actor, double entropy) {

    /** Returns whether all three numbers are finite. Otherwise, training has diverged. */
    public boolean finite() {
        return Double.isFinite(critic) && Double.isFinite(actor) && Double.isFinite(entropy);
    }
}

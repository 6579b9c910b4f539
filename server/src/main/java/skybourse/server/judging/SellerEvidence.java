package skybourse.server.judging;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Evidence that a seller does not answer with the product's model: a likelihood ratio of the hypotheses that {@value #CHEATING} and {@value #HONEST} of its
 * answers mismatch. It never falls below 1 before an answer, so that a good past does not hide a change.
 *
 * <p>Results must be added in the order in which the answers were chosen, see {@link #order}. If an honest answer mismatches with a probability of at most
 * {@value #HONEST}, whatever happened before, the expected number of checks before the evidence wrongly reaches {@value #PROOF} is at least {@value
 * #PROOF}: the largest of the ratios that begin at each check is at most their sum, whose expectation after n checks is at most n (Shin, Ramdas and
 * Rinaldo, "E-detectors", 2024). Thread safe.
 */
final class SellerEvidence {

    /** Assumed largest probability with which an honest answer mismatches. */
    static final double HONEST = 0.1;

    /** Probability of a mismatch against which the evidence is computed. */
    static final double CHEATING = 0.3;

    /** Evidence from which a seller counts as dishonest. */
    static final double PROOF = 10_000;

    /**
     * Held from the choice of an answer until its result is added. Mismatches take longer than matches; if results were added in the order of their ends, they
     * would be added in a row.
     */
    final ReentrantLock order = new ReentrantLock(true);

    private double ratio = 1;
    private boolean isProven;

    /** Adds the result of a check. Returns whether {@link #isSuspect} or {@link #isProven} became true. */
    synchronized boolean add(boolean isMismatch) {
        boolean wasSuspect = isSuspect();
        boolean wasProven = isProven;
        ratio = Math.max(1, ratio) * (isMismatch ? CHEATING / HONEST : (1 - CHEATING) / (1 - HONEST));
        isProven |= ratio >= PROOF;
        return (isSuspect() && !wasSuspect) || (isProven && !wasProven);
    }

    /** Returns the likelihood ratio. */
    synchronized double ratio() {
        return ratio;
    }

    /** Returns whether there is evidence against the seller at present, so that all its answers are checked. */
    synchronized boolean isSuspect() {
        return ratio > 1;
    }

    /** Returns whether the evidence has reached {@value #PROOF}. */
    synchronized boolean isProven() {
        return isProven;
    }
}

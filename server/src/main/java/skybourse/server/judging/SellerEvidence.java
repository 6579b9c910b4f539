package skybourse.server.judging;

import java.util.HashMap;
import java.util.Map;

/**
 * Evidence that a seller does not answer with the product's model. It is a CUSUM statistic: a product of likelihood ratios of the hypotheses that {@value
 * #ALTERNATIVE_MISMATCH_RATE} and {@value #NULL_MISMATCH_RATE} of its answers mismatch. It is reset to 1 when it falls below 1, so that earlier matches
 * cannot offset later mismatches.
 *
 * <p>Results are added in the order in which the answers were chosen. Mismatches take longer than matches; in order of completion, mismatches would be added
 * in a row. If an honest answer mismatches with a probability of at most {@value #NULL_MISMATCH_RATE}, whatever happened before, the average run length to
 * a false alarm, that is the expected number of checks before the evidence wrongly reaches {@value #EXCLUSION_THRESHOLD}, is at least {@value
 * #EXCLUSION_THRESHOLD}: the largest of the ratios that begin at each check is at most their sum, whose expectation after n checks is at most n (Shin,
 * Ramdas and Rinaldo, "E-detectors", 2024). Thread safe.
 */
final class SellerEvidence {

    /** Largest probability of a mismatch under the null hypothesis that the seller is honest. */
    static final double NULL_MISMATCH_RATE = 0.1;

    /** Probability of a mismatch under the alternative hypothesis. */
    static final double ALTERNATIVE_MISMATCH_RATE = 0.3;

    /** Likelihood ratio at which a seller is excluded. */
    static final double EXCLUSION_THRESHOLD = 10_000;

    /** Results of later checks than the next one to be added, by number. */
    private final Map<Long, AnswerComparison.Result> completed = new HashMap<>();

    private long begun;
    private long added;
    private double ratio = 1;
    private boolean isExcluded;

    /** Returns the number of a check that begins. It must be passed to {@link #complete}, whatever its result is. */
    synchronized long begin() {
        return begun++;
    }

    /** Completes a check, and adds all results whose predecessors are complete. Returns whether {@link #isSuspect} or {@link #isExcluded} became true. */
    synchronized boolean complete(long check, AnswerComparison.Result result) {
        completed.put(check, result);
        boolean isNew = false;
        while (completed.containsKey(added)) {
            AnswerComparison.Result next = completed.remove(added++);
            isNew |= next != AnswerComparison.Result.NOT_COMPARABLE && add(next == AnswerComparison.Result.MISMATCH);
        }
        return isNew;
    }

    /** Adds the result of a check. Returns whether {@link #isSuspect} or {@link #isExcluded} became true. */
    synchronized boolean add(boolean isMismatch) {
        boolean wasSuspect = isSuspect();
        boolean wasExcluded = isExcluded;
        ratio = Math.max(1, ratio)
                * (isMismatch
                        ? ALTERNATIVE_MISMATCH_RATE / NULL_MISMATCH_RATE
                        : (1 - ALTERNATIVE_MISMATCH_RATE) / (1 - NULL_MISMATCH_RATE));
        isExcluded |= ratio >= EXCLUSION_THRESHOLD;
        return (isSuspect() && !wasSuspect) || (isExcluded && !wasExcluded);
    }

    /** Returns the likelihood ratio. */
    synchronized double ratio() {
        return ratio;
    }

    /** Returns whether there is evidence against the seller at present, so that all its answers are checked. */
    synchronized boolean isSuspect() {
        return ratio > 1;
    }

    /** Returns whether the evidence has ever reached {@value #EXCLUSION_THRESHOLD}. */
    synchronized boolean isExcluded() {
        return isExcluded;
    }
}

package skybourse.server.judging;

/** Rule by which a disputed result is judged, unless its seller is excluded. */
final class DisputeRule {

    /** Largest probability of a ruling against an honest seller, if the choice of the piece does not depend on its answers. */
    static final double SIGNIFICANCE_LEVEL = 0.001;

    private DisputeRule() {}

    /**
     * Returns whether a one-sided binomial test rejects that the seller is honest: whether {@code count} answers, each with a mismatch of probability {@link
     * SellerEvidence#NULL_MISMATCH_RATE}, have at least {@code mismatches} mismatches with a probability of at most {@value #SIGNIFICANCE_LEVEL}. Fewer than
     * three answers never suffice.
     *
     * @param mismatches number of mismatches, from 0 to {@code count}
     * @param count number of compared answers, at most {@link AnswerSample#MOST_REQUESTS}
     */
    static boolean isWrong(int mismatches, int count) {
        double odds = SellerEvidence.NULL_MISMATCH_RATE / (1 - SellerEvidence.NULL_MISMATCH_RATE);
        double term = Math.pow(1 - SellerEvidence.NULL_MISMATCH_RATE, count);
        double below = 0;
        for (int k = 0; k < mismatches; k++) {
            below += term;
            term *= odds * (count - k) / (k + 1);
        }
        return 1 - below <= SIGNIFICANCE_LEVEL * (1 + 1e-9);
    }
}

package skybourse.server.judging;

/** Rule by which a disputed result is judged, unless its seller is excluded. */
final class DisputeRule {

    /** Largest probability of a ruling against an honest seller, for a piece that is not selected by its answers. */
    static final double ERROR = 0.001;

    private DisputeRule() {}

    /**
     * Returns whether so many mismatches are too improbable for an honest seller: whether a binomial variable with {@code count} draws and the probability
     * {@link SellerEvidence#HONEST} is at least {@code mismatches} with a probability of at most {@value #ERROR}. Fewer than three answers never suffice.
     *
     * @param mismatches number of mismatches, from 0 to {@code count}
     * @param count number of compared answers, at most {@link AnswerSample#MOST}
     */
    static boolean isWrong(int mismatches, int count) {
        double odds = SellerEvidence.HONEST / (1 - SellerEvidence.HONEST);
        double term = Math.pow(1 - SellerEvidence.HONEST, count);
        double below = 0;
        for (int k = 0; k < mismatches; k++) {
            below += term;
            term *= odds * (count - k) / (k + 1);
        }
        return mismatches > 0 && 1 - below <= ERROR * (1 + 1e-9);
    }
}

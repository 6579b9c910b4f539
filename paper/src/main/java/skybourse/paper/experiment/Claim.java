package skybourse.paper.experiment;

/**
 * Claim of the paper, or a part of a claim, on which a verdict is given.
 *
 * @param number number of the claim, such as {@code C3}, or the name of a check or of an open question of the paper
 * @param subject subject of the part, in a few words
 * @param paper statement of the paper, in one short sentence
 */
public record Claim(String number, String subject, String paper) {

    /** Prefix of {@code number} for a check that the paper suggests without stating a value for comparison. */
    static final String CHECK = "next check ";

    /** Returns the claim as a heading. */
    public String heading() {
        return number + ": " + subject;
    }

    /**
     * Returns a finding with the verdict that this run does not cover the claim.
     *
     * @param because reason, one sentence without a full stop
     */
    public Finding notAsked(String because) {
        return new Finding(this, MeasuredValue.none(), FindingNumbers.none(), Verdict.NOT_ASKED, because);
    }
}

package skybourse.paper.experiment;

/**
 * Claim of the paper, or a part of it, which is judged.
 *
 * @param number such as {@code C3}, or the name of a check or an open question of the paper
 * @param subject subject of the part, in a few words
 * @param paper statement of the paper, in one short sentence
 */
public record Claim(String number, String subject, String paper) {

    /** Prefix of the number of a check that the paper suggests without a number to compare with. */
    static final String CHECK = "next check ";

    /** Returns the claim as a heading. */
    public String heading() {
        return number + ": " + subject;
    }

    /**
     * Returns the finding that this run does not cover the claim.
     *
     * @param because reason, one sentence without a full stop
     */
    public Finding notAsked(String because) {
        return new Finding(this, MeasuredValue.none(), FindingTable.none(), Verdict.NOT_ASKED, because);
    }
}

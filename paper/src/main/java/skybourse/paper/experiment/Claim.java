package skybourse.paper.experiment;

/**
 * What is judged: a sentence of the paper, or one half of it.
 *
 * @param number such as {@code C3}, or which check or question of the paper it is
 * @param subject which part of it, in a few words
 * @param paper what the paper says, in one short sentence
 */
public record Claim(String number, String subject, String paper) {

    /** Begins the number of a check that the paper suggests without a number to compare with. */
    static final String CHECK = "next check ";

    /** Returns the claim as a heading. */
    public String heading() {
        return number + ": " + subject;
    }

    /** Returns it with nothing found, because this run was not asked for it. */
    public Finding notAsked(String because) {
        return new Finding(this, Measured.none(), FindingTable.none(), Verdict.NOT_ASKED, because);
    }
}

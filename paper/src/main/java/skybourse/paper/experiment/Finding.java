package skybourse.paper.experiment;

/**
 * One claim of the paper beside what was found. Numbers stand in {@code measured} and {@code table}; sentences hold none that a
 * run could change.
 *
 * @param claim what the paper says
 * @param measured the number that decides
 * @param table the numbers behind it; empty where there are no others
 * @param verdict the comparison of both
 * @param because why it differs or how it was judged, one sentence without a full stop
 */
public record Finding(Claim claim, Measured measured, FindingTable table, Verdict verdict, String because) {

    /** A check that the paper gives no number for has verdicts of its own. */
    public Finding {
        boolean compared =
                verdict == Verdict.REPRODUCED || verdict == Verdict.DIFFERS || verdict == Verdict.NOT_REPRODUCED;
        if (compared && claim.number().startsWith(Claim.CHECK)) {
            throw new IllegalArgumentException("verdict on a check must be robust or sensitive: " + verdict.words());
        }
    }
}

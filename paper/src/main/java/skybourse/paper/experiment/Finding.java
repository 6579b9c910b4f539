package skybourse.paper.experiment;

/**
 * Claim of the paper with the measured result. Numbers are in {@code measured} and {@code table}; sentences contain none that may change with a run.
 *
 * @param claim the claim
 * @param measured the number that decides
 * @param table further numbers; empty if there are none
 * @param verdict the verdict
 * @param because reason of the verdict, one sentence without a full stop
 */
public record Finding(Claim claim, MeasuredValue measured, FindingTable table, Verdict verdict, String because) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if the verdict on a check without a number in the paper is reproduced, differs or not reproduced
     */
    public Finding {
        boolean compared =
                verdict == Verdict.REPRODUCED || verdict == Verdict.DIFFERS || verdict == Verdict.NOT_REPRODUCED;
        if (compared && claim.number().startsWith(Claim.CHECK)) {
            throw new IllegalArgumentException("verdict on a check must be robust or sensitive: " + verdict.text());
        }
    }
}

package skybourse.paper.experiment;

/**
 * Claim of the paper with the measured result and the verdict. Numbers that may change from run to run are only in {@code measured} and {@code
 * table}, not in sentences.
 *
 * @param claim the claim
 * @param measured the number that decides the verdict
 * @param table further numbers; empty if there are none
 * @param verdict the verdict
 * @param because reason of the verdict, one sentence without a full stop
 */
public record Finding(Claim claim, MeasuredValue measured, FindingNumbers table, Verdict verdict, String because) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if the claim is a check for which the paper states no value, and the verdict is reproduced, differs or not
     *     reproduced
     */
    public Finding {
        boolean compared =
                verdict == Verdict.REPRODUCED || verdict == Verdict.DIFFERS || verdict == Verdict.NOT_REPRODUCED;
        if (compared && claim.number().startsWith(Claim.CHECK)) {
            throw new IllegalArgumentException("verdict on a check must be robust or sensitive: " + verdict.text());
        }
    }
}

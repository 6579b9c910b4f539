package skybourse.paper.experiment;

import java.util.List;

/**
 * Experiment on a question of the paper that is listed in reports but that this version does not run.
 *
 * @param name name of the experiment
 * @param number number of the claim that the experiment would judge
 * @param paper statement of the paper
 */
public record OmittedExperiment(String name, String number, String paper) {

    private static final List<OmittedExperiment> ALL =
            List.of(new OmittedExperiment("energy", "open question 3", "non-linear energy models"));

    /** Returns all such experiments. */
    public static List<OmittedExperiment> all() {
        return ALL;
    }

    /** Returns the reason why the experiment is not run. */
    public String reason() {
        return "not implemented";
    }

    /** Returns a finding with the verdict that the experiment is not run. */
    public Finding finding() {
        return new Finding(
                new Claim(number, name, paper), MeasuredValue.none(), FindingNumbers.none(), Verdict.NOT_RUN, reason());
    }
}

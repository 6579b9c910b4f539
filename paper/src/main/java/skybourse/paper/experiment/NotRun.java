package skybourse.paper.experiment;

import java.util.List;

/**
 * An experiment that this build names and does not run.
 *
 * @param name its name
 * @param number what it would judge
 * @param paper what the paper says
 */
public record NotRun(String name, String number, String paper) {

    private static final List<NotRun> ALL = List.of(
            new NotRun("energy", "open question 3", "non-linear energy models"),
            new NotRun("adversary", "open question 1", "malicious agents"));

    /** Returns all of them. */
    public static List<NotRun> all() {
        return ALL;
    }

    /** Returns why it is not run. */
    public String reason() {
        return "not implemented";
    }

    /** Returns it as a finding that says so. */
    public Finding finding() {
        return new Finding(
                new Claim(number, name, paper), Measured.none(), FindingTable.none(), Verdict.NOT_RUN, reason());
    }
}

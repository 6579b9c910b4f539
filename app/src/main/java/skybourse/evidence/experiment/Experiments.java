package skybourse.evidence.experiment;

import java.util.List;
import java.util.Optional;

/** Every experiment: those that this build runs, and those that it names and does not run. */
public final class Experiments {

    private static final List<Experiment> ALL = List.of(
            new Figure04(),
            new FollowerChoice(),
            new SupplyAndDemand(),
            new TheoremOne(),
            new Figure08(),
            new Liquidity(),
            new StepSize(),
            new Figure05(),
            new RivalAuctioneers(AuctioneerColumn.WELFARE),
            new RivalAuctioneers(AuctioneerColumn.MESSAGES),
            new Ablation(),
            new Mobility(),
            new Stale(),
            new OverloadTime());

    private static final List<NotRun> NOT_RUN = List.of(
            new NotRun("energy", "open question 3", "non-linear energy models"),
            new NotRun("adversary", "open question 1", "malicious agents"),
            new NotRun("scale", "open question 2", "large-scale deployment"));

    /**
     * An experiment that this build does not run.
     *
     * @param name its name
     * @param number what it would judge
     * @param paper what the paper says
     */
    public record NotRun(String name, String number, String paper) {

        /** Returns why it is not run. */
        public String reason() {
            return "it comes later";
        }

        /** Returns it as a finding that says so. */
        public Finding finding() {
            return new Finding(
                    new Claim(number, name, paper), Measured.none(), FindingTable.none(), Verdict.NOT_RUN, reason());
        }
    }

    private Experiments() {}

    /** Returns the experiments that can be run. */
    public static List<Experiment> all() {
        return ALL;
    }

    /** Returns the experiment of that name. */
    public static Optional<Experiment> named(String name) {
        return ALL.stream().filter(experiment -> experiment.name().equals(name)).findFirst();
    }

    /** Returns what is not run. */
    public static List<NotRun> notRun() {
        return NOT_RUN;
    }
}

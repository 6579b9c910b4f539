package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/**
 * The paper's Figures 6 and 7: welfare, or messages, of the diffusion learner beside its rivals.
 *
 * @param column welfare or messages
 */
record RivalAuctioneers(AuctioneerColumn column) implements Experiment {

    private static final List<Yardstick> POLICIES = List.of(Yardstick.GREEDY, Yardstick.RANDOM, Yardstick.FIXED);

    private static final List<String> LEARNERS =
            List.of(Auctioneers.DIFFUSION, Auctioneers.AIDED_PPO, Auctioneers.TUNED_PPO, Auctioneers.WEAK_PPO);
    /** Places of the rivals in a row: PPO as D2SAC's code has it, greedy and random, which the paper names. */
    private static final List<Integer> PAPERS = List.of(3, 4, 5);

    /** Those of PPO with the same aids and PPO that was tuned. */
    private static final List<Integer> OURS = List.of(1, 2);

    private static final String BARS =
            "reproduced would be all comparisons, differs more than half of them; the best fixed step is shown and not counted; the reward weighs welfare 1 and messages 0.2, so that either can be had at"
                    + " the cost of the other";
    private static final String CLOSER =
            "its social welfare comes closer to the optimum than PPO's, greedy's and random's";
    private static final Claim WELFARE =
            new Claim("C10", "welfare against PPO as D2SAC's code has it, greedy and random", CLOSER);
    private static final Claim STRONGER = new Claim("C10", "welfare against PPO tuned or with the same aids", CLOSER);
    private static final Claim MESSAGES =
            new Claim("C11", "messages against PPO, greedy and random", "it needs less exchange than the baselines");

    private boolean welfare() {
        return column == AuctioneerColumn.WELFARE;
    }

    @Override
    public String name() {
        return welfare() ? "figure-6" : "figure-7";
    }

    @Override
    public String folder() {
        return Auctioneers.FOLDER;
    }

    @Override
    public String title() {
        return welfare() ? "Welfare by market size" : "Cost of exchange by market size";
    }

    @Override
    public List<Claim> claims() {
        return welfare() ? List.of(WELFARE, STRONGER) : List.of(MESSAGES);
    }

    @Override
    public List<Sweep> sweeps(ExperimentPlan plan) {
        return Auctioneers.sweeps(plan);
    }

    @Override
    public String leftOut() {
        return Auctioneers.leftOut();
    }

    @Override
    public Outcome outcome(Map<String, ResultTable> tables) {
        Auctioneers all = Auctioneers.of(tables);
        Chart chart = all.byMarket(
                column,
                welfare() ? "Welfare by market" : "Messages by market",
                welfare() ? "share of the best welfare" : "messages an auction");
        List<Finding> findings = welfare()
                ? List.of(finding(all, WELFARE, PAPERS), finding(all, STRONGER, OURS))
                : List.of(finding(
                        all,
                        MESSAGES,
                        Stream.concat(OURS.stream(), PAPERS.stream()).toList()));
        return new Outcome(findings, List.of(chart));
    }

    /** Counts the rivals at these places of a row. */
    private Finding finding(Auctioneers all, Claim claim, List<Integer> rivals) {
        List<String> names = new ArrayList<>(LEARNERS);
        POLICIES.forEach(policy -> names.add(policy.text()));
        long won = all.markets().stream()
                .map(market -> row(all, market))
                .mapToLong(row -> rivals.stream()
                        .filter(rival -> better(row.getFirst(), row.get(rival)))
                        .count())
                .sum();
        int comparisons = rivals.size() * all.markets().size();
        return new Finding(
                claim,
                Measured.of(
                        "comparisons with a rival in which diffusion is significantly better",
                        100.0 * won / comparisons,
                        "%"),
                new FindingTable("market", names, List.of())
                        .rows(all.markets(), market -> market, market -> shown(all, market)),
                Verdict.of(won == comparisons, 2 * won > comparisons),
                welfare() ? "Shares of the best welfare; " + BARS : "Messages an auction; " + BARS);
    }

    /** Returns the diffusion learner, its rivals, then the fixed step. */
    private List<Interval> row(Auctioneers all, String market) {
        return Stream.concat(
                        LEARNERS.stream().map(learner -> all.mean(market, learner, column)),
                        POLICIES.stream().map(policy -> Measured.only(all.mark(market, policy, column))))
                .toList();
    }

    private List<Interval> shown(Auctioneers all, String market) {
        List<Interval> row = row(all, market);
        return welfare() ? row.stream().map(share -> share.cut(0, 1)).toList() : row;
    }

    private boolean better(Interval ours, Interval theirs) {
        return welfare() ? ours.low() > theirs.high() : ours.high() < theirs.low();
    }
}

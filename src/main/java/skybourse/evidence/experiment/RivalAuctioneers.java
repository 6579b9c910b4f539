package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import skybourse.evidence.sweep.Interval;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;

/**
 * The paper's Figures 6 and 7: welfare, or messages, of the diffusion actor-critic beside its rivals.
 *
 * @param column welfare or messages
 */
record RivalAuctioneers(AuctioneerColumn column) implements Experiment {

    private static final List<Yardstick> POLICIES = List.of(Yardstick.GREEDY, Yardstick.RANDOM, Yardstick.FIXED);

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
        return new Outcome(List.of(finding(all)), List.of(chart));
    }

    private Finding finding(Auctioneers all) {
        List<String> found = new ArrayList<>();
        int comparisons = 0;
        int won = 0;
        for (String market : all.markets()) {
            Interval ours = all.mean(market, Auctioneers.DIFFUSION, column);
            List<String> words = new ArrayList<>(List.of("diffusion " + Phrases.interval(ours)));
            for (String ppo : List.of(Auctioneers.TUNED_PPO, Auctioneers.WEAK_PPO)) {
                Interval theirs = all.mean(market, ppo, column);
                words.add(ppo + " " + Phrases.interval(theirs));
                comparisons++;
                won += better(ours, theirs) ? 1 : 0;
            }
            for (Yardstick policy : POLICIES) {
                double theirs = all.yardstick(market, policy, column);
                words.add(policy.text() + " " + Phrases.number(theirs));
                boolean rival = policy != Yardstick.FIXED;
                comparisons += rival ? 1 : 0;
                won += rival && better(ours, new Interval(1, theirs, theirs, theirs, 0)) ? 1 : 0;
            }
            found.add(market + ": " + String.join(", ", words));
        }
        return new Finding(
                welfare() ? "C10" : "C11",
                welfare() ? "welfare against PPO, greedy and random" : "messages against PPO, greedy and random",
                welfare()
                        ? "its social welfare comes closer to the optimum than PPO's, greedy's and random's"
                        : "it needs less exchange than the baselines",
                (welfare() ? "share of the best welfare, " : "messages an auction, ") + String.join("; ", found),
                Verdict.of(won == comparisons, 2 * won > comparisons),
                String.format(
                        Locale.ROOT,
                        "significantly better in %d of %d comparisons; the reward weighs welfare 1 and messages 0.2, so that either can be had at the cost of the other",
                        won,
                        comparisons));
    }

    private boolean better(Interval ours, Interval theirs) {
        return welfare() ? ours.low() > theirs.high() : ours.high() < theirs.low();
    }
}

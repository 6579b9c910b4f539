package skybourse.evidence.auctioneer;

import java.util.ArrayList;
import java.util.List;
import skybourse.base.numeric.NumberSyntax;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.StateAliasing;
import skybourse.learning.headroom.ValueTargetKind;

/**
 * Comparison of one-step targets with returns of complete episodes, for a learner that observes only clocks and numbers of traders. The share of the
 * headroom that the learner captures after each round is computed exactly, without networks. The seed has no effect.
 */
public final class OneStepTargetsTask {

    private static final ValueTargetKind[] TARGETS = ValueTargetKind.values();

    private static final String RANDOM_SHARE = "randomShare";
    private static final String ROUNDS = "rounds";
    // Memory of a market of 4 buyers and 3 sellers.
    private static final int LARGE_MEBIBYTES = 700;
    private static final int SMALL_MEBIBYTES = 200;

    public static final CellTask TASK = CellTask.of(
                    "aliasing",
                    CellTask.axes("market=narrow-3x2 randomShare=0.4 rounds=6"),
                    List.of(
                            new MeasuredColumn(
                                    "oneStepPaidAtTheEnd",
                                    "share",
                                    "of the headroom captured with one-step targets, reward at the end"),
                            new MeasuredColumn(
                                    "oneStepPaidWhenSettled",
                                    "share",
                                    "of the headroom captured with one-step targets, reward at settlement"),
                            new MeasuredColumn(
                                    "wholeEpisode",
                                    "share",
                                    "of the headroom captured with returns of complete episodes")),
                    OneStepTargetsTask::check,
                    OneStepTargetsTask::run)
            .withKeys("round")
            .withMebibytes(settings -> market(settings).mostBuyers() > 3 ? LARGE_MEBIBYTES : SMALL_MEBIBYTES);

    private OneStepTargetsTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        market(settings);
        randomShare(settings);
        settings.count(ROUNDS, 1);
    }

    private static ClockMarketDistribution market(GridPoint settings) {
        List<String> names = BenchmarkMarkets.all().stream()
                .filter(market -> market.components().size() == 1)
                .map(ClockMarketDistribution::name)
                .toList();
        return BenchmarkMarkets.named(settings.word(AuctioneerTask.MARKET, names))
                .orElseThrow();
    }

    private static double randomShare(GridPoint settings) {
        double share = NumberSyntax.decimal(settings.text(RANDOM_SHARE)).orElse(Double.NaN);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    RANDOM_SHARE + " must be a number above 0, at most 1: " + settings.text(RANDOM_SHARE));
        }
        return share;
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        int rounds = settings.count(ROUNDS, 1);
        StateAliasing learned = StateAliasing.of(
                        market(settings), rounds, randomShare(settings), BaselinePolicy.MOST_STATES)
                .orElseThrow(() ->
                        new IllegalStateException("no exact optimum within " + BaselinePolicy.MOST_STATES + " states"));
        List<double[]> rows = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            rows.add(row(learned, round));
        }
        return rows;
    }

    private static double[] row(StateAliasing learned, int round) {
        double[] row = new double[1 + TARGETS.length];
        row[0] = round + 1.0;
        for (int t = 0; t < TARGETS.length; t++) {
            row[1 + t] = learned.shares(TARGETS[t]).get(round);
        }
        return row;
    }
}

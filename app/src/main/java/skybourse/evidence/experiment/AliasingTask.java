package skybourse.evidence.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import skybourse.base.numeric.Numeral;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Column;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.learning.headroom.Aliasing;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.headroom.Targets;

/**
 * What one-step targets cost a learner that sees clocks and numbers alone, beside whole-episode returns: the share of the headroom after each
 * round, exactly, without networks. The seed changes nothing.
 */
record AliasingTask() implements CellTask {

    private static final Targets[] TARGETS = Targets.values();

    private static final String RANDOM_SHARE = "randomShare";
    private static final String ROUNDS = "rounds";
    private static final int LARGE_MEBIBYTES = 700; // 4 x 3
    private static final int SMALL_MEBIBYTES = 200;

    @Override
    public String name() {
        return "aliasing";
    }

    @Override
    public SequencedMap<String, String> axes() {
        SequencedMap<String, String> axes = new LinkedHashMap<>();
        axes.put(AuctioneerTask.MARKET, "narrow-3x2");
        axes.put(RANDOM_SHARE, "0.4");
        axes.put(ROUNDS, "6");
        return axes;
    }

    @Override
    public List<String> keys() {
        return List.of("round");
    }

    /** In the order of {@link Targets}. */
    @Override
    public List<Column> columns() {
        return Column.list("""
                oneStepPaidAtTheEnd | share | of the headroom, learned from one-step targets, paid at the end
                oneStepPaidWhenSettled | share | of the headroom, learned from one-step targets, paid when settled
                wholeEpisode | share | of the headroom, learned from returns of whole episodes
                """);
    }

    @Override
    public void check(Settings settings, Worlds worlds) {
        market(settings);
        randomShare(settings);
        settings.count(ROUNDS, 1);
    }

    private static ClockMarket market(Settings settings) {
        List<String> names = BenchmarkMarkets.all().stream()
                .filter(market -> market.components().size() == 1)
                .map(ClockMarket::name)
                .toList();
        return BenchmarkMarkets.named(settings.word(AuctioneerTask.MARKET, names))
                .orElseThrow();
    }

    private static double randomShare(Settings settings) {
        double share = Numeral.decimal(settings.text(RANDOM_SHARE)).orElse(Double.NaN);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    RANDOM_SHARE + " must be a number above 0, at most 1: " + settings.text(RANDOM_SHARE));
        }
        return share;
    }

    @Override
    public int mebibytes(Settings settings) {
        return market(settings).mostBuyers() > 3 ? LARGE_MEBIBYTES : SMALL_MEBIBYTES;
    }

    @Override
    public List<double[]> run(Settings settings, long seed, Worlds worlds) {
        int rounds = settings.count(ROUNDS, 1);
        Aliasing learned = Aliasing.of(market(settings), rounds, randomShare(settings), Auctioneer.MOST_STATES)
                .orElseThrow(() ->
                        new IllegalStateException("no exact optimum within " + Auctioneer.MOST_STATES + " states"));
        List<double[]> rows = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            double[] row = new double[1 + TARGETS.length];
            row[0] = round + 1.0;
            for (int t = 0; t < TARGETS.length; t++) {
                row[1 + t] = learned.shares(TARGETS[t]).get(round);
            }
            rows.add(row);
        }
        return rows;
    }
}

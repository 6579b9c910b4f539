package skybourse.evidence.auctioneer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import skybourse.base.numeric.NumberSyntax;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.RewardWeights;
import skybourse.learning.training.LearnerPlan;

/**
 * Evaluation of learned auctioneers and baselines on a benchmark market. A learner is trained in the cell, as by {@code train} with the same seed.
 * All auctioneers are evaluated on the same markets, which no training uses. The reward of every policy but the random baseline is exact if {@link
 * BaselinePolicy#exactOr} can compute it and observations have no noise. Only learners observe noise.
 */
public final class AuctioneerTask {

    static final String AUCTIONEER = "auctioneer";
    static final String MARKET = "market";
    static final String EPOCHS = "epochs";
    static final String SETTINGS = "settings";
    static final String WEIGHTS = "weights";
    static final String NOISE = "stateNoise";
    static final String JUDGED = "judgedMarkets";

    /** Value of the axis {@code settings} that leaves all settings unchanged. */
    static final String NO_CHANGE = "default";

    /** Maximum number of buyers in a market for which the reward of a policy is computed exactly. */
    static final int EXACT_BUYERS = 4;

    private static final double EPOCH_EFFORT = 2;
    private static final double FIXED_EFFORT = 20;

    public static final CellTask TASK = CellTask.of(
                    AUCTIONEER,
                    CellTask.axes("""
            market=narrow-3x2 auctioneer=diffusion settings=default epochs=160 weights=1/0.1/0.2
            stateNoise=0 judgedMarkets=20000
            """),
                    Arrays.stream(AuctioneerColumn.values())
                            .map(AuctioneerColumn::column)
                            .toList(),
                    AuctioneerTask::check,
                    AuctioneerTask::run)
            .withKeys("epoch")
            .withEffort(settings -> learns(settings) ? EPOCH_EFFORT * settings.count(EPOCHS, 1) : FIXED_EFFORT)
            .withMebibytes(_ -> 100);

    private AuctioneerTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        market(settings);
        settings.count(JUDGED, 2);
        settings.count(EPOCHS, 1);
        noise(settings);
        List<String> names = new ArrayList<>(LearnerPlan.names());
        names.addAll(BaselinePolicy.names());
        String name = settings.word(AUCTIONEER, names);
        if (LearnerPlan.names().contains(name)) {
            CellTraining.learner(settings);
        }
    }

    /**
     * Returns the market that the settings name.
     *
     * @throws IllegalArgumentException if the name is unknown
     */
    static ClockMarketDistribution named(GridPoint settings) {
        List<String> names = BenchmarkMarkets.all().stream()
                .map(ClockMarketDistribution::name)
                .toList();
        return BenchmarkMarkets.named(settings.word(MARKET, names)).orElseThrow();
    }

    /**
     * Returns the market with the reward weights of the settings.
     *
     * @throws IllegalArgumentException if the settings are invalid
     */
    static ClockMarketDistribution market(GridPoint settings) {
        ClockMarketDistribution market = named(settings);
        List<Double> weights = Arrays.stream(settings.text(WEIGHTS).split("/", -1))
                .map(text -> number(WEIGHTS, text))
                .collect(Collectors.toList());
        if (weights.size() != 3) {
            throw new IllegalArgumentException(WEIGHTS + " must be welfare/regret/messages: " + settings.text(WEIGHTS));
        }
        return market.withWeights(new RewardWeights(weights.get(0), weights.get(1), weights.get(2)));
    }

    static double noise(GridPoint settings) {
        double noise = number(NOISE, settings.text(NOISE));
        if (noise < 0 || !Double.isFinite(noise)) {
            throw new IllegalArgumentException(NOISE + " must not be negative: " + noise);
        }
        return noise;
    }

    private static double number(String axis, String text) {
        return NumberSyntax.decimal(text)
                .orElseThrow(() -> new IllegalArgumentException(axis + " must be a number: " + text));
    }

    private static boolean learns(GridPoint settings) {
        return LearnerPlan.names().contains(settings.text(AUCTIONEER));
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        String name = settings.text(AUCTIONEER);
        return learns(settings)
                ? new CellTraining(settings, seed).rows()
                : List.of(BaselinePolicy.named(name).row(market(settings), settings.count(JUDGED, 2)));
    }
}

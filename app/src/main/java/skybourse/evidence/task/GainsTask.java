package skybourse.evidence.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.random.RandomStreams;
import skybourse.evidence.choice.GainsShare;
import skybourse.evidence.choice.RandomMarkets;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.audit.MarketDistribution;
import skybourse.tier2.audit.MarketDistribution.Shape;

/**
 * Gains from trade that truthful rules forgo, and the loss by a wrong prior. Traders have one lot, with limit prices from {@link
 * UnitDemandDistributions}, or several lots.
 */
final class GainsTask {

    // Number of sampled markets from which the rules choose their prices.
    private static final int SEEN = 1_000;

    static final CellTask TASK = CellTask.of(
                    "gains",
                    CellTask.axes("market=5/3 law=uniform range=1/50 markets=1000 chosenOn=same"),
                    Stream.concat(GainsShare.COLUMNS.stream(), Stream.of(GainsShare.BAYES))
                            .toList(),
                    GainsTask::check,
                    GainsTask::run)
            .withEffort(_ -> 100);

    private GainsTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        law(settings, RandomMarkets.LAW);
        law(settings, chosenOn(settings));
        RandomMarkets.count(settings);
    }

    private static String chosenOn(GridPoint settings) {
        return settings.text(GainsShare.CHOSEN_ON).equals(GainsShare.SAME) ? RandomMarkets.LAW : GainsShare.CHOSEN_ON;
    }

    /**
     * Returns the sampler of markets for the distribution that an axis names.
     *
     * @throws IllegalArgumentException if the settings are invalid
     */
    private static Function<RandomGenerator, OrderBook> law(GridPoint settings, String axis) {
        Shape shape = RandomMarkets.shape(settings);
        if (shape.lots() > 1) {
            return MarketDistribution.named(settings.word(axis, MarketDistribution.NAMES), shape)::market;
        }
        if (shape.lowTicks() != 1) {
            throw new IllegalArgumentException(RandomMarkets.RANGE + " must begin at 1 where traders have one lot: "
                    + settings.text(RandomMarkets.RANGE));
        }
        String law = settings.word(axis, UnitDemandDistributions.NAMES);
        var traders = UnitDemandDistributions.of(law, shape.buyers(), shape.sellers(), (int) shape.highTicks());
        return random -> traders.draw(random).book();
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        Shape shape = RandomMarkets.shape(settings);
        List<OrderBook> seen = drawn(law(settings, chosenOn(settings)), seed, "gains-seen", SEEN);
        List<AuctionRule> rules = new ArrayList<>(GainsShare.rules(shape.lowTicks(), shape.highTicks(), seen));
        rules.add(GainsShare.bayes(shape.lowTicks(), shape.highTicks(), seen));
        List<OrderBook> markets = drawn(law(settings, RandomMarkets.LAW), seed, "gains", RandomMarkets.count(settings));
        return List.of(GainsShare.row(rules, markets, seed));
    }

    private static List<OrderBook> drawn(
            Function<RandomGenerator, OrderBook> law, long seed, String purpose, int markets) {
        RandomStreams streams = new RandomStreams(seed);
        return IntStream.range(0, markets)
                .mapToObj(i -> law.apply(streams.stream(purpose, i)))
                .toList();
    }
}

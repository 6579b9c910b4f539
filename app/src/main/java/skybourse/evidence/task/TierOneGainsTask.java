package skybourse.evidence.task;

import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.evidence.choice.Gains;
import skybourse.evidence.choice.Markets;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.tier2.auction.OrderBook;

/**
 * Gains from trade as in {@link GainsTask}, without Bayes-optimal moves, in markets that result from tier 1. The markets are those of one scenario
 * with newly sampled tasks, as in {@code audit}, or of scenarios that are sampled one by one. Prices are chosen on the first markets.
 *
 * <p>Limit prices are parts of the gap between a market's start clocks. Within one scenario the costs of aerial agents are nearly the same in every
 * sample, which favours rules that have seen earlier samples. Prices can therefore be chosen on another scenario.
 */
final class TierOneGainsTask {

    private static final int PARTS = 100;
    private static final int SEEN = 300;

    static final CellTask TASK = CellTask.of(
                    "gains-of-tier-1",
                    CellTask.axes("scenario=30/2/3/3 markets=400 chosenOn=same"),
                    Gains.COLUMNS,
                    TierOneGainsTask::check,
                    TierOneGainsTask::run)
            .withEffort(settings -> Markets.count(settings));

    private TierOneGainsTask() {}

    private static void check(Settings settings, Worlds worlds) {
        worlds.checkNamed(settings, Worlds.SCENARIO);
        worlds.checkNamed(settings, chosenOn(settings));
        Markets.count(settings);
    }

    private static String chosenOn(Settings settings) {
        return settings.text(Gains.CHOSEN_ON).equals(Gains.SAME) ? Worlds.SCENARIO : Gains.CHOSEN_ON;
    }

    private static List<double[]> run(Settings settings, long seed, Worlds worlds) {
        List<OrderBook> own = markets(settings, Worlds.SCENARIO, seed, worlds);
        List<OrderBook> chosenOn =
                chosenOn(settings).equals(Worlds.SCENARIO) ? own : markets(settings, Gains.CHOSEN_ON, seed, worlds);
        if (own.size() < 2 || chosenOn.size() < 2) {
            throw new IllegalStateException("too few draws with overload: nothing to choose on, or nothing to clear");
        }
        List<OrderBook> later = own.subList(seen(own), own.size());
        return List.of(Gains.row(Gains.rules(0, PARTS, chosenOn.subList(0, seen(chosenOn))), later, seed));
    }

    private static int seen(List<OrderBook> books) {
        return Math.min(SEEN, books.size() / 2);
    }

    private static List<OrderBook> markets(Settings settings, String axis, long seed, Worlds worlds) {
        int later = Markets.count(settings);
        int draws = Math.min(SEEN, later) + later;
        return worlds
                .given(settings, axis)
                .map(scenario -> AuctionMarket.audited(scenario, seed, draws, TaskRunner.CALLER))
                .orElseGet(() -> ofScenarios(ScenarioSampler.standard(Worlds.counts(settings, axis)), seed, draws))
                .stream()
                .map(market -> market.inParts(PARTS))
                .toList();
    }

    private static List<AuctionMarket> ofScenarios(ScenarioSampler sampler, long seed, int count) {
        RandomStreams streams = new RandomStreams(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> sampler.sample(
                        "drawn", streams.stream("gains-scenarios", i).nextLong()))
                .flatMap(scenario -> AuctionMarket.audited(scenario, seed, 1, TaskRunner.CALLER).stream())
                .toList();
    }
}

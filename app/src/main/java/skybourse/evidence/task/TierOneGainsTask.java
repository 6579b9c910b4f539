package skybourse.evidence.task;

import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.evidence.choice.GainsShare;
import skybourse.evidence.choice.RandomMarkets;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.tier2.auction.OrderBook;

/**
 * Gains from trade as in {@link GainsTask}, without Bayes-optimal moves, in markets that result from tier 1. The markets come from one scenario with
 * resampled tasks, as in {@code audit}, or each from its own sampled scenario. Prices are chosen on the first markets.
 *
 * <p>Limit prices are expressed as parts of the distance between the start clocks of the market. Within one scenario the costs of aerial agents are
 * nearly the same in every sample, which favours rules that have seen earlier samples. Prices can therefore be chosen on another scenario.
 */
final class TierOneGainsTask {

    private static final int PARTS = 100;
    private static final int SEEN = 300;

    static final CellTask TASK = CellTask.of(
                    "gains-of-tier-1",
                    CellTask.axes("scenario=30/2/3/3 markets=400 chosenOn=same"),
                    GainsShare.COLUMNS,
                    TierOneGainsTask::check,
                    TierOneGainsTask::run)
            .withEffort(settings -> RandomMarkets.count(settings));

    private TierOneGainsTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        scenarios.checkNamed(settings, ScenarioSource.SCENARIO);
        scenarios.checkNamed(settings, chosenOn(settings));
        RandomMarkets.count(settings);
    }

    private static String chosenOn(GridPoint settings) {
        return settings.text(GainsShare.CHOSEN_ON).equals(GainsShare.SAME)
                ? ScenarioSource.SCENARIO
                : GainsShare.CHOSEN_ON;
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        List<OrderBook> own = markets(settings, ScenarioSource.SCENARIO, seed, scenarios);
        List<OrderBook> chosenOn = chosenOn(settings).equals(ScenarioSource.SCENARIO)
                ? own
                : markets(settings, GainsShare.CHOSEN_ON, seed, scenarios);
        if (own.size() < 2 || chosenOn.size() < 2) {
            throw new IllegalStateException("too few draws with overload: nothing to choose on, or nothing to clear");
        }
        List<OrderBook> later = own.subList(seen(own), own.size());
        return List.of(GainsShare.row(GainsShare.rules(0, PARTS, chosenOn.subList(0, seen(chosenOn))), later, seed));
    }

    private static int seen(List<OrderBook> books) {
        return Math.min(SEEN, books.size() / 2);
    }

    private static List<OrderBook> markets(GridPoint settings, String axis, long seed, ScenarioSource scenarios) {
        int later = RandomMarkets.count(settings);
        int draws = Math.min(SEEN, later) + later;
        return scenarios
                .givenScenario(settings, axis)
                .map(scenario -> AuctionMarket.audited(scenario, seed, draws, TaskRunner.CALLER))
                .orElseGet(
                        () -> ofScenarios(ScenarioSampler.standard(ScenarioSource.counts(settings, axis)), seed, draws))
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

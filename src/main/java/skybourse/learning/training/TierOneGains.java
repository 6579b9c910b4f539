package skybourse.learning.training;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.GainsTable;
import skybourse.tier2.audit.MarketDistribution.Shape;

/**
 * Rows of a {@link GainsTable} with the markets that tier 1 leads to: one scenario with its tasks drawn anew, as {@code audit} draws them,
 * and scenarios drawn one by one, after the prices were chosen on others.
 *
 * <p>Limits are parts of the gap between a market's start clocks. Within one scenario aerial agents cost nearly the same in every draw, which
 * flatters whatever has seen it; so each row is also cleared with what was chosen on the other.
 */
public final class TierOneGains {

    private static final int PARTS = 100;
    private static final int MOST_MARKETS = 400;
    private static final int SEEN = 300;
    private static final ScenarioSampler.Counts COUNTS = new ScenarioSampler.Counts(30, 2, 3, 3);

    private TierOneGains() {}

    /**
     * Draws the markets of both rows.
     *
     * @param markets how many draws of each are cleared, at most {@value #MOST_MARKETS}; draws without overload lead to none, and too few
     *     of them to no rows
     * @param seed fixes the draws
     */
    public static List<GainsTable.Given> markets(Scenario scenario, long markets, long seed) {
        int later = (int) Math.min(markets, MOST_MARKETS);
        int draws = Math.min(SEEN, later) + later;
        List<OrderBook> one = inParts(AuctionMarket.audited(scenario, seed, draws));
        List<OrderBook> many = inParts(ofScenarios(seed, draws));
        if (one.size() < 2 || many.size() < 2) {
            return List.of(); // nothing to choose prices on, or nothing left to clear
        }
        return List.of(
                row("tasks of " + scenario.name(), one, "other scenarios", many),
                row("other scenarios", many, "tasks of " + scenario.name(), one));
    }

    private static GainsTable.Given row(String name, List<OrderBook> own, String other, List<OrderBook> others) {
        List<OrderBook> later = own.subList(seen(own), own.size());
        Shape shape = new Shape(
                most(own, book -> traders(book, Side.BUYERS)),
                most(own, book -> traders(book, Side.SELLERS)),
                most(own, book -> book.orders().mapToInt(Order::lot)),
                0,
                PARTS);
        return new GainsTable.Given(
                name, shape, own.subList(0, seen(own)), later, other, others.subList(0, seen(others)), false);
    }

    private static int most(List<OrderBook> books, Function<OrderBook, IntStream> sizes) {
        return books.stream().flatMapToInt(sizes).max().orElse(1);
    }

    private static IntStream traders(OrderBook book, Side side) {
        return IntStream.of((int)
                book.orders(side).stream().map(Order::participant).distinct().count());
    }

    private static int seen(List<OrderBook> books) {
        return Math.min(SEEN, books.size() / 2);
    }

    private static List<OrderBook> inParts(List<AuctionMarket> markets) {
        return markets.stream().map(market -> market.inParts(PARTS)).toList();
    }

    private static List<AuctionMarket> ofScenarios(long seed, int count) {
        RandomStreams streams = new RandomStreams(seed);
        ScenarioSampler sampler = ScenarioSampler.standard(COUNTS);
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> sampler.sample(
                        "drawn", streams.stream("gains-scenarios", i).nextLong()))
                .flatMap(scenario -> AuctionMarket.audited(scenario, seed, 1).stream())
                .toList();
    }
}

package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.EfficientTrade;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.MultiUnitSplit;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.PostedPrice;
import skybourse.tier2.auction.StronglyBalanced;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.audit.MarketDistribution.Shape;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.dropout.BayesMoves;
import skybourse.tier2.clock.dropout.DropOutClocks;
import skybourse.tier2.clock.dropout.DropOutPrior;
import skybourse.tier2.clock.dropout.MeetAt;
import skybourse.tier2.clock.dropout.MoreInMoves;

/**
 * What truth costs in gains from trade, over laws with one lot a trader and with several, and what a wrong prior costs.
 *
 * @param rows one for each size and law
 */
public record GainsTable(List<Row> rows) {

    /** The ways, in the order of each row's shares; lies pay by {@code coarse} steps, and by {@code sbba} with several lots. */
    public static final List<String> WAYS = List.of(
            "sbba",
            "coarse",
            "muda",
            "posted-middle",
            "posted-best",
            "more-in",
            "bayes",
            "posted-other",
            "bayes-other");

    private static final int SEEN = 1_000; // markets seen before the prices were chosen
    private static final int DRAWS = 400;

    /**
     * Markets of one size and law.
     *
     * @param law of the limits
     * @param shape how many traders, lots and ticks
     * @param other the law that the last two ways were made for instead
     * @param markets how many were drawn
     * @param shares of the sum of all possible gains, by each of {@link #WAYS}; NaN where the way was not tried
     * @param halfWidth the widest 95 % interval of a share, half of it
     */
    public record Row(String law, Shape shape, String other, long markets, List<Double> shares, double halfWidth) {

        public Row {
            shares = List.copyOf(shares);
        }
    }

    public GainsTable {
        rows = List.copyOf(rows);
    }

    /**
     * Markets, some of which were seen before prices were chosen.
     *
     * @param law their name
     * @param shape the most traders and lots of a market, and the ticks between which all limits lie
     * @param seen markets seen before the prices were chosen
     * @param later those that are cleared
     * @param other what the last two ways were made for instead
     * @param othersSeen markets of it
     * @param bayes whether the two Bayes-optimal ways are tried; where a market has dozens of lots one auction takes them seconds
     */
    public record Given(
            String law,
            Shape shape,
            List<OrderBook> seen,
            List<OrderBook> later,
            String other,
            List<OrderBook> othersSeen,
            boolean bayes) {

        public Given {
            seen = List.copyOf(seen);
            later = List.copyOf(later);
            othersSeen = List.copyOf(othersSeen);
        }
    }

    /** Where the markets of a row come from. */
    private record Place(String law, Shape shape, String other, Law draws, Law otherDraws) {

        static Place unit(String law, int buyers, int sellers, int ticks, String other) {
            return new Place(
                    law,
                    new Shape(buyers, sellers, 1, 1, ticks),
                    other,
                    Law.of(UnitLaws.of(law, buyers, sellers, ticks)),
                    Law.of(UnitLaws.of(other, buyers, sellers, ticks)));
        }

        static Place lots(String law, Shape shape, String other) {
            MarketDistribution drawn = MarketDistribution.named(law, shape);
            MarketDistribution wrong = MarketDistribution.named(other, shape);
            return new Place(law, shape, other, drawn::market, wrong::market);
        }

        Given drawn(long markets, RandomStreams streams) {
            return new Given(
                    law,
                    shape,
                    drawn(draws, streams, "gains-seen", SEEN),
                    drawn(draws, streams, "gains", markets),
                    other,
                    drawn(otherDraws, streams, "gains-seen", SEEN),
                    true);
        }

        private static List<OrderBook> drawn(Law law, RandomStreams streams, String purpose, long markets) {
            return LongStream.range(0, markets)
                    .mapToObj(i -> law.market(streams.stream(purpose, i)))
                    .toList();
        }
    }

    /** Draws a market. */
    private interface Law {
        OrderBook market(RandomGenerator random);

        static Law of(MarketComponent traders) {
            return random -> traders.draw(random).book();
        }
    }

    /**
     * Draws markets and clears them in every way.
     *
     * @param markets how many of each row
     * @param largest sizes with more traders on a side are left out
     * @param seed fixes the markets
     * @param given further rows
     */
    public static GainsTable of(long markets, int largest, long seed, List<Given> given) {
        Checks.positive(markets, "markets");
        RandomStreams streams = new RandomStreams(seed);
        Stream<Given> drawn = places().stream()
                .filter(place -> fits(place.shape, largest))
                .map(place -> place.drawn(markets, streams));
        return new GainsTable(Stream.concat(drawn, given.stream().filter(place -> fits(place.shape, largest)))
                .map(place -> row(place, seed))
                .toList());
    }

    private static boolean fits(Shape shape, int largest) {
        return Math.max(shape.buyers(), shape.sellers()) <= largest;
    }

    private static List<Place> places() {
        List<Place> places = new ArrayList<>();
        places.add(Place.unit("uniform", 1, 1, 50, "narrow"));
        for (String law : UnitLaws.NAMES) {
            places.add(Place.unit(law, 5, 3, 50, law.equals("uniform") ? "tier1-like" : "uniform"));
        }
        places.add(Place.unit("low", 5, 3, 50, "high"));
        places.add(Place.unit("high", 5, 3, 50, "low"));
        for (int size : new int[] {2, 3}) {
            places.add(Place.lots("uniform", new Shape(size, size, 5, 1, 40), "rising-costs"));
        }
        places.add(Place.lots("rising-costs", new Shape(3, 3, 5, 1, 40), "uniform"));
        for (int[] size : new int[][] {{1, 1}, {1, 3}, {2, 3}, {3, 3}}) {
            places.add(Place.lots("tier1-lots", new Shape(size[0], size[1], 8, 0, 62), "uniform"));
        }
        return places;
    }

    private static Row row(Given place, long seed) {
        List<Optional<AuctionRule>> rules = rules(place);
        double optimum = 0;
        double optimumSquares = 0;
        double[] sums = new double[rules.size()];
        double[] squares = new double[rules.size()];
        double[] products = new double[rules.size()];
        for (int i = 0; i < place.later.size(); i++) {
            OrderBook book = place.later.get(i);
            TieOrder ties = new TieOrder.ByLot(seed, i);
            double most = new EfficientTrade().clear(book, ties).welfareTicks(book);
            optimum += most;
            optimumSquares += most * most;
            for (int rule = 0; rule < sums.length; rule++) {
                double gains = rules.get(rule)
                        .map(way -> way.clear(book, ties).welfareTicks(book))
                        .orElse(0L);
                sums[rule] += gains;
                squares[rule] += gains * gains;
                products[rule] += gains * most;
            }
        }
        List<Double> shares = new ArrayList<>();
        double widest = 0;
        for (int rule = 0; rule < sums.length; rule++) {
            double share = sums[rule] / optimum;
            shares.add(rules.get(rule).isPresent() ? share : Double.NaN);
            double rest = squares[rule] - 2 * share * products[rule] + share * share * optimumSquares;
            widest = Math.max(widest, 1.96 * Math.sqrt(Math.max(0, rest)) / optimum);
        }
        return new Row(place.law, place.shape, place.other, place.later.size(), shares, widest);
    }

    private static List<Optional<AuctionRule>> rules(Given place) {
        long low = place.shape.lowTicks();
        long high = place.shape.highTicks();
        return List.of(
                Optional.of(new StronglyBalanced()),
                Optional.of(new DoubleDutch(
                        high,
                        low,
                        Turns.SHORTER,
                        Clearing.STRONGLY_BALANCED_REDUCTION,
                        new FixedStep(Math.max(1, (high - low + 1) / 6)))),
                Optional.of(new MultiUnitSplit()),
                Optional.of(new PostedPrice((high + low) / 2)),
                Optional.of(new DropOutClocks(high, low, MeetAt.best(place.seen, low, high))),
                Optional.of(new DropOutClocks(high, low, new MoreInMoves(1))),
                place.bayes ? Optional.of(bayes(place.seen, low, high)) : Optional.empty(),
                Optional.of(new DropOutClocks(high, low, MeetAt.best(place.othersSeen, low, high))),
                place.bayes ? Optional.of(bayes(place.othersSeen, low, high)) : Optional.empty());
    }

    private static AuctionRule bayes(List<OrderBook> seen, long low, long high) {
        return new DropOutClocks(high, low, new BayesMoves(DropOutPrior.Seen.of(seen, DRAWS), low, high));
    }
}

package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.Effort;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Geometric;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.refining.BestQuestions;
import skybourse.tier2.clock.refining.BestQuestions.Asking;
import skybourse.tier2.clock.refining.Bisection;
import skybourse.tier2.clock.refining.ExpectedCrossing;
import skybourse.tier2.clock.refining.LeastProof;
import skybourse.tier2.clock.refining.PriorCrossing;
import skybourse.tier2.clock.refining.Questioner;
import skybourse.tier2.clock.refining.RefiningClocks;
import skybourse.tier2.clock.refining.RefiningDutch;

/**
 * How much talk refining clocks take by each way of asking, between the cheapest proof of the outcome and coarse steps that end elsewhere.
 *
 * @param rows one for each size and law
 */
public record TalkTable(List<Row> rows) {

    /** The ways, in the order of each row's cells: coarse steps of a sixth of the range, which lies can move, then refining clocks. */
    public static final List<String> WAYS = List.of(
            "coarse",
            "fixed",
            "geometric",
            "bisection",
            "estimate",
            "estimate-one-side",
            "estimate-known-law",
            "estimate-known-law-one-side");

    /** Each size with the number of ticks of the laws in {@link UnitLaws}, and how many times fewer markets it gets. */
    private static final int[][] SIZES = {
        {3, 2, 12, 12, 12, 0, 1},
        {5, 3, 50, 30, 30, 124, 1},
        {20, 10, 50, 30, 30, 124, 4},
        {50, 50, 50, 30, 30, 124, 12}
    };

    private static final int MOST_TRADERS_ONE_SIDE = 5;
    private static final int MOST_TRADERS_BOTH_SIDES = 8;
    private static final int MOST_TICKS = 50;

    /**
     * What one way takes in a market.
     *
     * @param messages one to each who is told, one from each who accepts
     * @param announcements prices that were announced to a side
     */
    public record Talk(Estimate messages, Estimate announcements) {}

    /**
     * Markets of one size and law.
     *
     * @param law of the limits
     * @param traders how many, and their laws
     * @param ticks limits lie on 1 to this, where the clocks start
     * @param floor messages of the cheapest proof of the outcome by one who knows it
     * @param talk of each of {@link #WAYS}
     * @param bothSides the best of all that ask both sides at one price; empty where it was not solved
     * @param oneSide the best of all; empty where it was not solved
     */
    public record Row(
            String law,
            MarketComponent traders,
            int ticks,
            Estimate floor,
            List<Talk> talk,
            Optional<BestQuestions> bothSides,
            Optional<BestQuestions> oneSide) {

        public Row {
            talk = List.copyOf(talk);
        }
    }

    public TalkTable {
        rows = List.copyOf(rows);
    }

    /**
     * Draws markets and lets each way clear them. The exact programs are solved up to 50 ticks: of both sides for up to eight traders, of
     * one side for up to five.
     *
     * @param markets how many of 3 x 2 and 5 x 3; a fourth of it are of 20 x 10, a twelfth of 50 x 50
     * @param largest sizes with more traders on a side are left out
     * @param seed fixes the markets
     */
    public static TalkTable of(long markets, int largest, long seed) {
        Checks.positive(markets, "markets");
        List<Row> rows = new ArrayList<>();
        for (int[] size : SIZES) {
            for (int law = 0; law < UnitLaws.NAMES.size(); law++) {
                int ticks = size[2 + law];
                if (ticks > 0 && Math.max(size[0], size[1]) <= largest) {
                    long count = Math.max(1, markets / size[6]);
                    rows.add(row(UnitLaws.NAMES.get(law), size[0], size[1], ticks, count, seed));
                }
            }
        }
        return new TalkTable(rows);
    }

    /** Makes one row. */
    static Row row(String law, int buyers, int sellers, int ticks, long count, long seed) {
        MarketComponent traders = UnitLaws.of(law, buyers, sellers, ticks);
        RandomStreams streams = new RandomStreams(seed);
        Moments floor = new Moments();
        List<Way> ways = ways(traders, ticks, seed);
        for (long i = 0; i < count; i++) {
            MarketDraw market = traders.draw(streams.stream("talk", i));
            floor.add((double) LeastProof.messages(market, ticks, 1));
            ways.forEach(way -> way.take(market));
        }
        List<Talk> talk = ways.stream().map(Way::talk).toList();
        return new Row(
                law,
                traders,
                ticks,
                floor.estimate(),
                talk,
                best(traders, ticks, Asking.BOTH_SIDES, MOST_TRADERS_BOTH_SIDES),
                best(traders, ticks, Asking.ONE_SIDE, MOST_TRADERS_ONE_SIDE));
    }

    private static List<Way> ways(MarketComponent traders, int ticks, long seed) {
        DoubleDutch coarse = new DoubleDutch(
                ticks, 1, Turns.SHORTER, Clearing.STRONGLY_BALANCED_REDUCTION, new FixedStep(ticks / 6));
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(market ->
                coarse.clear(market.book(), new TieOrder.ByLot(seed, 0)).effort()));
        for (Questioner questioner : List.of(
                new RefiningClocks(new FixedStep(1)),
                new RefiningClocks(new Geometric(4)),
                new Bisection(),
                new ExpectedCrossing(false),
                new ExpectedCrossing(true),
                new PriorCrossing(traders, ticks, 1, false),
                new PriorCrossing(traders, ticks, 1, true))) {
            RefiningDutch rule = new RefiningDutch(ticks, 1, questioner);
            ways.add(new Way(
                    market -> rule.count(market.bidTicks(), market.askTicks()).effort()));
        }
        return ways;
    }

    private static Optional<BestQuestions> best(MarketComponent traders, int ticks, Asking asking, int mostTraders) {
        return traders.buyers() + traders.sellers() > mostTraders || ticks > MOST_TICKS
                ? Optional.empty()
                : BestQuestions.solve(traders, ticks, 1, asking, BestQuestions.MOST_STATES);
    }

    /** A way to clear a market, and what it has taken so far. */
    private record Way(Function<MarketDraw, Effort> clear, Moments messages, Moments announcements) {

        Way(Function<MarketDraw, Effort> clear) {
            this(clear, new Moments(), new Moments());
        }

        void take(MarketDraw market) {
            Effort effort = clear.apply(market);
            messages.add((double) effort.messages());
            announcements.add(effort.announcements());
        }

        Talk talk() {
            return new Talk(messages.estimate(), announcements.estimate());
        }
    }
}

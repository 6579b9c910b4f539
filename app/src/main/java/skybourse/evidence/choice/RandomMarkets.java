package skybourse.evidence.choice;

import java.util.SequencedMap;
import skybourse.base.random.RandomStreams;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.audit.MarketDistribution;

/** Random auction markets that the settings of a cell describe. */
public final class RandomMarkets {

    /**
     * Axis of the numbers of buyers and sellers, such as {@code 5/3}. If traders may have several lots, their maximum number is added, as in {@code
     * 5/3/2}.
     */
    public static final String SIZE = "market";

    /** Axis of the distribution of limit prices. */
    public static final String LAW = "law";

    /** Axis of the lowest and the highest limit price, in ticks. */
    public static final String RANGE = "range";

    /** Axis of the number of markets that a cell samples. */
    public static final String MARKETS = "markets";

    private RandomMarkets() {}

    /** Returns the axes of a market and its rule. */
    public static SequencedMap<String, String> axes() {
        return CellTask.axes(CellTask.axes("market=5/3 law=uniform range=0/50 markets=200"), RuleResolver.axes());
    }

    /**
     * Checks the settings of a market and its rule.
     *
     * @throws IllegalArgumentException if they are invalid, or if the rule does not accept this number of lots per trader
     */
    public static void check(GridPoint settings, ScenarioSource scenarios) {
        int lots = of(settings).shape().lots();
        count(settings);
        AuctionRule rule = RuleResolver.checkDrawn(settings, scenarios);
        if (lots > rule.traits().mostLots()) {
            throw new IllegalArgumentException(RuleResolver.RULE + " must take " + lots + " lots of a trader: "
                    + settings.text(RuleResolver.RULE));
        }
    }

    /**
     * Returns the number of markets that a cell samples.
     *
     * @throws IllegalArgumentException if it is not a whole number from 1
     */
    public static int count(GridPoint settings) {
        return settings.count(MARKETS, 1);
    }

    /**
     * Returns the distribution of the markets.
     *
     * @throws IllegalArgumentException if the settings are invalid
     */
    public static MarketDistribution of(GridPoint settings) {
        return MarketDistribution.named(settings.word(LAW, MarketDistribution.NAMES), shape(settings));
    }

    /**
     * Returns the numbers of traders and lots and the range of limit prices.
     *
     * @throws IllegalArgumentException if the settings are invalid
     */
    public static MarketDistribution.Shape shape(GridPoint settings) {
        boolean severalLots = settings.text(SIZE).split("/", -1).length == 3;
        int[] size = settings.counts(SIZE, severalLots ? 3 : 2);
        int[] range = settings.counts(RANGE, 2);
        return new MarketDistribution.Shape(size[0], size[1], severalLots ? size[2] : 1, range[0], range[1]);
    }

    /**
     * Returns the rule of one market. Its clocks start at the ends of the range.
     *
     * @param seed seed of the cell
     * @param market number of the market; a random policy uses different random numbers in each market
     */
    public static AuctionRule rule(GridPoint settings, ScenarioSource scenarios, long seed, long market) {
        int[] range = settings.counts(RANGE, 2);
        return RuleResolver.of(settings, scenarios, range[1], range[0], new RandomStreams(seed).key("policy", market));
    }
}

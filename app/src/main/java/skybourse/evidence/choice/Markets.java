package skybourse.evidence.choice;

import java.util.SequencedMap;
import skybourse.base.random.RandomStreams;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.audit.MarketDistribution;

/** Random auction markets by the settings of a cell. */
public final class Markets {

    /** Axis: how many buyers and sellers, such as {@code 5/3}, and most lots of a trader where these are not one, {@code 5/3/2}. */
    public static final String SIZE = "market";

    /** Axis: the law of the values. */
    public static final String LAW = "law";

    /** Axis: the lowest and the highest value. */
    public static final String RANGE = "range";

    /** Axis: how many markets a cell draws. */
    public static final String MARKETS = "markets";

    private Markets() {}

    /** Returns the axes of a market and of its rule. */
    public static SequencedMap<String, String> axes() {
        return CellTask.axes(CellTask.axes("market=5/3 law=uniform range=0/50 markets=200"), RuleChoice.axes());
    }

    /** Throws where the settings make no market or rule. */
    public static void check(Settings settings, Worlds worlds) {
        int lots = of(settings).shape().lots();
        count(settings);
        AuctionRule rule = RuleChoice.checkDrawn(settings, worlds);
        if (lots > rule.traits().mostLots()) {
            throw new IllegalArgumentException(
                    RuleChoice.RULE + " must take " + lots + " lots of a trader: " + settings.text(RuleChoice.RULE));
        }
    }

    /** Returns how many markets a cell draws. */
    public static int count(Settings settings) {
        return settings.count(MARKETS, 1);
    }

    /** Returns where markets come from. */
    public static MarketDistribution of(Settings settings) {
        return MarketDistribution.named(settings.word(LAW, MarketDistribution.NAMES), shape(settings));
    }

    /** Returns how many traders, lots and ticks. */
    public static MarketDistribution.Shape shape(Settings settings) {
        boolean severalLots = settings.text(SIZE).split("/", -1).length == 3;
        int[] size = settings.counts(SIZE, severalLots ? 3 : 2);
        int[] range = settings.counts(RANGE, 2);
        return new MarketDistribution.Shape(size[0], size[1], severalLots ? size[2] : 1, range[0], range[1]);
    }

    /** Returns the rule of one market, its clocks starting at the ends of the range. */
    public static AuctionRule rule(Settings settings, Worlds worlds, long seed, long market) {
        int[] range = settings.counts(RANGE, 2);
        return RuleChoice.of(settings, worlds, range[1], range[0], new RandomStreams(seed).key("policy", market));
    }
}

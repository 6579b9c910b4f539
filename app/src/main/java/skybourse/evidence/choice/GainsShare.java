package skybourse.evidence.choice;

import java.util.List;
import skybourse.base.numeric.Normal95;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;
import skybourse.tier2.clock.dropout.BayesDropOutPolicy;
import skybourse.tier2.clock.dropout.DropOutAuction;
import skybourse.tier2.clock.dropout.DropOutPrior;
import skybourse.tier2.clock.dropout.LargerSidePolicy;
import skybourse.tier2.clock.dropout.PostedPricePolicy;
import skybourse.tier2.rule.EfficientTrade;
import skybourse.tier2.rule.MultiUnitDoubleAuction;
import skybourse.tier2.rule.PostedPrice;
import skybourse.tier2.rule.StronglyBalancedAuction;

/**
 * Measurement of the share of the attainable gains from trade that auction rules realize with truthful traders. Two of the rules are not
 * truthful: {@code coarse}, whose steps are a sixth of the range, and {@code sbba} if traders have several lots.
 */
public final class GainsShare {

    /** Axis that selects the earlier markets. The best posted price and the Bayes-optimal moves are chosen on them. */
    public static final String CHOSEN_ON = "chosenOn";

    /** Value of {@link #CHOSEN_ON} for earlier markets with the distribution of the cleared markets. */
    public static final String SAME = "same";

    /** Columns that are measured for every kind of market. */
    public static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn(
                    "halfWidth95", "share", "half-width of the widest 95 % interval of the shares in this row"),
            new MeasuredColumn("sbba", "share", "of attainable gains, strongly balanced auction"),
            new MeasuredColumn(
                    "coarse", "share", "of attainable gains, two clocks with steps of one sixth of the range"),
            new MeasuredColumn("muda", "share", "of attainable gains, two half markets that set each other's price"),
            new MeasuredColumn("postedMiddle", "share", "of attainable gains, posted price in the middle of the range"),
            new MeasuredColumn(
                    "postedBest", "share", "of attainable gains, posted price that is best in sample markets"),
            new MeasuredColumn(
                    "moreIn",
                    "share",
                    "of attainable gains, the clock of the longer side moves until both sides are equal"));

    /** Column of the Bayes-optimal moves. Their computation takes seconds for an auction of dozens of lots. */
    public static final MeasuredColumn BAYES = new MeasuredColumn(
            "bayes", "share", "of all attainable gains, by optimal clock moves for a known distribution");

    private static final int DRAWS = 400;

    private GainsShare() {}

    /**
     * Returns the rules of {@link #COLUMNS}, in the order of the columns after {@code halfWidth95}.
     *
     * @param low lowest limit price, in ticks
     * @param high highest limit price, in ticks
     * @param seen earlier markets on which a posted price is chosen
     */
    public static List<AuctionRule> rules(long low, long high, List<OrderBook> seen) {
        FixedStep coarse = new FixedStep(Math.max(1, (high - low + 1) / 6));
        return List.of(
                new StronglyBalancedAuction(),
                new DoubleDutch(high, low, TurnOrder.SHORTER, ClearingRule.STRONGLY_BALANCED_REDUCTION, coarse),
                new MultiUnitDoubleAuction(),
                new PostedPrice((high + low) / 2),
                new DropOutAuction(high, low, PostedPricePolicy.best(seen, low, high)),
                new DropOutAuction(high, low, new LargerSidePolicy(1)));
    }

    /**
     * Returns the rule of {@link #BAYES}.
     *
     * @param low lowest limit price, in ticks
     * @param high highest limit price, in ticks
     * @param seen earlier markets, which are the prior
     */
    public static AuctionRule bayes(long low, long high, List<OrderBook> seen) {
        return new DropOutAuction(
                high, low, new BayesDropOutPolicy(DropOutPrior.EmpiricalPrior.of(seen, DRAWS), low, high));
    }

    /**
     * Returns the half-width of the widest 95 % interval, then each rule's share of the attainable gains.
     *
     * @param seed seed of ties
     */
    public static double[] row(List<AuctionRule> rules, List<OrderBook> markets, long seed) {
        double[] possible = gains(new EfficientTrade(), markets, seed);
        double optimum = sum(possible);
        double[] row = new double[1 + rules.size()];
        for (int rule = 0; rule < rules.size(); rule++) {
            double[] gains = gains(rules.get(rule), markets, seed);
            double share = sum(gains) / optimum;
            row[0] = Math.max(row[0], Normal95.Z * Math.sqrt(squares(gains, possible, share)) / optimum);
            row[1 + rule] = share;
        }
        return row;
    }

    private static double squares(double[] gains, double[] possible, double share) {
        double squares = 0;
        for (int i = 0; i < gains.length; i++) {
            squares += (gains[i] - share * possible[i]) * (gains[i] - share * possible[i]);
        }
        return squares;
    }

    private static double[] gains(AuctionRule rule, List<OrderBook> markets, long seed) {
        double[] gains = new double[markets.size()];
        for (int i = 0; i < gains.length; i++) {
            OrderBook book = markets.get(i);
            gains[i] = rule.clear(book, new TieOrder.Lottery(seed, i)).welfareTicks(book);
        }
        return gains;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}

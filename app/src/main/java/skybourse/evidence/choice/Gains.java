package skybourse.evidence.choice;

import java.util.List;
import skybourse.base.numeric.Normal95;
import skybourse.evidence.sweep.Column;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.dropout.BayesMoves;
import skybourse.tier2.clock.dropout.DropOutClocks;
import skybourse.tier2.clock.dropout.DropOutPrior;
import skybourse.tier2.clock.dropout.MeetAt;
import skybourse.tier2.clock.dropout.MoreInMoves;
import skybourse.tier2.rule.EfficientTrade;
import skybourse.tier2.rule.MultiUnitSplit;
import skybourse.tier2.rule.PostedPrice;
import skybourse.tier2.rule.StronglyBalanced;

/**
 * What rules keep of all that trade could gain, where everybody tells the truth. Lies pay by {@code coarse} steps, a sixth of the range, and by
 * {@code sbba} with several lots; under the others the truth is best.
 */
public final class Gains {

    /** Axis: whose markets, seen before, the best posted price and Bayes-optimal moves are chosen on. */
    public static final String CHOSEN_ON = "chosenOn";

    /** The value of that axis for markets like those that are cleared. */
    public static final String SAME = "same";

    /** The columns that every market has. */
    public static final List<Column> COLUMNS = List.of(
            new Column("halfWidth95", "share", "half-width of the widest 95 % interval of the shares in this row"),
            new Column("sbba", "share", "of attainable gains, strongly balanced auction"),
            new Column("coarse", "share", "of attainable gains, two clocks with steps of one sixth of the range"),
            new Column("muda", "share", "of attainable gains, two half markets that set each other's price"),
            new Column("postedMiddle", "share", "of attainable gains, posted price in the middle of the range"),
            new Column("postedBest", "share", "of attainable gains, posted price that is best in sample markets"),
            new Column(
                    "moreIn",
                    "share",
                    "of attainable gains, the clock of the longer side moves until both sides are equal"));

    /** The column of Bayes-optimal moves, which take seconds for an auction of dozens of lots. */
    public static final Column BAYES =
            new Column("bayes", "share", "of all attainable gains, by optimal clock moves for a known distribution");

    private static final int DRAWS = 400;

    private Gains() {}

    /** Returns the rules of {@link #COLUMNS} for limits between these, prices chosen on markets seen. */
    public static List<AuctionRule> rules(long low, long high, List<OrderBook> seen) {
        FixedStep coarse = new FixedStep(Math.max(1, (high - low + 1) / 6));
        return List.of(
                new StronglyBalanced(),
                new DoubleDutch(high, low, Turns.SHORTER, Clearing.STRONGLY_BALANCED_REDUCTION, coarse),
                new MultiUnitSplit(),
                new PostedPrice((high + low) / 2),
                new DropOutClocks(high, low, MeetAt.best(seen, low, high)),
                new DropOutClocks(high, low, new MoreInMoves(1)));
    }

    /** Returns the rule of {@link #BAYES}. */
    public static AuctionRule bayes(long low, long high, List<OrderBook> seen) {
        return new DropOutClocks(high, low, new BayesMoves(DropOutPrior.Seen.of(seen, DRAWS), low, high));
    }

    /** Returns half of the widest 95 % interval, then the share of all possible gains by each rule. */
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
            gains[i] = rule.clear(book, new TieOrder.ByLot(seed, i)).welfareTicks(book);
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

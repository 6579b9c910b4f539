package skybourse.tier1.certificate;

import java.util.Arrays;
import skybourse.tier1.certificate.ProfitCeiling.Cell;

/**
 * One leader's expected profit over what its rivals draw, and its ceilings, with rounding added. Where nothing is drawn it is the
 * profit, to the bit. One instance serves leader after leader; for one thread.
 *
 * <p>Right for mixes of a few leaders. Wrong for what a single draw earns: only the sum is bounded.
 */
final class ExpectedProfit {

    private final DrawnMarkets markets;
    private final LeaderProfile[] profiles;
    private int[] draws = new int[0];
    private double[] chances = new double[0];
    private double rounding;

    /** Expected profit by point of the last {@link #evaluate}, money. */
    double[] profit = new double[0];

    /** How far {@link #profit} may be from the truth, money. */
    double[] profitError = new double[0];

    ExpectedProfit(DrawnMarkets markets) {
        this.markets = markets;
        this.profiles = new LeaderProfile[markets.markets().length];
    }

    /** Turns to a leader, for own prices from {@code low} on. */
    void open(int leader, double low) {
        draws = markets.rivals(leader);
        chances = Arrays.stream(draws)
                .mapToDouble(draw -> markets.mix().chance(draw, leader))
                .toArray();
        rounding = Rounding.expectation(draws.length);
        for (int draw : draws) {
            if (profiles[draw] == null) {
                profiles[draw] = new LeaderProfile(markets.markets()[draw]);
            }
            profiles[draw].open(leader, low);
        }
    }

    /** Returns the ceiling at prices where serving anybody costs at least what it brings: nothing but rounding. */
    double ceilingBelowCost(double price) {
        double sum = 0;
        for (int k = 0; k < draws.length; k++) {
            sum += chances[k] * profiles[draws[k]].ceilingBelowCost(price);
        }
        return sum;
    }

    /**
     * Evaluates the expected profit at rising prices, and the sums that {@link #cell} needs.
     *
     * @param wanted whether the cell above each price is wanted
     */
    void evaluate(double[] prices, boolean[] wanted) {
        profit = new double[prices.length];
        profitError = new double[prices.length];
        for (int k = 0; k < draws.length; k++) {
            LeaderProfile drawn = profiles[draws[k]];
            drawn.evaluate(prices, wanted);
            for (int i = 0; i < prices.length; i++) {
                profit[i] += chances[k] * drawn.profit[i];
                profitError[i] += chances[k] * (drawn.profitError[i] + rounding * Math.abs(drawn.profit[i]));
            }
        }
    }

    /** Returns the cell between two neighbouring prices of the last {@link #evaluate}. */
    Cell cell(double[] prices, int i) {
        double from = prices[i];
        double to = prices[i + 1];
        double each = 0;
        double steepest = 0;
        double lowest = 0;
        double terms = 0;
        for (int k = 0; k < draws.length; k++) {
            LeaderProfile drawn = profiles[draws[k]];
            LeaderProfile.Slopes slopes = drawn.slopes(from, to, i);
            each += chances[k] * drawn.cell(prices, i).bound();
            steepest += chances[k] * slopes.steepest();
            lowest += chances[k] * slopes.lowest();
            terms += chances[k] * slopes.terms(drawn.profit[i], drawn.profit[i + 1], to - from);
        }
        double slip = rounding * terms;
        double left = profit[i] + profitError[i];
        double right = profit[i + 1] + profitError[i + 1];
        double together = LeaderProfile.lines(left, right, new LeaderProfile.Slopes(steepest, lowest), to - from);
        double bound = Math.min(each, together) + slip;
        assert !(bound < profit[i] - profitError[i]) && !(bound < profit[i + 1] - profitError[i + 1]) : bound;
        return new Cell(from, to, bound);
    }
}

package skybourse.tier1.certificate;

import java.util.Arrays;
import skybourse.tier1.certificate.ProfitUpperBound.Cell;

/**
 * Expected profit of one leader over the mixed prices of its rivals, and upper bounds on it that include rounding errors. With fixed prices
 * it equals the profit in every bit. Reusable for all leaders; not thread-safe.
 *
 * <p>Only the expectation is bounded, not the profit at a single price vector.
 */
final class ExpectedProfit {

    private final MixedPriceGame markets;
    private final LeaderProfitBounds[] profiles;
    private int[] draws = new int[0];
    private double[] chances = new double[0];
    private double rounding;
    private double[] beforeFixedCost = new double[0];

    /** Expected profit at each price of the last {@link #evaluate}, money. */
    double[] profit = new double[0];

    /** Bound on the error of {@link #profit} at each price, money. */
    double[] profitError = new double[0];

    ExpectedProfit(MixedPriceGame markets) {
        this.markets = markets;
        this.profiles = new LeaderProfitBounds[markets.markets().length];
    }

    /** Selects a leader, whose prices must then be at least {@code low}, money/bit. */
    void open(int leader, double low) {
        draws = markets.rivals(leader);
        chances = Arrays.stream(draws)
                .mapToDouble(draw -> markets.mix().rivalProbability(draw, leader))
                .toArray();
        rounding = RoundingErrorBounds.expectation(draws.length);
        for (int draw : draws) {
            if (profiles[draw] == null) {
                profiles[draw] = new LeaderProfitBounds(markets.markets()[draw]);
            }
            profiles[draw].open(leader, low);
        }
    }

    /**
     * Returns a bound on the expected profit at the given price and all lower ones, money. The bound holds if no sale at these prices
     * covers its cost. It contains only rounding errors.
     */
    double ceilingBelowCost(double price) {
        double sum = 0;
        for (int k = 0; k < draws.length; k++) {
            sum += chances[k] * profiles[draws[k]].boundBelowCost(price);
        }
        return sum;
    }

    /**
     * Computes the expected profit at ascending prices, and the sums that {@link #cell(double[], int)} needs.
     *
     * @param prices prices of the leader, money/bit
     * @param wanted by price: whether the cell above it is needed
     */
    void evaluate(double[] prices, boolean[] wanted) {
        profit = new double[prices.length];
        beforeFixedCost = new double[prices.length];
        profitError = new double[prices.length];
        for (int k = 0; k < draws.length; k++) {
            LeaderProfitBounds drawn = profiles[draws[k]];
            drawn.evaluate(prices, wanted);
            for (int i = 0; i < prices.length; i++) {
                beforeFixedCost[i] += chances[k] * drawn.profit[i];
                profit[i] += chances[k] * (drawn.profit[i] - drawn.fixedCost(i));
                profitError[i] += chances[k]
                        * (drawn.profitError[i]
                                + drawn.fixedCostError(i)
                                + rounding * (Math.abs(drawn.profit[i]) + drawn.fixedCost(i)));
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
        double fixedCost = 0;
        for (int k = 0; k < draws.length; k++) {
            LeaderProfitBounds drawn = profiles[draws[k]];
            LeaderProfitBounds.Slopes slopes = drawn.slopes(from, to, i);
            each += chances[k] * drawn.cell(prices, i).bound();
            steepest += chances[k] * slopes.steepest();
            lowest += chances[k] * slopes.lowest();
            double paid = drawn.leastFixedCost(i);
            fixedCost += chances[k] * paid;
            terms += chances[k] * (slopes.terms(drawn.profit[i], drawn.profit[i + 1], to - from) + paid);
        }
        double slip = rounding * terms;
        double left = beforeFixedCost[i] + profitError[i];
        double right = beforeFixedCost[i + 1] + profitError[i + 1];
        double together =
                LeaderProfitBounds.lines(left, right, new LeaderProfitBounds.Slopes(steepest, lowest), to - from);
        double bound = Math.min(each, together - fixedCost) + slip;
        assert !(bound < profit[i] - profitError[i]) && !(bound < profit[i + 1] - profitError[i + 1]) : bound;
        return new Cell(from, to, bound);
    }
}

package skybourse.tier1.certificate;

import org.jspecify.annotations.Nullable;
import skybourse.tier1.certificate.PackedSalesPass.Marginal;
import skybourse.tier1.certificate.ProfitUpperBound.Cell;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;

/**
 * Profit of one leader at ascending prices, and upper bounds on it between them that include rounding errors. Reusable for all leaders; not
 * thread-safe.
 */
final class LeaderProfitBounds {

    private final PricingGame game;
    private final PackedFollowers column;
    private final PackedSalesPass pass;
    private double costPerWork;
    private double overloadPrice;
    private double capacity;
    private @Nullable CostCurve curve;
    private double fixedCost;
    private double relativeRounding;
    /** Range of the cost of a unit of work in each cell of the last {@link #evaluate}; empty without a curve. */
    private Marginal[] marginals = {};

    private double curveRounding;

    /** Profit before the fixed cost at each price of the last {@link #evaluate}, money. */
    double[] profit = new double[0];

    /** Bound on the error of {@link #profit} at each price, money. */
    double[] profitError = new double[0];

    LeaderProfitBounds(FixedPriceGame market) {
        game = market.game();
        column = new PackedFollowers(market);
        pass = new PackedSalesPass(column);
    }

    /** Selects a leader, whose prices must then be at least {@code low}, money/bit. */
    void open(int leader, double low) {
        LeaderTable table = game.leaderTable();
        costPerWork = table.costPerWork(leader);
        overloadPrice = table.overloadPrice(leader);
        capacity = table.capacity(leader);
        curve = table.curve(leader);
        curveRounding =
                curve == null ? 0 : RoundingErrorBounds.curve(curve.pieces().size());
        fixedCost = table.fixedCost(leader);
        column.gather(leader, low);
        pass.use(costPerWork, overloadPrice);
        relativeRounding = RoundingErrorBounds.sum(column.blocks);
    }

    /**
     * Returns a bound on the profit at the given price and all lower ones, money. The bound holds if no sale at these prices covers its
     * cost. It contains only rounding errors.
     */
    double boundBelowCost(double price) {
        return RoundingErrorBounds.PROFIT * price * column.offeredBits;
    }

    /**
     * Computes the profit at ascending prices, and the sums that {@link #cell(double[], int)} needs.
     *
     * @param prices prices of the leader, money/bit
     * @param wanted by price: whether the cell above it is needed
     */
    void evaluate(double[] prices, boolean[] wanted) {
        profit = new double[prices.length];
        profitError = new double[prices.length];
        if (curve != null) {
            evaluate(prices, wanted, curve);
            return;
        }
        pass.run(prices, wanted);
        for (int k = 0; k < prices.length; k++) {
            double bits = point(k, PackedSalesPass.SOLD_BITS);
            double work = point(k, PackedSalesPass.SOLD_WORK);
            double over = Math.max(0, work - capacity);
            profit[k] = prices[k] * bits - costPerWork * work - overloadPrice * over;
            profitError[k] = prices[k] * bitsError(k)
                    + (costPerWork + overloadPrice) * workError(k)
                    + RoundingErrorBounds.PROFIT * (prices[k] * bits + costPerWork * work + overloadPrice * over);
        }
    }

    /** Evaluates a leader with a curve: first the sales at all prices, then the cells with the slopes of the curve at their loads. */
    private void evaluate(double[] prices, boolean[] wanted, CostCurve cost) {
        pass.run(prices, new boolean[prices.length]);
        marginals = new Marginal[prices.length];
        for (int k = 0; k < prices.length; k++) {
            double bits = point(k, PackedSalesPass.SOLD_BITS);
            double work = point(k, PackedSalesPass.SOLD_WORK);
            double steepest = cost.slopeAbove(work + workError(k));
            double paid = cost.cost(work);
            profit[k] = prices[k] * bits - paid;
            profitError[k] = prices[k] * bitsError(k)
                    + steepest * workError(k)
                    + curveRounding * paid
                    + RoundingErrorBounds.PROFIT * (prices[k] * bits + paid);
            double least = k + 1 < prices.length ? leastWork(k + 1) : 0;
            marginals[k] = new Marginal(cost.slopeBelow(least), steepest);
        }
        pass.run(prices, wanted, marginals);
    }

    private double leastWork(int k) {
        return Math.max(0, point(k, PackedSalesPass.SOLD_WORK) - workError(k));
    }

    private double point(int k, int sum) {
        return pass.points[k * PackedSalesPass.POINT_SUMS + sum];
    }

    private double cellSum(int k, int sum) {
        return pass.cells[k * PriceCellBoundTerms.COUNT + sum];
    }

    private double bitsError(int k) {
        return RoundingErrorBounds.SECOND_ORDER * point(k, PackedSalesPass.BITS_ERROR)
                + relativeRounding * point(k, PackedSalesPass.SOLD_BITS);
    }

    private double workError(int k) {
        return RoundingErrorBounds.SECOND_ORDER * point(k, PackedSalesPass.WORK_ERROR)
                + relativeRounding * point(k, PackedSalesPass.SOLD_WORK);
    }

    /** Returns the cell between two neighbouring prices of the last {@link #evaluate}; its bound contains the fixed cost. */
    Cell cell(double[] prices, int k) {
        double from = prices[k];
        double to = prices[k + 1];
        double left = profit[k] + profitError[k];
        double right = profit[k + 1] + profitError[k + 1];
        double bound = Math.min(monotoneBound(to, k), lines(left, right, slopes(from, to, k), to - from));
        assert !(bound < profit[k] - profitError[k]) && !(bound < profit[k + 1] - profitError[k + 1]) : bound;
        return new Cell(
                from, to, fixedCost > 0 ? Math.max(0, bound - fixedCost * (1 - RoundingErrorBounds.PROFIT)) : bound);
    }

    /** Returns the fixed cost that the leader pays at a price of the last {@link #evaluate}; 0 if it certainly sells nothing. */
    double fixedCost(int k) {
        boolean sellsNothing = point(k, PackedSalesPass.SOLD_WORK) == 0 && point(k, PackedSalesPass.WORK_ERROR) == 0;
        return sellsNothing ? 0 : fixedCost;
    }

    /** Returns a bound on the error of {@link #fixedCost}: the fixed cost itself if the leader may sell nothing. */
    double fixedCostError(int k) {
        return fixedCost(k) > 0 && leastWork(k) == 0 ? fixedCost : RoundingErrorBounds.PROFIT * fixedCost;
    }

    /** Returns the fixed cost that the leader certainly pays at all prices of a cell; 0 if it may sell nothing at one of them. */
    double leastFixedCost(int k) {
        return leastWork(k + 1) > 0 ? fixedCost * (1 - RoundingErrorBounds.PROFIT) : 0;
    }

    /**
     * Returns the monotone bound of a cell. It assumes that followers that pay more than they cost buy as much as at the lower price, and
     * that the others buy as much as at the upper price.
     */
    private double monotoneBound(double to, int k) {
        double bits = point(k, PackedSalesPass.SOLD_BITS) + bitsError(k);
        double work = point(k, PackedSalesPass.SOLD_WORK) + workError(k);
        if (curve != null) {
            return monotoneBound(to, k, bits, work, curve);
        }
        double surelySold = point(k + 1, PackedSalesPass.SOLD_WORK) - workError(k + 1);
        double overload = Math.max(0, (surelySold - capacity) - RoundingErrorBounds.PROFIT * capacity);
        return cellSum(k, PriceCellBoundTerms.MONOTONE)
                + 2 * relativeRounding * (to * bits + costPerWork * work)
                - overloadPrice * overload * (1 - RoundingErrorBounds.PROFIT);
    }

    /** Returns the monotone bound with the tangent of the curve at the smallest load of the cell. The curve is nowhere below it. */
    private double monotoneBound(double to, int k, double bits, double work, CostCurve cost) {
        double slope = marginals[k].lowest();
        double least = leastWork(k + 1);
        double paid = cost.cost(least);
        return cellSum(k, PriceCellBoundTerms.MONOTONE)
                + 2 * relativeRounding * (to * bits + slope * work)
                + (slope * least - paid)
                + curveRounding * (slope * least + paid);
    }

    /**
     * Range of the profit's slope in a cell.
     *
     * @param steepest upper bound of the slope, money per price
     * @param lowest lower bound of the slope
     */
    record Slopes(double steepest, double lowest) {

        /** Returns the sum of the absolute terms in the bound by these slopes. The profits at the ends of the cell are {@code left} and {@code right}. */
        double terms(double left, double right, double width) {
            return Math.abs(left) + Math.abs(right) + (Math.abs(steepest) + Math.abs(lowest)) * width;
        }
    }

    /** Returns the range of the slope in a cell of the last {@link #evaluate}. */
    Slopes slopes(double from, double to, int k) {
        double highestCost = curve == null ? costPerWork + overloadPrice : marginals[k].highest();
        double rounding = 2
                * relativeRounding
                * (to * cellSum(k, PriceCellBoundTerms.BITS_FALL)
                        + highestCost * cellSum(k, PriceCellBoundTerms.WORK_FALL));
        double steepest = highestFactor(k) + point(k, PackedSalesPass.SOLD_BITS) + bitsError(k) + rounding;
        double lowest = lowestFactor(k) + point(k + 1, PackedSalesPass.SOLD_BITS) - bitsError(k + 1) - rounding;
        assert !(steepest < lowest) : steepest + " < " + lowest;
        return new Slopes(steepest, lowest);
    }

    /**
     * Returns the profit bound that follows from the slopes, with rounding errors. The profit is below two lines: one of the steepest slope
     * through the left end, and one of the lowest slope through the right end.
     */
    static double lines(double left, double right, Slopes slopes, double width) {
        double slip = RoundingErrorBounds.BOUND * slopes.terms(left, right, width);
        return highestPoint(left, right, slopes.steepest(), slopes.lowest(), width) + slip;
    }

    /** Returns the highest point under a line of slope {@code steepest} from the left end and one of slope {@code lowest} to the right end. */
    private static double highestPoint(double left, double right, double steepest, double lowest, double width) {
        if (steepest <= 0) {
            return left;
        }
        if (lowest >= 0) {
            return right;
        }
        double meet = (right - left - lowest * width) / (steepest - lowest);
        return left + steepest * Math.min(Math.max(meet, 0), width);
    }

    private boolean surelyOver(int k) {
        return point(k + 1, PackedSalesPass.SOLD_WORK) - workError(k + 1) >= capacity;
    }

    private boolean surelyUnder(int k) {
        return point(k, PackedSalesPass.SOLD_WORK) + workError(k) <= capacity;
    }

    private double highestFactor(int k) {
        double plain = cellSum(k, PriceCellBoundTerms.SLOPE_HIGH);
        double loaded = cellSum(k, PriceCellBoundTerms.LOADED_HIGH);
        if (curve != null) {
            return loaded;
        }
        return surelyUnder(k) ? plain : surelyOver(k) ? loaded : Math.max(plain, loaded);
    }

    private double lowestFactor(int k) {
        double plain = cellSum(k, PriceCellBoundTerms.SLOPE_LOW);
        double loaded = cellSum(k, PriceCellBoundTerms.LOADED_LOW);
        if (curve != null) {
            return plain;
        }
        return surelyUnder(k) ? plain : surelyOver(k) ? loaded : Math.min(plain, loaded);
    }
}

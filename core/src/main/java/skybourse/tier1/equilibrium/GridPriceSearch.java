package skybourse.tier1.equilibrium;

import java.util.function.DoubleUnaryOperator;
import skybourse.base.numeric.Checks;
import skybourse.tier1.bestresponse.LeaderDemandCurve;
import skybourse.tier1.bestresponse.PriceDemand;
import skybourse.tier1.game.PricingGame;

/**
 * Grid search of a leader's best price, the linear price search of the family of papers. Evaluates equally spaced prices from 0 to
 * {@link PricingGame#highestPrice}, then refines around the best one by golden section.
 *
 * <p>For comparison with the papers. It can miss maxima between grid points; see {@link GlobalPriceSearch}. {@link SlopePriceSearch} is
 * faster.
 *
 * @param points number of grid intervals
 * @param steps number of golden-section steps
 */
public record GridPriceSearch(int points, int steps) implements BestPriceSearch {

    private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

    /** @throws IllegalArgumentException if {@code points} is not positive, or {@code steps} is negative */
    public GridPriceSearch {
        Checks.positive(points, "points");
        Checks.nonNegative(steps, "steps");
    }

    /** Returns the baseline: 400 grid intervals and 50 golden-section steps (ours). */
    public static GridPriceSearch baseline() {
        return new GridPriceSearch(400, 50);
    }

    @Override
    public Choice choose(PricingGame game, double[] prices, int leader) {
        var column = new LeaderDemandCurve(game, prices, leader);
        var demand = new PriceDemand(game.leaderTable(), leader);
        Choice choice = choose(game, leader, prices[leader], price -> {
            column.evaluate(price, demand);
            return demand.profit();
        });
        return choice.profit() > 0
                ? choice
                : new Choice(
                        SlopePriceSearch.resting(game, column, column.lowestPriceWithoutSales()),
                        0,
                        choice.presentProfit());
    }

    /**
     * Maximizes a given profit function over the prices of one leader. Differs from {@link BestPriceSearch} if no price earns a
     * profit: the leader then quotes its highest price, or closes if that price has a loss.
     *
     * @param leader index of the leader
     * @param present present price of the leader, money per bit, or {@link PricingGame#CLOSED}
     * @param profit profit, money, by price, money per bit
     */
    public Choice choose(PricingGame game, int leader, double present, DoubleUnaryOperator profit) {
        double cap = game.highestPrice(leader);
        double presentProfit = present == PricingGame.CLOSED ? 0 : profit.applyAsDouble(present);
        double width = cap / points;
        double best = 0;
        double bestProfit = Double.NEGATIVE_INFINITY;
        for (int k = 0; k <= points; k++) {
            // Rounding can make the product larger than the cap.
            double price = Math.min(cap, k * width);
            double value = profit.applyAsDouble(price);
            best = value > bestProfit ? price : best;
            bestProfit = Math.max(bestProfit, value);
        }
        double refined = goldenSection(profit, Math.max(0, best - width), Math.min(cap, best + width));
        double refinedProfit = profit.applyAsDouble(refined);
        best = refinedProfit > bestProfit ? refined : best;
        bestProfit = Math.max(bestProfit, refinedProfit);
        if (bestProfit > 0) {
            return new Choice(best, bestProfit, presentProfit);
        }
        return new Choice(profit.applyAsDouble(cap) < 0 ? PricingGame.CLOSED : cap, 0, presentProfit);
    }

    private double goldenSection(DoubleUnaryOperator profit, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double leftProfit = profit.applyAsDouble(left);
        double rightProfit = profit.applyAsDouble(right);
        for (int step = 0; step < steps; step++) {
            if (leftProfit >= rightProfit) {
                high = right;
                right = left;
                rightProfit = leftProfit;
                left = high - GOLDEN * (high - low);
                leftProfit = profit.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                leftProfit = rightProfit;
                right = low + GOLDEN * (high - low);
                rightProfit = profit.applyAsDouble(right);
            }
        }
        return 0.5 * (low + high);
    }
}

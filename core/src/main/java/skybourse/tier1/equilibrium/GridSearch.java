package skybourse.tier1.equilibrium;

import java.util.function.DoubleUnaryOperator;
import skybourse.base.numeric.Checks;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.response.LeaderColumn;
import skybourse.tier1.response.PriceDemand;

/**
 * Right for comparison with the family of papers; wrong where a leader's best price must not be missed ({@link GlobalSearch}) or
 * time counts ({@link SlopeSearch}).
 *
 * <p>A leader's best price by looking at equally spaced prices from 0 to its cap (or to where surely nobody buys) and narrowing
 * the best one's neighbourhood by golden section: the linear price search of the family of papers. Between grid points it can
 * miss maxima.
 *
 * @param points grid intervals
 * @param steps golden-section steps
 */
public record GridSearch(int points, int steps) implements LeaderResponse {

    private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

    public GridSearch {
        Checks.positive(points, "points");
        Checks.nonNegative(steps, "steps");
    }

    /** Returns the baseline: 400 grid points and 50 golden-section steps (ours). */
    public static GridSearch baseline() {
        return new GridSearch(400, 50);
    }

    @Override
    public Choice choose(PricingGame game, double[] prices, int leader) {
        var column = new LeaderColumn(game, prices, leader);
        var demand = new PriceDemand(game.leaderTable(), leader);
        Choice choice = choose(game, leader, prices[leader], price -> {
            column.evaluate(price, demand);
            return demand.profit();
        });
        return choice.profit() > 0
                ? choice
                : new Choice(
                        SlopeSearch.resting(game, column, column.lowestPriceWithoutSales()), 0, choice.presentProfit());
    }

    /**
     * Searches any profit of a leader's price. Differs from the rule for leaders that earn nothing: knowing no demand but the
     * profit, it lets them stand at their caps, or close where those sell at a loss.
     *
     * @param present price at which the leader stands, money per bit
     * @param profit money by price
     */
    public Choice choose(PricingGame game, int leader, double present, DoubleUnaryOperator profit) {
        double cap = game.highestPrice(leader);
        double presentProfit = present == PricingGame.CLOSED ? 0 : profit.applyAsDouble(present);
        double width = cap / points;
        double best = 0;
        double bestProfit = Double.NEGATIVE_INFINITY;
        for (int k = 0; k <= points; k++) {
            double price = Math.min(cap, k * width); // the product may round past the cap
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

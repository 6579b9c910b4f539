package skybourse.tier1.equilibrium;

import skybourse.tier1.bestresponse.LeaderDemandCurve;
import skybourse.tier1.bestresponse.ProfitClimb;
import skybourse.tier1.game.PricingGame;

/**
 * Local search of a leader's best price by the slope of its profit: safeguarded Newton steps. The price at which load equals
 * capacity is a candidate besides the stationary points.
 *
 * <p>With {@code scan}, the search first evaluates prices with quadratically increasing distances from break-even, and climbs from the best
 * few, so that it also finds far maxima. Otherwise it climbs from the present price. If the present price is below break-even, at the cap,
 * or so high that nobody buys, the search scans in any case.
 *
 * <p>The search is fast and accurate for nearly every leader. It proves nothing, because it misses a narrow far maximum between the scanned
 * points. {@link GlobalPriceSearch} bounds the profit that is missed. Differs from the paper's linear search over equidistant prices.
 *
 * @param scan whether to scan the full price range first
 */
public record SlopePriceSearch(boolean scan) implements BestPriceSearch {

    private static final int SCAN_POINTS = 24;
    private static final int CLIMBS = 3;
    private static final double NOTHING = 1e-12;

    @Override
    public Choice choose(PricingGame game, double[] prices, int leader) {
        double breakEven = game.breakEvenPrice(leader);
        if (breakEven == PricingGame.CLOSED) {
            return new Choice(PricingGame.CLOSED, 0, 0);
        }
        var column = new LeaderDemandCurve(game, prices, leader);
        double noSales = column.lowestPriceWithoutSales();
        double top = Math.min(game.leaderTable().priceCap(leader), noSales);
        var climb = new ProfitClimb(column, breakEven, Math.max(top, breakEven));
        double present = prices[leader];
        boolean inRange = present >= breakEven && present < top;
        double presentProfit =
                inRange ? climb.evaluate(present) : present == PricingGame.CLOSED ? 0 : climb.profitAt(present);
        if (top > breakEven && (scan || !inRange)) {
            scan(climb, breakEven, top);
        } else if (top > breakEven) {
            climb.climbFrom(present, breakEven, top);
        }
        if (climb.bestProfit() > NOTHING * game.moneyScale()) {
            double price = Math.min(
                    climb.bestPrice(), game.leaderTable().priceCap(leader)); // rounding may lift a price above the cap
            return new Choice(price, climb.bestProfit(), presentProfit);
        }
        return new Choice(resting(game, column, noSales), 0, presentProfit);
    }

    private static void scan(ProfitClimb climb, double low, double high) {
        double[] grid = new double[SCAN_POINTS + 1];
        double[] profits = new double[grid.length];
        for (int k = 0; k < grid.length; k++) {
            double share = (double) k / SCAN_POINTS;
            grid[k] = low + (high - low) * share * share;
            profits[k] = climb.evaluate(grid[k]);
        }
        int peak = highestPeak(profits);
        for (int i = 0; i < CLIMBS && peak >= 0; i++) {
            climb.climbFrom(grid[peak], grid[Math.max(0, peak - 1)], grid[Math.min(SCAN_POINTS, peak + 1)]);
            // NaN marks the peak as done. A neighbour of NaN does not count as a peak.
            profits[peak] = Double.NaN;
            peak = highestPeak(profits);
        }
    }

    /** Returns the index of the highest point that is not below its neighbours; -1 if there is none. NaN marks points from which the search has climbed. */
    private static int highestPeak(double[] profits) {
        int best = -1;
        for (int k = 0; k < profits.length; k++) {
            boolean peak = (k == 0 || profits[k] >= profits[k - 1])
                    && (k == profits.length - 1 || profits[k] >= profits[k + 1]);
            if (peak && (best < 0 || profits[k] > profits[best])) {
                best = k;
            }
        }
        return best;
    }

    /**
     * Returns the price of a leader that cannot earn a profit: the lowest price, at or above break-even, at which nobody buys. If it
     * exceeds the cap, or the leader has a fixed cost, the leader closes.
     */
    static double resting(PricingGame game, LeaderDemandCurve column, double noSales) {
        if (game.leaderTable().fixedCost(column.leader) > 0) {
            return PricingGame.CLOSED;
        }
        double lowest = Math.max(game.breakEvenPrice(column.leader), noSales * (1 + 1e-12));
        return lowest <= game.leaderTable().priceCap(column.leader) ? lowest : PricingGame.CLOSED;
    }
}

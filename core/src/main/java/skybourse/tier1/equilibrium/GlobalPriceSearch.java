package skybourse.tier1.equilibrium;

import java.util.Comparator;
import java.util.PriorityQueue;
import skybourse.base.numeric.Checks;
import skybourse.tier1.bestresponse.LeaderDemandCurve;
import skybourse.tier1.bestresponse.PriceDemand;
import skybourse.tier1.bestresponse.ProfitIntervalBounds;
import skybourse.tier1.game.PricingGame;

/**
 * Global search of a leader's best price by branch and bound. Cells between evaluated prices are split, highest bound first. The
 * search ends if no cell can exceed the best profit by more than the tolerance, the limit of evaluations is reached, or the cell is
 * too narrow to split.
 *
 * <p>Use it where the best price must not be missed; {@link SlopePriceSearch} is faster. The upper bound of this search is not a proof, because
 * it ignores rounding errors. The certificate includes them.
 *
 * @param tolerance largest difference between the bound and the best profit, relative to that profit or, if larger, to the game's
 *     money scale
 * @param evaluationLimit largest number of prices evaluated; the initial mesh of 13 is always evaluated
 */
public record GlobalPriceSearch(double tolerance, int evaluationLimit) implements BestPriceSearch {

    private static final int MESH = 12;

    /** @throws IllegalArgumentException if {@code tolerance} is not positive and finite, or {@code evaluationLimit} is not positive */
    public GlobalPriceSearch {
        Checks.positive(tolerance, "tolerance");
        Checks.positive(evaluationLimit, "evaluationLimit");
    }

    /** Returns the default search: relative tolerance 1e-8, at most 4,000 prices (ours). */
    public static GlobalPriceSearch standard() {
        return new GlobalPriceSearch(1e-8, 4_000);
    }

    /**
     * Result of a search.
     *
     * @param price best price found, money per bit; if no price earns a profit, the price of {@link BestPriceSearch} for that case
     * @param profit profit at {@code price}, money, not below 0
     * @param upperBound upper bound on the profit at any price, money; not rounded upward
     * @param evaluations number of prices evaluated
     */
    public record SearchResult(double price, double profit, double upperBound, int evaluations) {}

    @Override
    public Choice choose(PricingGame game, double[] prices, int leader) {
        SearchResult found = search(game, prices, leader);
        double present = 0;
        if (prices[leader] != PricingGame.CLOSED) {
            var demand = new PriceDemand(game.leaderTable(), leader);
            new LeaderDemandCurve(game, prices, leader).evaluate(prices[leader], demand);
            present = demand.profit();
        }
        return new Choice(found.price(), found.profit(), present);
    }

    /**
     * Searches all prices of one leader, with the other prices fixed.
     *
     * @param game the market
     * @param prices {@code double[leaders]}, money per bit; the leader's own price does not matter
     * @param leader index of the leader
     * @return the best price and an upper bound on the profit at any price
     */
    public SearchResult search(PricingGame game, double[] prices, int leader) {
        double breakEven = game.breakEvenPrice(leader);
        if (breakEven == PricingGame.CLOSED) {
            return new SearchResult(PricingGame.CLOSED, 0, 0, 0);
        }
        var column = new LeaderDemandCurve(game, prices, leader);
        double noSales = column.lowestPriceWithoutSales();
        double top = Math.min(game.leaderTable().priceCap(leader), noSales);
        if (top <= breakEven) {
            return new SearchResult(SlopePriceSearch.resting(game, column, noSales), 0, 0, 0);
        }
        var search = new Search(column, breakEven, top);
        search.run();
        double fixedCost = game.leaderTable().fixedCost(leader);
        double profit = search.best.profit() - fixedCost;
        double bound = search.bound - fixedCost;
        if (profit > 0) {
            return new SearchResult(search.best.price(), profit, bound, search.evaluations);
        }
        double resting = SlopePriceSearch.resting(game, column, noSales);
        return new SearchResult(resting, 0, Math.max(0, bound), search.evaluations);
    }

    /** State of one search. */
    private final class Search {

        private final ProfitIntervalBounds cells;
        private final double scale;
        private final PriorityQueue<ProfitIntervalBounds.Cell> open = new PriorityQueue<>(
                Comparator.comparingDouble(ProfitIntervalBounds.Cell::bound).reversed());
        private ProfitIntervalBounds.Point best;
        private double bound;
        private int evaluations = 1;

        Search(LeaderDemandCurve column, double low, double high) {
            cells = new ProfitIntervalBounds(column);
            scale = column.game.moneyScale();
            ProfitIntervalBounds.Point left = cells.at(low);
            best = left;
            for (int k = 1; k <= MESH; k++) {
                double share = (double) k / MESH;
                ProfitIntervalBounds.Point right = look(k == MESH ? high : low + (high - low) * share * share);
                open.add(cells.between(left, right));
                left = right;
            }
        }

        private ProfitIntervalBounds.Point look(double price) {
            evaluations++;
            ProfitIntervalBounds.Point point = cells.at(price);
            if (point.profit() > best.profit()) {
                best = point;
            }
            return point;
        }

        void run() {
            ProfitIntervalBounds.Cell widest = open.remove();
            bound = Math.max(widest.bound(), best.profit());
            while (!isDone(widest)) {
                ProfitIntervalBounds.Point point = look(middle(widest));
                open.add(cells.between(widest.left(), point));
                open.add(cells.between(point, widest.right()));
                widest = open.remove();
                bound = Math.max(widest.bound(), best.profit());
            }
            assert !(bound < best.profit()) : bound + " < " + best.profit();
        }

        private boolean isDone(ProfitIntervalBounds.Cell widest) {
            double middle = middle(widest);
            boolean narrow =
                    middle <= widest.left().price() || middle >= widest.right().price();
            return bound - Math.max(0, best.profit()) <= tolerance * Math.max(scale, best.profit())
                    || evaluations >= evaluationLimit
                    || narrow;
        }

        private static double middle(ProfitIntervalBounds.Cell cell) {
            return 0.5 * (cell.left().price() + cell.right().price());
        }
    }
}

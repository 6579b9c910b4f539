package skybourse.tier1.equilibrium;

import java.util.Comparator;
import java.util.PriorityQueue;
import skybourse.base.numeric.Checks;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.response.LeaderColumn;
import skybourse.tier1.response.PriceCells;
import skybourse.tier1.response.PriceDemand;

/**
 * Right where a leader's best price must not be missed; wrong where time counts ({@link SlopeSearch}) and as a proof, since
 * rounding is not counted (the certificate).
 *
 * <p>A leader's best price by branch and bound: cells between evaluated prices are split, those of the highest bound first,
 * until no cell can hold a profit above the best one seen by more than the tolerance. Rounding is not counted: the proof
 * that is reported comes from the certificate's own code.
 *
 * @param tolerance how far the bound may stay above the best profit, relative to it (or to the game's money scale)
 * @param evaluationLimit prices evaluated at most
 */
public record GlobalSearch(double tolerance, int evaluationLimit) implements LeaderResponse {

    private static final int MESH = 12;

    public GlobalSearch {
        Checks.positive(tolerance, "tolerance");
        Checks.positive(evaluationLimit, "evaluationLimit");
    }

    /** Returns the default: a relative tolerance of 1e-8 and at most 4,000 prices (ours). */
    public static GlobalSearch standard() {
        return new GlobalSearch(1e-8, 4_000);
    }

    /**
     * What the search found.
     *
     * @param price the best price seen, or where a leader stands that can earn nothing
     * @param profit what it earns, money, not below 0
     * @param upperBound no price earns more, money
     * @param evaluations how many prices were evaluated
     */
    public record Found(double price, double profit, double upperBound, int evaluations) {}

    @Override
    public Choice choose(PricingGame game, double[] prices, int leader) {
        Found found = search(game, prices, leader);
        double present = 0;
        if (prices[leader] != PricingGame.CLOSED) {
            var demand = new PriceDemand(game.leaderTable(), leader);
            new LeaderColumn(game, prices, leader).evaluate(prices[leader], demand);
            present = demand.profit();
        }
        return new Choice(found.price(), found.profit(), present);
    }

    /**
     * Searches all prices of a leader while the others' stay.
     *
     * @param game the market
     * @param prices {@code double[leaders]}, money per bit
     * @param leader whose prices are searched
     * @return the best price and a bound on what any price could earn
     */
    public Found search(PricingGame game, double[] prices, int leader) {
        double breakEven = game.breakEvenPrice(leader);
        if (breakEven == PricingGame.CLOSED) {
            return new Found(PricingGame.CLOSED, 0, 0, 0);
        }
        var column = new LeaderColumn(game, prices, leader);
        double noSales = column.lowestPriceWithoutSales();
        double top = Math.min(game.leaderTable().priceCap(leader), noSales);
        if (top <= breakEven) {
            return new Found(SlopeSearch.resting(game, column, noSales), 0, 0, 0);
        }
        var search = new Search(column, breakEven, top);
        search.run();
        if (search.best.profit() > 0) {
            return new Found(search.best.price(), search.best.profit(), search.bound, search.evaluations);
        }
        double resting = SlopeSearch.resting(game, column, noSales);
        return new Found(resting, 0, Math.max(0, search.bound), search.evaluations);
    }

    /** One search under way. */
    private final class Search {

        private final PriceCells cells;
        private final double scale;
        private final PriorityQueue<PriceCells.Cell> open = new PriorityQueue<>(
                Comparator.comparingDouble(PriceCells.Cell::bound).reversed());
        private PriceCells.Point best;
        private double bound;
        private int evaluations = 1;

        Search(LeaderColumn column, double low, double high) {
            cells = new PriceCells(column);
            scale = column.game.moneyScale();
            PriceCells.Point left = cells.at(low);
            best = left;
            for (int k = 1; k <= MESH; k++) {
                double share = (double) k / MESH;
                PriceCells.Point right = look(k == MESH ? high : low + (high - low) * share * share);
                open.add(cells.between(left, right));
                left = right;
            }
        }

        private PriceCells.Point look(double price) {
            evaluations++;
            PriceCells.Point point = cells.at(price);
            if (point.profit() > best.profit()) {
                best = point;
            }
            return point;
        }

        void run() {
            PriceCells.Cell widest = open.remove();
            bound = Math.max(widest.bound(), best.profit());
            while (!isDone(widest)) {
                PriceCells.Point point = look(middle(widest));
                open.add(cells.between(widest.left(), point));
                open.add(cells.between(point, widest.right()));
                widest = open.remove();
                bound = Math.max(widest.bound(), best.profit());
            }
            assert !(bound < best.profit()) : bound + " < " + best.profit();
        }

        private boolean isDone(PriceCells.Cell widest) {
            double middle = middle(widest);
            boolean narrow =
                    middle <= widest.left().price() || middle >= widest.right().price();
            return bound - Math.max(0, best.profit()) <= tolerance * Math.max(scale, best.profit())
                    || evaluations >= evaluationLimit
                    || narrow;
        }

        private static double middle(PriceCells.Cell cell) {
            return 0.5 * (cell.left().price() + cell.right().price());
        }
    }
}

package skybourse.tier1.bestresponse;

import org.jspecify.annotations.Nullable;
import skybourse.tier1.game.CostCurve;

/**
 * Upper bounds on a leader's profit between two evaluated prices.
 *
 * <p>If the price rises, the ratios of the leader's own links and the customers' multipliers fall, and the rivals' ratios rise. The states
 * at both ends therefore bound the profit between them directly (the monotone bound). The states also bound the derivative of the profit,
 * so that the profit lies below two lines. The smaller of both bounds is used.
 *
 * <p>The bounds ignore rounding errors: use them to search, not to prove. The certificate has its own bounds. Not thread-safe.
 */
public final class ProfitIntervalBounds {

    /** Distance from a kink of the cost, relative to its load, within which a computed load is treated as either above or below it. */
    private static final double NEAR_KINK = 1e-9;

    private final LeaderDemandCurve column;
    private final double costPerWork;
    private final double overloadPrice;
    private final double capacity;
    private final @Nullable CostCurve curve;

    public ProfitIntervalBounds(LeaderDemandCurve column) {
        this.column = column;
        this.costPerWork = column.game.leaderTable().costPerWork(column.leader);
        this.overloadPrice = column.game.leaderTable().overloadPrice(column.leader);
        this.capacity = column.game.leaderTable().capacity(column.leader);
        this.curve = column.game.leaderTable().curve(column.leader);
    }

    /**
     * State of the column at one price of the leader.
     *
     * @param price money/bit
     * @param profit decision profit of the leader before its fixed cost, money
     * @param load work that the leader sells, work units
     * @param multipliers {@code nu} by customer of the column, padding included, money
     */
    public record Point(double price, double profit, double load, double[] multipliers) {}

    /**
     * Interval between two evaluated prices.
     *
     * @param left the state at the lower price
     * @param right the state at the higher price
     * @param bound upper bound on the profit before the fixed cost at all prices of the interval, money, without rounding errors
     */
    public record Cell(Point left, Point right, double bound) {}

    /** Returns the state at a price, money/bit. */
    public Point at(double price) {
        var demand = new PriceDemand(column.game.leaderTable(), column.leader);
        column.evaluate(price, demand);
        double fixedCost = demand.load() > 0 ? column.game.leaderTable().fixedCost(column.leader) : 0;
        return new Point(price, demand.profit() + fixedCost, demand.load(), column.multipliers());
    }

    /** Returns the interval between two points with its profit bound; {@code left} has the lower price. */
    public Cell between(Point left, Point right) {
        if (curve != null) {
            return between(left, right, curve);
        }
        Sums sums = sums(left, right, costPerWork, costPerWork);
        double monotone = sums.most - overloadPrice * Math.max(0, right.load - capacity);
        double low = sums.slopeLow;
        double high = sums.slopeHigh;
        if (left.load > capacity * (1 - NEAR_KINK)) {
            high += overloadPrice * sums.fallHigh;
            if (right.load > capacity * (1 + NEAR_KINK)) {
                low += overloadPrice * sums.fallLow;
            }
        }
        return new Cell(left, right, Math.min(monotone, byLines(left, right, low, high)));
    }

    /**
     * Returns the interval for a cost that is a curve. Its slope is between those at the loads of both ends. The monotone bound replaces
     * the curve by its tangent at the smaller load.
     */
    private Cell between(Point left, Point right, CostCurve cost) {
        double least = right.load * (1 - NEAR_KINK);
        double low = cost.slopeBelow(least);
        Sums sums = sums(left, right, low, cost.slopeAbove(left.load * (1 + NEAR_KINK)));
        double monotone = sums.most + low * least - cost.cost(least);
        return new Cell(left, right, Math.min(monotone, byLines(left, right, sums.slopeLow, sums.slopeHigh)));
    }

    private Sums sums(Point left, Point right, double lowestCost, double highestCost) {
        var sums = new Sums(lowestCost, highestCost);
        for (int i = 0; i < column.weight.length; i++) {
            addCustomer(sums, i, left, right);
        }
        return sums;
    }

    /** Returns the highest point below two lines: one of slope {@code high} through the left end, and one of slope {@code low} through the right end. */
    private static double byLines(Point left, Point right, double low, double high) {
        double width = right.price - left.price;
        if (high <= 0 || low >= 0) {
            return Math.max(left.profit, right.profit);
        }
        double at = (right.profit - left.profit - low * width) / (high - low);
        return left.profit + high * Math.clamp(at, 0, width);
    }

    /** Sums of bounds over all customers: profit before the cost of overload, the slope of that profit, and the decrease of the load per unit of price. */
    private static final class Sums {
        // Bounds on the cost of a unit of work in the interval, before the cost of overload.
        private final double lowestCost;
        private final double highestCost;
        private double most;
        private double slopeLow;
        private double slopeHigh;
        private double fallLow;
        private double fallHigh;

        Sums(double lowestCost, double highestCost) {
            this.lowestCost = lowestCost;
            this.highestCost = highestCost;
        }
    }

    private void addCustomer(Sums sums, int i, Point left, Point right) {
        int own = column.entry(i, 0);
        double weight = column.weight[i];
        double bits = column.bits[i];
        double inverse = column.inverse[own];
        double cap = column.cap[own];
        double nuLeft = left.multipliers[i];
        double nuRight = right.multipliers[i];
        double yLeft = level(weight, left.price * bits + column.charge[i] + nuLeft);
        double yRight = level(weight, right.price * bits + column.charge[i] + nuRight);
        double most = Math.clamp(yLeft - inverse, 0, cap);
        double least = Math.clamp(yRight - inverse, 0, cap);
        double marginLow = left.price * bits - sums.highestCost * column.work[i];
        double marginHigh = right.price * bits - sums.lowestCost * column.work[i];
        sums.most += Math.max(0, marginHigh) * most + Math.min(0, marginHigh) * least;
        double fallLow = 0;
        double fallHigh = 0;
        if (most > 0 && least < cap) {
            Rivals rivals = rivals(i, nuLeft, nuRight);
            double top = Math.min(yLeft, inverse + cap);
            fallHigh = nuRight > 0 ? share(top, weight, rivals.most) : top * top / weight;
            if (least > 0 && most < cap) {
                double bottom = Math.max(yRight, inverse);
                fallLow = nuLeft > 0 ? share(bottom, weight, rivals.least) : bottom * bottom / weight;
            }
        }
        sums.slopeLow += bits * (least - marginHigh * (marginHigh > 0 ? fallHigh : fallLow));
        sums.slopeHigh += bits * (most - marginLow * (marginLow > 0 ? fallLow : fallHigh));
        sums.fallLow += column.work[i] * bits * fallLow;
        sums.fallHigh += column.work[i] * bits * fallHigh;
    }

    /** Returns the decrease of the ratio of the leader's own link per unit of cost. The squared levels of the rivals add up to {@code rivals}. */
    private static double share(double y, double weight, double rivals) {
        double square = y * y;
        return rivals > 0 ? square * rivals / (weight * (square + rivals)) : 0;
    }

    /** Smallest and largest possible sum of squared levels of the rivals whose ratios are strictly between their bounds. */
    private record Rivals(double least, double most) {}

    private Rivals rivals(int i, double nuLeft, double nuRight) {
        double least = 0;
        double most = 0;
        for (int slot = 1; slot < column.slots(i); slot++) {
            int e = column.entry(i, slot);
            double inverse = column.inverse[e];
            double limit = inverse + column.cap[e];
            double low = level(column.weight[i], column.cost[e] + nuLeft);
            double high = level(column.weight[i], column.cost[e] + nuRight);
            double top = Math.min(high, limit);
            most += high > inverse && low < limit ? top * top : 0;
            least += Math.min(low, high) > inverse && Math.max(low, high) < limit ? low * low : 0;
        }
        return new Rivals(least, most);
    }

    private static double level(double weight, double cost) {
        return cost > 0 ? weight / cost : Double.MAX_VALUE;
    }
}

package skybourse.tier1.bestresponse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.LeaderTable;

/**
 * Demand and decision profit of one leader at one price: bits and work sold, each with its first and second derivative by the
 * price. {@link LeaderDemandCurve#evaluate} writes it. Not thread-safe.
 */
public final class PriceDemand {

    /** Row of {@link #sums} with the bits sold. The further rows contain the work sold, then the first and second derivatives of both by the price. */
    static final int BITS = 0;

    static final int WORK = 1;
    static final int BITS_SLOPE = 2;
    static final int WORK_SLOPE = 3;
    static final int BITS_CURVATURE = 4;
    static final int WORK_CURVATURE = 5;
    private static final int ROWS = 6;

    /** Sums by row and lane; element {@code row * LANES + lane}. */
    final double[] sums = new double[ROWS * WaterFilling.LANES];

    private final double[] totals = new double[ROWS];
    private final LeaderTable leaders;
    private final int leader;
    private final @Nullable CostCurve curve;
    private final double costPerWork;
    private final double overloadPrice;
    private final double capacity;
    private double price;

    /** Reads the costs and the capacity of a leader. */
    public PriceDemand(LeaderTable leaders, int leader) {
        this.leaders = leaders;
        this.leader = leader;
        this.curve = leaders.curve(leader);
        this.costPerWork = leaders.costPerWork(leader);
        this.overloadPrice = leaders.overloadPrice(leader);
        this.capacity = leaders.capacity(leader);
    }

    void reset(double newPrice) {
        price = newPrice;
        Arrays.fill(sums, 0);
    }

    /** Sums the lanes of each row, always in the same order, so that results do not depend on the vector width. */
    void total() {
        for (int row = 0; row < totals.length; row++) {
            double sum = 0;
            for (int lane = 0; lane < WaterFilling.LANES; lane++) {
                sum += sums[row * WaterFilling.LANES + lane];
            }
            totals[row] = sum;
        }
        assert !(totals[BITS] < 0) && !(totals[WORK] < 0) : "sold less than nothing";
    }

    double price() {
        return price;
    }

    /** Returns the work sold, in work units. */
    double load() {
        return totals[WORK];
    }

    double loadSlope() {
        return totals[WORK_SLOPE];
    }

    /** Returns the load at which the cost has a kink; the nearest one if there are several, NaN if there is none. */
    double kink() {
        if (curve != null) {
            return curve.nearestKink(load()).orElse(Double.NaN);
        }
        return overloadPrice > 0 ? capacity : Double.NaN;
    }

    /** Returns whether the load is greater than the leader's capacity. */
    public boolean overloaded() {
        return load() > capacity;
    }

    /** Returns the decision profit, in money. */
    public double profit() {
        return leaders.profit(leader, price, totals[BITS], load());
    }

    /** Returns the derivative of the profit by the price. At a kink of the cost it is the derivative for a load up to the kink. */
    public double slope() {
        if (curve != null) {
            return slope(curve.slopeBelow(load()));
        }
        return overloaded() ? slopeBelowKink() : slopeAboveKink();
    }

    /**
     * Returns the derivative of the profit by the price for a load above the kink. Prices below the kink's lead to such a load. Without
     * a curve the load may be anywhere; with a curve it must be at the kink.
     */
    double slopeBelowKink() {
        return curve == null ? slopeAboveKink() - overloadPrice * loadSlope() : slope(curve.slopeAbove(kink()));
    }

    /** Returns the derivative of the profit by the price for a load up to the kink. Prices above the kink's lead to such a load. */
    double slopeAboveKink() {
        return slope(curve == null ? costPerWork : curve.slopeBelow(kink()));
    }

    private double slope(double marginalCost) {
        return totals[BITS] + price * totals[BITS_SLOPE] - marginalCost * totals[WORK_SLOPE];
    }

    /** Returns the second derivative of the profit by the price. At a kink of the cost it is the one for a load up to the kink. */
    double curvature() {
        double marginal = curve == null ? costPerWork + (overloaded() ? overloadPrice : 0) : curve.slopeBelow(load());
        double linear = 2 * totals[BITS_SLOPE] + price * totals[BITS_CURVATURE] - marginal * totals[WORK_CURVATURE];
        return curve == null ? linear : linear - curve.curvatureBelow(load()) * loadSlope() * loadSlope();
    }
}

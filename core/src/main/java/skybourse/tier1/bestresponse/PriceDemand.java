package skybourse.tier1.bestresponse;

import java.util.Arrays;
import skybourse.tier1.game.LeaderTable;

/**
 * What one leader sells at one price: bits and work, each with its first and second derivative by the price, and the
 * profit that makes. Written by {@link LeaderColumn}; for one thread.
 */
public final class PriceDemand {

    /** Rows of {@link #sums}: bits and work, then their first and second derivatives by the price. */
    static final int BITS = 0;

    static final int WORK = 1;
    static final int BITS_SLOPE = 2;
    static final int WORK_SLOPE = 3;
    static final int BITS_CURVATURE = 4;
    static final int WORK_CURVATURE = 5;
    private static final int ROWS = 6;

    /** Eight lanes to a row. */
    final double[] sums = new double[ROWS * WaterLevel.LANES];

    private final double[] totals = new double[ROWS];
    private final double costPerWork;
    private final double overloadPrice;
    private final double capacity;
    private double price;

    public PriceDemand(LeaderTable leaders, int leader) {
        this.costPerWork = leaders.costPerWork(leader);
        this.overloadPrice = leaders.overloadPrice(leader);
        this.capacity = leaders.capacity(leader);
    }

    void reset(double newPrice) {
        price = newPrice;
        Arrays.fill(sums, 0);
    }

    /** Adds the lanes up, always in the same order. */
    void total() {
        for (int row = 0; row < totals.length; row++) {
            double sum = 0;
            for (int lane = 0; lane < WaterLevel.LANES; lane++) {
                sum += sums[row * WaterLevel.LANES + lane];
            }
            totals[row] = sum;
        }
        assert !(totals[BITS] < 0) && !(totals[WORK] < 0) : "sold less than nothing";
    }

    double price() {
        return price;
    }

    double load() {
        return totals[WORK];
    }

    double loadSlope() {
        return totals[WORK_SLOPE];
    }

    public boolean overloaded() {
        return load() > capacity;
    }

    double capacity() {
        return capacity;
    }

    /** Returns whether overselling costs anything, so that the profit has a kink at capacity. */
    boolean kinked() {
        return overloadPrice > 0;
    }

    public double profit() {
        return price * totals[BITS] - costPerWork * load() - overloadPrice * Math.max(0, load() - capacity);
    }

    /** Returns the profit's derivative on the side of the kink where the load is. */
    public double slope() {
        return overloaded() ? slopeBelowKink() : slopeAboveKink();
    }

    /** Returns the profit's derivative as if the load were beyond capacity, as it is at lower prices. */
    double slopeBelowKink() {
        return slopeAboveKink() - overloadPrice * loadSlope();
    }

    /** Returns the profit's derivative as if the load were within capacity, as it is at higher prices. */
    double slopeAboveKink() {
        return totals[BITS] + price * totals[BITS_SLOPE] - costPerWork * totals[WORK_SLOPE];
    }

    double curvature() {
        double marginal = costPerWork + (overloaded() ? overloadPrice : 0);
        return 2 * totals[BITS_SLOPE] + price * totals[BITS_CURVATURE] - marginal * totals[WORK_CURVATURE];
    }
}

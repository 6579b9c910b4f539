package skybourse.tier1.equilibrium;

import java.util.Arrays;
import skybourse.tier1.game.LeaderTable;

/**
 * What one leader sells at one price: bits and work, each with its first and second derivative by the price, and the
 * profit that makes. Written by {@link LeaderColumn}; for one thread.
 */
final class Demand {

    /** Six rows of eight lanes: bits, work, then their first and second derivatives. */
    final double[] sums = new double[6 * WaterLevel.LANES];

    private final double[] totals = new double[6];
    private final double costPerWork;
    private final double overloadPrice;
    private final double capacity;
    private double price;

    Demand(LeaderTable leaders, int leader) {
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
    }

    double price() {
        return price;
    }

    double load() {
        return totals[1];
    }

    double loadSlope() {
        return totals[3];
    }

    boolean overloaded() {
        return load() > capacity;
    }

    double capacity() {
        return capacity;
    }

    /** Returns whether overselling costs anything, so that the profit has a kink at capacity. */
    boolean kinked() {
        return overloadPrice > 0;
    }

    double profit() {
        return price * totals[0] - costPerWork * load() - overloadPrice * Math.max(0, load() - capacity);
    }

    /** Returns the profit's derivative on the side of the kink where the load is. */
    double slope() {
        return overloaded() ? slopeBelowKink() : slopeAboveKink();
    }

    /** Returns the profit's derivative as if the load were beyond capacity, as it is at lower prices. */
    double slopeBelowKink() {
        return slopeAboveKink() - overloadPrice * loadSlope();
    }

    /** Returns the profit's derivative as if the load were within capacity, as it is at higher prices. */
    double slopeAboveKink() {
        return totals[0] + price * totals[2] - costPerWork * totals[3];
    }

    double curvature() {
        double marginal = costPerWork + (overloaded() ? overloadPrice : 0);
        return 2 * totals[2] + price * totals[4] - marginal * totals[5];
    }
}

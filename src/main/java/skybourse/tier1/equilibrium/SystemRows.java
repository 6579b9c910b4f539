package skybourse.tier1.equilibrium;

import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;

/** The linear system of one Newton step on all prices, from a full pass and a sampled Jacobian. */
final class SystemRows {

    private final PricingGame game;
    private final LeaderTable table;
    private final SystemPass pass;
    private final int leaders;
    private final double[] right;
    private final boolean[] atCapacity;
    private final double[] breakEven;
    private double[][] matrix = {};
    private SystemJacobian jacobian;
    private double[] scale = {};

    SystemRows(PricingGame game, SystemPass pass) {
        this.game = game;
        this.table = game.leaderTable();
        this.pass = pass;
        this.leaders = game.leaders();
        this.right = new double[leaders];
        this.atCapacity = new boolean[leaders];
        this.breakEven = new double[leaders];
        for (int s = 0; s < leaders; s++) {
            breakEven[s] = game.breakEvenPrice(s);
        }
        this.jacobian = SystemJacobian.of(game, new double[leaders], pass.multipliers(), 1);
    }

    double breakEven(int leader) {
        return breakEven[leader];
    }

    /** Takes a new Jacobian from a sample at prices that were just passed. */
    void sample(double[] prices, int agents) {
        jacobian = SystemJacobian.of(game, prices, pass.multipliers(), agents);
        scale = new double[leaders];
        for (int s = 0; s < leaders; s++) {
            double sampled = jacobian.at(SystemJacobian.WORK, s, s);
            scale[s] = sampled < 0 ? pass.loadSlope(s) / sampled : 0;
        }
    }

    double[][] matrix() {
        return matrix;
    }

    double[] right() {
        return right;
    }

    /**
     * Writes the system at prices that were just passed; returns the largest relative gain that it predicts. A leader whose
     * steps are damped sits on a kink: its last step crossed it, so it gains no more than its slope over that step.
     */
    double prepare(double[] prices, double[] damping, double[] lastSteps) {
        matrix = new double[leaders][leaders];
        double largest = 0;
        for (int s = 0; s < leaders; s++) {
            double gain = row(s, prices);
            boolean onKink = damping[s] < 1 && !atCapacity[s];
            gain = onKink ? Math.min(gain, Math.abs(right[s] * lastSteps[s])) : gain;
            largest = Math.max(largest, gain / Math.max(game.moneyScale(), Math.abs(pass.profit(s))));
        }
        return largest;
    }

    /** Writes one leader's equation and returns the gain in money that its own step alone is predicted to bring. */
    private double row(int s, double[] prices) {
        double above = pass.slopeAboveKink(s);
        double below = pass.slopeBelowKink(s);
        if (isStuck(s, prices[s], above, below)) {
            matrix[s][s] = 1;
            right[s] = 0;
            return 0;
        }
        double excess = pass.load(s) - table.capacity(s);
        double overloadPrice = table.overloadPrice(s);
        double curvature = curvature(s, prices[s], overloadPrice > 0 && excess > 0 ? overloadPrice : 0);
        double scaledExcess = curvature / pass.loadSlope(s) * excess;
        atCapacity[s] = overloadPrice > 0 && above < scaledExcess && scaledExcess < below;
        if (atCapacity[s]) {
            return capacityRow(s, excess, excess > 0 ? below : above);
        }
        boolean oversold = overloadPrice > 0 && scaledExcess >= below;
        return slopeRow(s, prices[s], oversold ? below : above, oversold ? overloadPrice : 0);
    }

    private boolean isStuck(int s, double price, double above, double below) {
        return price == PricingGame.CLOSED
                || pass.loadSlope(s) >= 0
                || (price >= table.priceCap(s) && above > 0)
                || (price <= breakEven[s] && below < 0)
                || scale[s] == 0;
    }

    /** The equation: the load comes to capacity. */
    private double capacityRow(int s, double excess, double slope) {
        for (int t = 0; t < leaders; t++) {
            matrix[s][t] = scale[s] * jacobian.at(SystemJacobian.WORK, s, t);
        }
        right[s] = -excess;
        return Math.abs(slope * excess / pass.loadSlope(s));
    }

    /** The equation: the profit's slope on one side of the kink comes to zero. */
    private double slopeRow(int s, double price, double slope, double overloadPrice) {
        double marginal = table.costPerWork(s) + overloadPrice;
        for (int t = 0; t < leaders; t++) {
            matrix[s][t] = scale[s]
                    * (jacobian.at(SystemJacobian.BITS, s, t)
                            + price * jacobian.at(SystemJacobian.BITS_SLOPE, s, t)
                            - marginal * jacobian.at(SystemJacobian.WORK_SLOPE, s, t));
        }
        matrix[s][s] = curvature(s, price, overloadPrice);
        right[s] = -slope;
        return slope * slope / (-2 * matrix[s][s]);
    }

    /** Returns the profit's second derivative by the own price, made negative where the sample says otherwise. */
    private double curvature(int s, double price, double overloadPrice) {
        double bits = scale[s] * jacobian.at(SystemJacobian.BITS, s, s);
        double own = 2 * bits
                + scale[s]
                        * (price * jacobian.at(SystemJacobian.BITS_SLOPE, s, s)
                                - (table.costPerWork(s) + overloadPrice)
                                        * jacobian.at(SystemJacobian.WORK_SLOPE, s, s));
        return Math.min(own, 0.5 * bits);
    }
}

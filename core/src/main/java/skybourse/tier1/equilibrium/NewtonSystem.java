package skybourse.tier1.equilibrium;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.TaskRunner;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;

/** Linear system of a Newton step on all prices. Its values are from a pass over all agents, its derivatives from a Jacobian that may be sampled. */
final class NewtonSystem {

    /** Distance of the target load below capacity, relative to capacity. It is greater than rounding errors and smaller than any tolerance. */
    private static final double BELOW = 2e-10;

    /** Approximate number of agents in the sample of the Jacobian. */
    private static final int SAMPLE = 8_192;

    /**
     * Equation that a leader's load equals the kink of its cost: its capacity, or the nearest kink of its curve. {@code WITHIN}: the slope
     * of its profit is 0 for a load up to the kink. {@code BEYOND}: the slope is 0 for a load above the kink.
     */
    private static final int CAPACITY = 0;

    private static final int WITHIN = 1;
    private static final int BEYOND = 2;
    private static final int EQUATIONS = 3;

    private final PricingGame game;
    private final LeaderTable table;
    private final SalesEvaluation pass;
    private final int leaders;
    private final int[] sample;
    private final double[] right;
    private final boolean[] atCapacity;
    private final double[] breakEven;
    private double[][] matrix = {};
    private SystemJacobian jacobian;
    private double[] scale = {};
    private final @Nullable BroydenCorrections learnt;

    NewtonSystem(PricingGame game, SalesEvaluation pass) {
        this.game = game;
        this.table = game.leaderTable();
        this.pass = pass;
        this.leaders = game.leaders();
        this.right = new double[leaders];
        this.atCapacity = new boolean[leaders];
        this.breakEven = new double[leaders];
        this.learnt = isSampled() ? new BroydenCorrections(EQUATIONS, leaders) : null;
        for (int s = 0; s < leaders; s++) {
            breakEven[s] = game.breakEvenPrice(s);
        }
        this.sample = AgentSampling.sample(game, SAMPLE);
        this.jacobian = SystemJacobian.of(game, new double[leaders], pass.multipliers(), new int[0], TaskRunner.CALLER);
    }

    double breakEven(int leader) {
        return breakEven[leader];
    }

    /** Returns whether the Jacobian is computed from a sample instead of all agents. */
    boolean isSampled() {
        return game.agents() > SAMPLE;
    }

    /** Computes a new Jacobian at the prices of the last pass. */
    void sample(double[] prices) {
        jacobian = SystemJacobian.of(game, prices, pass.multipliers(), sample, pass.tasks());
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

    /** Computes the system at the prices of the last pass. Returns the largest relative gain that it predicts. */
    double prepare(double[] prices, PriceRootBrackets brackets) {
        matrix = new double[leaders][leaders];
        double largest = 0;
        for (int s = 0; s < leaders; s++) {
            double steepness = row(s, prices);
            brackets.note(s, prices[s], atCapacity[s] ? 0 : -right[s]);
            double step = Math.abs(right[s] / matrix[s][s]);
            double distance = Math.min(atCapacity[s] ? step : step / 2, brackets.reach(s, prices[s]));
            double earned = Math.max(game.moneyScale(), Math.abs(pass.profit(s)));
            largest = Math.max(largest, steepness * distance / earned);
        }
        return largest;
    }

    /** Computes a leader's equation. Returns the absolute slope of its profit. At capacity it is the slope on the side to which the leader's step leads. */
    private double row(int s, double[] prices) {
        double above = pass.slopeAboveKink(s);
        double below = pass.slopeBelowKink(s);
        if (isStuck(s, prices[s], above, below)) {
            fix(s, 0);
            return 0;
        }
        double excess = pass.load(s) - pass.kink(s);
        double curvature = curvature(s, prices[s], excess > 0 ? BEYOND : WITHIN);
        double scaledExcess = curvature / pass.loadSlope(s) * excess;
        atCapacity[s] = above < scaledExcess && scaledExcess < below;
        if (atCapacity[s]) {
            return equation(CAPACITY, s, prices[s], excess, excess > 0 ? below : above);
        }
        boolean oversold = scaledExcess >= below;
        double slope = oversold ? below : above;
        return equation(oversold ? BEYOND : WITHIN, s, prices[s], slope, slope);
    }

    /** Writes a leader's linear equation, whose solution makes {@code value} equal to 0. Returns the absolute value of {@code slope}. */
    private double equation(int equation, int s, double price, double value, double slope) {
        derivatives(equation, s, price, matrix[s]);
        right[s] = -value;
        return Math.abs(slope);
    }

    private double value(int equation, int s) {
        return switch (equation) {
            // Only differences of values count. The nearest kink of a curve may change from step to step.
            case CAPACITY -> pass.load(s) - (table.curve(s) == null ? table.capacity(s) : 0);
            case WITHIN -> pass.slopeAboveKink(s);
            default -> pass.slopeBelowKink(s);
        };
    }

    /** Stores the rows and values of all equations at the prices of the last pass. {@link #learn} needs them. */
    void keep(double[] prices) {
        for (int s = 0; learnt != null && s < leaders; s++) {
            for (int equation = 0; equation < EQUATIONS; equation++) {
                derivatives(equation, s, prices[s], learnt.row(equation, s));
                learnt.keep(equation, s, value(equation, s));
            }
        }
    }

    /** Updates the corrections after a step. {@link #keep} must have been called at the prices {@code from}; {@code to} are the prices of the last pass. */
    void learn(double[] from, double[] to) {
        if (learnt == null) {
            return;
        }
        learnt.step(from, to);
        for (int s = 0; s < leaders; s++) {
            for (int equation = 0; scale[s] != 0 && equation < EQUATIONS; equation++) {
                learnt.learn(equation, s, value(equation, s));
            }
        }
    }

    private boolean isStuck(int s, double price, double above, double below) {
        atCapacity[s] = false;
        return price == PricingGame.CLOSED
                || table.posts(s)
                || pass.loadSlope(s) >= 0
                || (price >= table.priceCap(s) && above > 0)
                || (price <= breakEven[s] && below < 0)
                || scale[s] == 0;
    }

    /** Replaces a leader's equation by one that fixes its step. */
    void fix(int leader, double step) {
        Arrays.fill(matrix[leader], 0);
        matrix[leader][leader] = 1;
        right[leader] = step;
    }

    /** Returns whether any leader is at capacity in the system that was prepared last. */
    boolean anyAtCapacity() {
        for (boolean rests : atCapacity) {
            if (rests) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the largest relative difference between load and capacity of the leaders at capacity; 0 if it is at most twice
     * {@link #BELOW}.
     */
    double missedCapacity() {
        double largest = 0;
        for (int s = 0; s < leaders; s++) {
            largest = atCapacity[s] ? Math.max(largest, Math.abs(pass.load(s) / pass.kink(s) - 1)) : largest;
        }
        return largest <= 2 * BELOW ? 0 : largest;
    }

    /** Computes the system that moves only the leaders at capacity. Their target is a load slightly below capacity. */
    void prepareCapacity(double[] prices) {
        for (int s = 0; s < leaders; s++) {
            fix(s, 0);
            if (atCapacity[s] && scale[s] != 0) {
                equation(CAPACITY, s, prices[s], pass.load(s) - pass.kink(s) * (1 - BELOW), 0);
            }
        }
    }

    /** Computes the derivatives of an equation's value by all prices. */
    private void derivatives(int equation, int s, double price, double[] row) {
        double marginal = marginalCost(equation, s);
        double rise = pass.costCurvature(s, equation == BEYOND) * pass.loadSlope(s);
        for (int t = 0; t < leaders; t++) {
            row[t] = equation == CAPACITY
                    ? scale[s] * jacobian.at(SystemJacobian.WORK, s, t)
                    : scale[s]
                            * (jacobian.at(SystemJacobian.BITS, s, t)
                                    + price * jacobian.at(SystemJacobian.BITS_SLOPE, s, t)
                                    - marginal * jacobian.at(SystemJacobian.WORK_SLOPE, s, t)
                                    - (rise == 0 ? 0 : rise * jacobian.at(SystemJacobian.WORK, s, t)));
        }
        row[s] = equation == CAPACITY ? row[s] : curvature(s, price, equation);
        if (learnt != null) {
            learnt.correct(equation, s, row);
        }
    }

    /** Returns the second derivative of the profit by the leader's own price, limited to values below 0. */
    private double curvature(int s, double price, int equation) {
        double bits = scale[s] * jacobian.at(SystemJacobian.BITS, s, s);
        double own = 2 * bits
                + scale[s]
                        * (price * jacobian.at(SystemJacobian.BITS_SLOPE, s, s)
                                - marginalCost(equation, s) * jacobian.at(SystemJacobian.WORK_SLOPE, s, s));
        double slope = pass.loadSlope(s);
        return Math.min(own, 0.5 * bits) - pass.costCurvature(s, equation == BEYOND) * slope * slope;
    }

    private double marginalCost(int equation, int s) {
        return equation == BEYOND ? pass.costBeyondKink(s) : pass.costWithinKink(s);
    }
}

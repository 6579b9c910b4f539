package skybourse.tier1.equilibrium;

import skybourse.base.numeric.TaskRunner;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/**
 * Derivatives of all leaders' sales, and of the slopes of these sales, by all prices. They are closed forms, obtained by implicit
 * differentiation of the followers' budgets, and are summed over a sample of the agents. The sums are approximations, because links that
 * become active or inactive are ignored.
 */
final class SystemJacobian {

    /** Row of a leader's bits sold. The further rows are the work sold, and the derivatives of both by the leader's own price. */
    static final int BITS = 0;

    static final int WORK = 1;
    static final int BITS_SLOPE = 2;
    static final int WORK_SLOPE = 3;

    private static final int PARTS = 4;

    private final PricingGame game;
    private final double[] prices;
    private final double[] nu;
    private final double[][][] rows;
    private final Follower follower;

    private SystemJacobian(PricingGame game, double[] prices, double[] nu) {
        this.game = game;
        this.prices = prices;
        this.nu = nu;
        this.rows = new double[4][game.leaders()][game.leaders()];
        this.follower = new Follower(game.leaders());
    }

    /**
     * Computes the Jacobian of a sample. A sample that does not contain all agents is always summed in {@link #PARTS} parts. The result
     * therefore does not depend on the number of threads.
     *
     * @param game the pricing game
     * @param prices {@code double[leaders]}, money/bit
     * @param nu multipliers of the followers at these prices, by agent
     * @param sample indices of the agents
     * @param tasks runs the parts
     */
    static SystemJacobian of(PricingGame game, double[] prices, double[] nu, int[] sample, TaskRunner tasks) {
        int parts = sample.length > 0 && sample.length < game.agents() ? PARTS : 1;
        SystemJacobian[] sums = tasks.map(
                parts,
                1,
                part -> {
                    var jacobian = new SystemJacobian(game, prices, nu);
                    int end = (int) ((part + 1L) * sample.length / parts);
                    for (int i = (int) ((long) part * sample.length / parts); i < end; i++) {
                        jacobian.add(sample[i]);
                    }
                    return jacobian;
                },
                SystemJacobian[]::new);
        for (int part = 1; part < parts; part++) {
            sums[0].add(sums[part]);
        }
        return sums[0];
    }

    private void add(SystemJacobian other) {
        for (int row = 0; row < rows.length; row++) {
            for (int s = 0; s < rows[row].length; s++) {
                for (int t = 0; t < rows[row][s].length; t++) {
                    rows[row][s][t] += other.rows[row][s][t];
                }
            }
        }
    }

    /** Returns the derivative of a row of a leader by the price of leader {@code byPrice}, summed over the sample. */
    double at(int row, int leader, int byPrice) {
        return rows[row][leader][byPrice];
    }

    private void add(int agent) {
        follower.read(agent);
        for (int i = 0; i < follower.count; i++) {
            for (int j = 0; j < follower.count; j++) {
                add(i, j, game.taskBits()[agent], game.taskWork()[agent]);
            }
        }
    }

    /** Adds the derivatives of the follower's link i by the price of its link j. */
    private void add(int i, int j, double bits, double work) {
        int s = follower.leader[i];
        int t = follower.leader[j];
        double change = bits * follower.change(i, j);
        double slopeChange = bits * bits * follower.slopeChange(i, j);
        rows[BITS][s][t] += bits * change;
        rows[WORK][s][t] += work * change;
        rows[BITS_SLOPE][s][t] += bits * slopeChange;
        rows[WORK_SLOPE][s][t] += work * slopeChange;
    }

    /** Links of one agent whose ratios are strictly between their bounds. Derivatives are with respect to a link's cost, {@code price x bits}. */
    private final class Follower {

        private final int[] leader;
        private final double[] level;
        private final double[] steepness;
        private int count;
        private double weight;
        private double steepnesses;
        private double cubic;
        private boolean binding;

        Follower(int leaders) {
            leader = new int[leaders];
            level = new double[leaders];
            steepness = new double[leaders];
        }

        void read(int agent) {
            weight = game.weight()[agent];
            binding = nu[agent] > 0;
            count = 0;
            steepnesses = 0;
            cubic = 0;
            LinkIndices entries = game.entriesOf(agent);
            for (int l = 0; l < entries.count(); l++) {
                readLink(agent, entries.at(l));
            }
        }

        private void readLink(int agent, int entry) {
            int s = game.linkLeader()[entry];
            double y = weight / (prices[s] * game.taskBits()[agent] + game.linkCharge()[entry] + nu[agent]);
            double ratio = y - game.linkInverseQuality()[entry];
            if (ratio > 0 && ratio < game.linkCap()[entry]) {
                leader[count] = s;
                level[count] = y;
                steepness[count] = y * y / weight;
                steepnesses += steepness[count];
                cubic += y * steepness[count++];
            }
        }

        /** Returns the derivative of link i's ratio by link j's cost. */
        double change(int i, int j) {
            double shared = binding ? steepness[i] * steepness[j] / steepnesses : 0;
            return i == j ? shared - steepness[i] : shared;
        }

        /** Returns the mixed derivative of link i's ratio: the derivative by link i's cost, differentiated by link j's cost. */
        double slopeChange(int i, int j) {
            // Derivative of steepness[i] by the cost of link j.
            double own = 2 * level[i] / weight * change(i, j);
            if (!binding) {
                return -own;
            }
            double share = steepness[i] / steepnesses;
            // Derivative of steepnesses by the cost of link j.
            double all = 2 * steepness[j] / weight * (cubic / steepnesses - level[j]);
            double shareChange = (own - share * all) / steepnesses;
            return steepness[i] * shareChange - own * (1 - share);
        }
    }
}

package skybourse.tier1.equilibrium;

import java.util.Arrays;
import skybourse.base.numeric.TaskRunner;
import skybourse.tier1.bestresponse.WaterFilling;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;

/**
 * One pass over all links at given prices: the sales of each leader and their derivatives by its own price. The followers' multipliers of
 * one pass are the initial values of the next pass. Sums over fixed chunks of agents are added in order, so that results do not depend on
 * the number of threads.
 */
final class SalesEvaluation {

    private static final int LANES = WaterFilling.LANES;
    private static final int CHUNK_BLOCKS = 512;

    /** Index of the bits sold among a leader's sums. The work sold, and the derivatives of both by the leader's own price, follow. */
    private static final int BITS = 0;

    private static final int WORK = 1;
    private static final int BITS_SLOPE = 2;
    private static final int WORK_SLOPE = 3;
    private static final int ROWS = 4;

    private final PricingGame game;
    private final TaskRunner tasks;
    private final double[] nu;
    private final double[][] chunkSums;
    private final double[] sums;
    private double[] prices = {};

    SalesEvaluation(PricingGame game, int threads) {
        this.game = game;
        this.tasks = TaskRunner.of(threads);
        this.nu = new double[game.blocks() * LANES];
        this.chunkSums = new double[(game.blocks() + CHUNK_BLOCKS - 1) / CHUNK_BLOCKS][(game.leaders() + 1) * ROWS];
        this.sums = new double[(game.leaders() + 1) * ROWS];
    }

    /** Evaluates all leaders at prices, {@code double[leaders]}, money/bit. */
    void evaluate(double[] newPrices) {
        // Padding links belong to an additional leader, whose price is 0.
        prices = Arrays.copyOf(newPrices, game.leaders() + 1);
        tasks.run(chunkSums.length, 1, this::chunk);
        Arrays.fill(sums, 0);
        for (double[] part : chunkSums) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += part[i];
            }
        }
    }

    TaskRunner tasks() {
        return tasks;
    }

    double soldBits(int leader) {
        return sums[leader * ROWS + BITS];
    }

    double load(int leader) {
        return sums[leader * ROWS + WORK];
    }

    /** Returns the derivative of a leader's load by its own price. */
    double loadSlope(int leader) {
        return sums[leader * ROWS + WORK_SLOPE];
    }

    double profit(int leader) {
        return prices[leader] == PricingGame.CLOSED
                ? 0
                : game.leaderTable().profit(leader, prices[leader], soldBits(leader), load(leader));
    }

    /** Returns the load, nearest to the leader's load, at which its cost has a kink; NaN if there is none. */
    double kink(int leader) {
        LeaderTable table = game.leaderTable();
        CostCurve curve = table.curve(leader);
        if (curve != null) {
            return curve.nearestKink(load(leader)).orElse(Double.NaN);
        }
        return table.overloadPrice(leader) > 0 ? table.capacity(leader) : Double.NaN;
    }

    /**
     * Returns the derivative of the profit by the leader's own price for a load up to the kink. If the load is above the kink, it
     * assumes the marginal cost just below the kink.
     */
    double slopeAboveKink(int leader) {
        return slope(leader, costWithinKink(leader));
    }

    /**
     * Returns the derivative of the profit by the leader's own price for a load above the kink. If the load is at most the kink, it
     * assumes the marginal cost just above the kink. Without a kink it equals {@link #slopeAboveKink}.
     */
    double slopeBelowKink(int leader) {
        return game.leaderTable().curve(leader) == null
                ? slopeAboveKink(leader) - game.leaderTable().overloadPrice(leader) * loadSlope(leader)
                : slope(leader, costBeyondKink(leader));
    }

    private double slope(int leader, double marginalCost) {
        return soldBits(leader) + prices[leader] * sums[leader * ROWS + BITS_SLOPE] - marginalCost * loadSlope(leader);
    }

    /** Returns the cost of a unit of work at the leader's load, or just below the kink if the load is above it. */
    double costWithinKink(int leader) {
        CostCurve curve = game.leaderTable().curve(leader);
        return curve == null ? game.leaderTable().costPerWork(leader) : curve.slopeBelow(within(leader));
    }

    /** Returns the cost of a unit of work at the leader's load, or just above the kink if the load is at most the kink. */
    double costBeyondKink(int leader) {
        LeaderTable table = game.leaderTable();
        CostCurve curve = table.curve(leader);
        return curve == null
                ? table.costPerWork(leader) + table.overloadPrice(leader)
                : curve.slopeAbove(beyond(leader));
    }

    /** Returns the derivative of {@link #costWithinKink}, or of {@link #costBeyondKink}, by the load. */
    double costCurvature(int leader, boolean isBeyond) {
        CostCurve curve = game.leaderTable().curve(leader);
        if (curve == null) {
            return 0;
        }
        return isBeyond ? curve.curvatureAbove(beyond(leader)) : curve.curvatureBelow(within(leader));
    }

    private double within(int leader) {
        double kink = kink(leader);
        return kink < load(leader) ? kink : load(leader);
    }

    private double beyond(int leader) {
        double kink = kink(leader);
        return kink > load(leader) ? kink : load(leader);
    }

    /** Evaluates prices and returns the solver state at them, with the number of the iteration and its largest move. */
    SolverIterate state(int iteration, double[] at, double largestMove) {
        evaluate(at);
        double[] loads = new double[at.length];
        double[] profits = new double[at.length];
        for (int s = 0; s < at.length; s++) {
            loads[s] = load(s);
            profits[s] = profit(s);
        }
        return new SolverIterate(iteration, at, loads, profits, largestMove);
    }

    /** Returns the followers' multipliers of the last pass, by agent including padding, money. The array is not copied. */
    double[] multipliers() {
        return nu;
    }

    private void chunk(int chunk) {
        var worker = new Worker(chunkSums[chunk]);
        int end = Math.min(game.blocks(), (chunk + 1) * CHUNK_BLOCKS);
        for (int block = chunk * CHUNK_BLOCKS; block < end; block++) {
            worker.block(block);
        }
    }

    /** Scratch memory for one chunk. */
    private final class Worker {

        private final double[] chunk;
        private final WaterFilling level = WaterFilling.of(game.linkInverseQuality(), game.linkCap(), game.weight());
        private double[] cost = {};
        private double[] ratio = {};
        private double[] slope = {};

        Worker(double[] chunk) {
            this.chunk = chunk;
            Arrays.fill(chunk, 0);
        }

        void block(int block) {
            int start = game.blockStart(block);
            int length = game.blockStart(block + 1) - start;
            reserve(length);
            level.costs(game, block, prices, cost);
            System.arraycopy(nu, block * LANES, level.nu, 0, LANES);
            level.solve(new WaterFilling.Group(block * LANES, start, length / LANES), cost, start);
            System.arraycopy(level.nu, 0, nu, block * LANES, LANES);
            level.ratios(game, block, cost, ratio, slope);
            assert areRatios(start, length);
            scatter(block, start, length);
        }

        private void reserve(int length) {
            if (cost.length < length) {
                cost = new double[length];
                ratio = new double[length];
                slope = new double[length];
            }
        }

        /** Returns whether all ratios are within their bounds. NaN, which results from costs that overflow, is accepted. */
        private boolean areRatios(int start, int length) {
            for (int e = 0; e < length; e++) {
                if (ratio[e] < 0 || ratio[e] > game.linkCap()[start + e]) {
                    return false;
                }
            }
            return true;
        }

        /** Adds a block's links to the sums of their leaders, one by one, because lanes of a vector may have the same leader. */
        private void scatter(int block, int start, int length) {
            int[] leaders = game.linkLeader();
            for (int lane = 0; lane < LANES; lane++) {
                double bits = game.taskBits()[block * LANES + lane];
                double work = game.taskWork()[block * LANES + lane];
                for (int e = lane; e < length; e += LANES) {
                    int at = leaders[start + e] * ROWS;
                    double sold = bits * ratio[e];
                    double change = bits * slope[e];
                    chunk[at + BITS] += sold;
                    chunk[at + WORK] += work * ratio[e];
                    chunk[at + BITS_SLOPE] += bits * change;
                    chunk[at + WORK_SLOPE] += work * change;
                }
            }
        }
    }
}

package skybourse.tier1.certificate;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.base.numeric.LinearSystem;
import skybourse.base.numeric.TaskRunner;
import skybourse.tier1.game.CostCurve;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.FollowerResponse;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/**
 * Lagrangian dual of the planner's problem of tier 1. Overload costs {@code kappa (load - capacity)^+ = max over lambda in [0, kappa] of
 * lambda (load - capacity)}. For a vector {@code lambda}, let each unit of work cost {@code costPerWork_s + lambda_s}. The followers'
 * largest gains at these costs, plus the sum of {@code lambda_s capacity_s}, are then an upper bound on the welfare of every allocation.
 * Any multiplier of a follower's budget bounds the follower's gain. The upper bound is valid for all multipliers and all {@code lambda},
 * whatever their origin.
 *
 * <p>The bound is minimized by Newton's method with projection on the box (Bertsekas 1982), started from shadow prices derived from the
 * leaders' prices. Its derivative by {@code lambda_s} is {@code capacity_s - load_s}.
 */
final class PlannerDual {

    /**
     * Largest number of leaders for which Newton steps use the complete matrix of second derivatives. In larger games they use its diagonal
     * without the effect of the budgets, which bounds it.
     */
    private static final int MOST_DENSE = 400;

    private static final int MOST_EVALUATIONS = 60;
    private static final double PRECISE = 1e-9;
    private static final int CHUNKS = 16;
    private static final double LEAST_DAMPING = 1e-9;

    private final PricingGame game;
    private final TaskRunner tasks;
    private final double[] most;
    private final double[] usual;
    private final boolean isDense;

    PlannerDual(PricingGame game, TaskRunner tasks) {
        this.game = game;
        this.tasks = tasks;
        isDense = game.leaders() <= MOST_DENSE;
        most = new double[game.leaders()];
        Arrays.setAll(most, this::most);
        usual = new double[most.length];
        Arrays.setAll(usual, s -> sendable(s) / most[s]);
    }

    /** Returns the work that a leader's customers send to it if all their ratios are at the caps. */
    private double sendable(int s) {
        double work = 0;
        for (int link = game.columnStart(s); link < game.columnStart(s + 1); link++) {
            work += game.taskWork()[game.columnAgent()[link]] * game.linkCap()[game.columnEntry()[link]];
        }
        return work;
    }

    /** Returns the largest useful shadow price of a leader: the overload price, or the lowest price at which no follower sends it anything if that is less. */
    private double most(int s) {
        double choke = 0;
        for (int link = game.columnStart(s); link < game.columnStart(s + 1); link++) {
            int n = game.columnAgent()[link];
            int entry = game.columnEntry()[link];
            double firstGain = game.weight()[n] / game.linkInverseQuality()[entry] - game.linkCharge()[entry];
            choke = Math.max(
                    choke, firstGain / game.taskWork()[n] - game.leaderTable().costPerWork(s));
        }
        return Math.min(game.leaderTable().overloadPrice(s), choke);
    }

    /**
     * Bound and derivatives at given shadow prices.
     *
     * @param lambda shadow prices, money/work
     * @param sum the bound
     * @param slope derivative of the bound, by leader
     * @param curvature second derivatives, {@code double[leaders][leaders]}, or one row with the diagonal
     */
    private record Point(double[] lambda, ErrorBoundedSum sum, double[] slope, double[][] curvature) {

        double value() {
            return sum.value();
        }
    }

    /** Returns the smallest upper bound found, with rounding errors added. */
    double leastUpperBound(double[] prices) {
        Point point = at(start(prices));
        double bound = point.value() + point.sum.error();
        double damping = LEAST_DAMPING;
        for (int evaluations = 1; evaluations < MOST_EVALUATIONS && isLoose(point); evaluations++) {
            double[] moved = moved(point, damping);
            double fall = fall(point, moved);
            Point next = at(moved);
            bound = Math.min(bound, next.value() + next.sum.error());
            double fell = point.value() - next.value();
            damping = fell > fall / 4 ? Math.max(LEAST_DAMPING, damping / 16) : damping * 8;
            point = fell > 0 ? next : point;
        }
        return bound;
    }

    /** Returns whether the bound may still fall by more than {@link #PRECISE} of its value. Because the bound is convex, its slopes limit the decrease. */
    private boolean isLoose(Point point) {
        double most = 0;
        for (int s = 0; s < point.slope.length; s++) {
            double slope = point.slope[s];
            most += slope > 0 ? slope * point.lambda[s] : -slope * (this.most[s] - point.lambda[s]);
        }
        return most > PRECISE * Math.abs(point.value());
    }

    /** Returns the initial shadow prices: half of each leader's price per unit of work above its cost, within the limits. */
    private double[] start(double[] prices) {
        double bitsPerWork = Arrays.stream(game.taskBits()).sum()
                / Arrays.stream(game.taskWork()).sum();
        double[] lambda = new double[game.leaders()];
        for (int s = 0; s < lambda.length; s++) {
            double asked = prices[s] * bitsPerWork - game.leaderTable().costPerWork(s);
            lambda[s] = prices[s] == PricingGame.CLOSED ? 0 : Math.clamp(asked / 2, 0, most[s]);
        }
        return lambda;
    }

    /**
     * Returns the shadow prices after a damped Newton step (Levenberg and Marquardt), within their limits. Damping is relative to a usual
     * curvature: that at which a rise of the shadow price from 0 to its largest value removes all work that can be sent.
     */
    private double[] moved(Point point, double damping) {
        int[] free = free(point);
        double[] step = new double[free.length];
        Arrays.setAll(step, i -> -point.slope[free[i]]);
        if (isDense) {
            double[][] matrix = new double[free.length][free.length];
            for (int i = 0; i < free.length; i++) {
                for (int j = 0; j < free.length; j++) {
                    matrix[i][j] = point.curvature[free[i]][free[j]];
                }
                matrix[i][i] += damping * usual[free[i]];
            }
            LinearSystem.solve(matrix, step);
        } else {
            Arrays.setAll(step, i -> step[i] / (point.curvature[0][free[i]] + damping * usual[free[i]]));
        }
        double[] moved = point.lambda.clone();
        for (int i = 0; i < free.length; i++) {
            moved[free[i]] = Math.clamp(moved[free[i]] + step[i], 0, most[free[i]]);
        }
        return moved;
    }

    private int[] free(Point point) {
        return IntStream.range(0, most.length)
                .filter(s -> point.slope[s] > 0 ? point.lambda[s] > 0 : point.lambda[s] < most[s])
                .toArray();
    }

    /** Returns the predicted decrease of the bound if its slope does not change. */
    private static double fall(Point point, double[] moved) {
        double fall = 0;
        for (int s = 0; s < moved.length; s++) {
            fall -= point.slope[s] * (moved[s] - point.lambda[s]);
        }
        return fall;
    }

    /** Returns the bound at given shadow prices. Chunks of followers are processed in parallel, and their sums are added in a fixed order. */
    private Point at(double[] lambda) {
        int size = Math.max(1, Math.ceilDiv(game.agents(), CHUNKS));
        Chunk[] chunks = tasks.map(
                Math.ceilDiv(game.agents(), size),
                1,
                i -> new Chunk(lambda).with(i * size, Math.min(game.agents(), (i + 1) * size)),
                Chunk[]::new);
        Chunk all = new Chunk(lambda);
        for (Chunk chunk : chunks) {
            all.add(chunk);
        }
        double[] slope = new double[most.length];
        for (int s = 0; s < slope.length; s++) {
            CostCurve curve = game.leaderTable().curve(s);
            slope[s] = (curve == null ? addCapacity(s, lambda[s], all) : addTangent(s, curve, all)) - all.loads[s];
        }
        return new Point(lambda, all.sum, slope, all.curvature);
    }

    /** Adds the value of a leader's capacity at a shadow price. Returns the derivative of that value, the capacity. */
    private double addCapacity(int s, double lambda, Chunk all) {
        double capacity = game.leaderTable().capacity(s);
        all.sum.add(lambda * capacity);
        all.sum.spare(all.costs[s] * capacity);
        return capacity;
    }

    /**
     * Adds the difference between the cost of a leader's work at the price with the shadow price, and the curve's cost, where it is largest.
     * Returns its derivative, the load at which the curve has that slope.
     */
    private double addTangent(int s, CostCurve curve, Chunk all) {
        double load = Math.min(curve.loadAt(all.costs[s]), curve.lastKink());
        double paid = all.costs[s] * load;
        all.sum.add(paid - curve.cost(load));
        all.sum.spare(paid * (curve.pieces().size() + 2));
        double bend = curve.curvatureBelow(load);
        all.curvature[isDense ? s : 0][s] += bend > 0 ? 1 / bend : 0;
        return load;
    }

    /** Gains, loads and curvature of a chunk of followers at given shadow prices. */
    private final class Chunk {

        /** Cost of a unit of work at each leader, shadow price included, money/work. */
        private final double[] costs;

        private final ErrorBoundedSum sum = new ErrorBoundedSum();
        private final double[] loads = new double[most.length];
        private final double[][] curvature = new double[isDense ? most.length : 1][most.length];

        Chunk(double[] lambda) {
            costs = new double[most.length];
            Arrays.setAll(costs, s -> game.leaderTable().costPerWork(s) + lambda[s]);
        }

        Chunk with(int from, int to) {
            for (int n = from; n < to; n++) {
                add(n, game.entriesOf(n));
            }
            return this;
        }

        private void add(int n, LinkIndices entries) {
            double weight = game.weight()[n];
            double work = game.taskWork()[n];
            double[] charges = new double[entries.count()];
            double[] inverse = new double[entries.count()];
            double[] caps = new double[entries.count()];
            double[] ratios = new double[entries.count()];
            for (int l = 0; l < charges.length; l++) {
                int entry = entries.at(l);
                charges[l] = game.linkCharge()[entry] + costs[game.linkLeader()[entry]] * work;
                inverse[l] = game.linkInverseQuality()[entry];
                caps[l] = game.linkCap()[entry];
            }
            double nu = new ExactFollowerResponse().respond(weight, charges, inverse, caps, ratios);
            sum.add(nu);
            for (int l = 0; l < charges.length; l++) {
                int entry = entries.at(l);
                double charge = charges[l] + nu;
                double ratio = FollowerResponse.ratio(weight, charge, inverse[l], caps[l]);
                sum.add(weight * Math.log1p(ratio / inverse[l]));
                sum.add(-charge * ratio);
                sum.spare(Math.abs(game.linkCharge()[entry]) + costs[game.linkLeader()[entry]] * work + nu + weight);
                loads[game.linkLeader()[entry]] += ratio * work;
                ratios[l] = ratio > 0 && ratio < caps[l] ? square(work) * weight / square(charge) : 0;
            }
            bend(entries, ratios, nu > 0);
        }

        /**
         * Adds a follower's curvature: the decrease of the loads that it sends, by costs. It is {@code g_s}, minus the part that a binding
         * budget moves to other links.
         *
         * @param entries links of the follower
         * @param falls {@code g_s} by link, 0 at a bound
         * @param isFull whether the budget binds
         */
        private void bend(LinkIndices entries, double[] falls, boolean isFull) {
            double all = Arrays.stream(falls).sum();
            for (int l = 0; l < falls.length; l++) {
                if (falls[l] > 0) {
                    int s = game.linkLeader()[entries.at(l)];
                    curvature[isDense ? s : 0][s] += falls[l];
                    for (int k = 0; isDense && isFull && k < falls.length; k++) {
                        curvature[s][game.linkLeader()[entries.at(k)]] -= falls[l] * falls[k] / all;
                    }
                }
            }
        }

        void add(Chunk other) {
            sum.add(other.sum);
            for (int s = 0; s < loads.length; s++) {
                loads[s] += other.loads[s];
            }
            for (int i = 0; i < curvature.length; i++) {
                for (int s = 0; s < loads.length; s++) {
                    curvature[i][s] += other.curvature[i][s];
                }
            }
        }
    }

    private static double square(double number) {
        return number * number;
    }
}

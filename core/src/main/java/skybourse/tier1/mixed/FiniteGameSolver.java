package skybourse.tier1.mixed;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Search for a mixed equilibrium of a finite game in strategic form. Not thread-safe.
 *
 * <p>The search is Newton's method on the equilibrium conditions. Payoffs are linearized at the current weights, which gives a polymatrix
 * game (Govindan and Wilson, 2004). {@link LemkeSolver} solves this game along the path that begins at these weights (von Stengel, van den
 * Elzen and Talman, 2002). For two players the first step is exact. If the steps do not converge, the search is repeated with steps of half
 * the length, and from equal weights.
 *
 * <p>Finds at most one equilibrium. With three or more players the result may not be an equilibrium.
 */
final class FiniteGameSolver {

    private static final int STEPS = 30;
    private static final double[] STEP_LENGTHS = {1, 0.5};

    /** Largest regret at an equilibrium, relative to the range of a player's payoffs. */
    private static final double NO_REGRET = 1e-11;

    /** Smallest cost of a choice. With positive costs Lemke's path ends at an equilibrium. */
    private static final double LEAST_COST = 1;

    private final int players;

    /** Index of each player's first choice. The last element is the number of all choices. */
    private final int[] first;

    private final double[][] payoffs;
    private final BooleanSupplier stop;

    /** Expected payoff of each choice at the weights, scaled to [0, 1]. */
    final double[] earned;

    /** Derivative of {@code earned[c]} by the weight of choice {@code d} of another player, at {@code slopes[c][d]}. */
    final double[][] slopes;

    private double[] best = {};
    private double regret = Double.POSITIVE_INFINITY;

    /**
     * Creates a search in a game. Payoffs are scaled; the given arrays are not changed.
     *
     * @param choices number of choices by player, at least 1 each
     * @param payoffs by player and profile; the first player's choice changes fastest
     * @param stop returns true to end the search with the best weights found so far
     */
    FiniteGameSolver(int[] choices, double[][] payoffs, BooleanSupplier stop) {
        this.stop = stop;
        players = choices.length;
        first = new int[players + 1];
        for (int i = 0; i < players; i++) {
            first[i + 1] = first[i] + choices[i];
        }
        this.payoffs = Arrays.stream(payoffs).map(FiniteGameSolver::scaled).toArray(double[][]::new);
        earned = new double[first[players]];
        slopes = new double[earned.length][earned.length];
    }

    /** Returns the payoffs scaled to [0, 1]. Scaling does not change the equilibria. */
    private static double[] scaled(double[] payoffs) {
        double least = Arrays.stream(payoffs).min().orElse(0);
        double range = Arrays.stream(payoffs).max().orElse(0) - least;
        return Arrays.stream(payoffs)
                .map(payoff -> range > 0 ? (payoff - least) / range : 0)
                .toArray();
    }

    /**
     * Searches for an equilibrium.
     *
     * @param start initial weights of the choices of all players, in order
     * @return the weights with the smallest regret that were found
     */
    double[] solve(double[] start) {
        best = start;
        regret = linearize(start);
        for (double[] from : new double[][] {start, equal()}) {
            for (double length : STEP_LENGTHS) {
                steps(from, length);
            }
        }
        return best;
    }

    private double[] equal() {
        double[] weights = new double[earned.length];
        for (int i = 0; i < players; i++) {
            Arrays.fill(weights, first[i], first[i + 1], 1.0 / (first[i + 1] - first[i]));
        }
        return weights;
    }

    private void steps(double[] start, double length) {
        double[] weights = start;
        for (int step = 0; step < STEPS && regret > NO_REGRET && !stop.getAsBoolean(); step++) {
            linearize(weights);
            double[] target = polymatrix(weights);
            if (target.length == 0) {
                return;
            }
            double there = linearize(target);
            if (there < regret) {
                regret = there;
                best = target;
            }
            double[] from = weights;
            double[] next = new double[target.length];
            Arrays.setAll(next, c -> from[c] + length * (target[c] - from[c]));
            weights = next;
        }
    }

    /** Computes {@link #earned} and {@link #slopes} at weights; returns the largest regret of a player. */
    double linearize(double[] weights) {
        Arrays.fill(earned, 0);
        for (double[] row : slopes) {
            Arrays.fill(row, 0);
        }
        int[] chosen = new int[players];
        for (int profile = 0; profile < payoffs[0].length; profile++) {
            int left = profile;
            for (int i = 0; i < players; i++) {
                int count = first[i + 1] - first[i];
                chosen[i] = first[i] + left % count;
                left /= count;
            }
            add(profile, chosen, weights);
        }
        return largestRegret(weights);
    }

    private void add(int profile, int[] chosen, double[] weights) {
        for (int i = 0; i < players; i++) {
            earned[chosen[i]] += chance(chosen, weights, i, i) * payoffs[i][profile];
            for (int j = i + 1; j < players; j++) {
                double chance = chance(chosen, weights, i, j);
                slopes[chosen[i]][chosen[j]] += chance * payoffs[i][profile];
                slopes[chosen[j]][chosen[i]] += chance * payoffs[j][profile];
            }
        }
    }

    /** Returns the probability that all players except {@code one} and {@code other} make their choices in {@code chosen}. */
    private double chance(int[] chosen, double[] weights, int one, int other) {
        double chance = 1;
        for (int k = 0; k < players && chance > 0; k++) {
            chance *= k == one || k == other ? 1 : weights[chosen[k]];
        }
        return chance;
    }

    private double largestRegret(double[] weights) {
        double largest = 0;
        for (int i = 0; i < players; i++) {
            double most = Double.NEGATIVE_INFINITY;
            double mean = 0;
            for (int c = first[i]; c < first[i + 1]; c++) {
                most = Math.max(most, earned[c]);
                mean += weights[c] * earned[c];
            }
            largest = Math.max(largest, most - mean);
        }
        return largest;
    }

    /**
     * Returns an equilibrium of the polymatrix game that {@link #linearize} computed at {@code weights}; empty if the pivoting fails or the
     * resulting weights are not finite.
     */
    double[] polymatrix(double[] weights) {
        int rows = earned.length + players;
        double[][] matrix = new double[rows][rows];
        double[] right = new double[rows];
        double[] path = new double[rows];
        for (int i = 0; i < players; i++) {
            // The row states that the player's weights sum to 1. The column belongs to the player's least cost.
            int sum = earned.length + i;
            right[sum] = -1;
            path[sum] = 1;
            for (int c = first[i]; c < first[i + 1]; c++) {
                matrix[c][sum] = -1;
                matrix[sum][c] = 1;
                for (int d = 0; d < earned.length; d++) {
                    // A player's own weights sum to 1. These entries therefore add a constant to the cost of choice c.
                    boolean isOwn = d >= first[i] && d < first[i + 1];
                    matrix[c][d] = LEAST_COST + (isOwn ? (players - 2) * earned[c] : 1 - slopes[c][d]);
                    path[c] += matrix[c][d] * weights[d];
                }
            }
        }
        return normal(LemkeSolver.solve(matrix, right, path));
    }

    private double[] normal(double[] solved) {
        double[] weights = Arrays.copyOf(solved, solved.length == 0 ? 0 : earned.length);
        for (int i = 0; weights.length > 0 && i < players; i++) {
            double sum = Arrays.stream(weights, first[i], first[i + 1]).sum();
            for (int c = first[i]; c < first[i + 1]; c++) {
                weights[c] /= sum;
            }
        }
        return Arrays.stream(weights).allMatch(Double::isFinite) ? weights : new double[0];
    }
}

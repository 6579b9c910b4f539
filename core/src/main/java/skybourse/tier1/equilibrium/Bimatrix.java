package skybourse.tier1.equilibrium;

import java.util.Arrays;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/**
 * An equilibrium of a game of two players with a few choices each, by Lemke and Howson's pivots (1964).
 *
 * <p>Right for two leaders with some prices each. Wrong for finding all equilibria: it ends at the first.
 */
final class Bimatrix {

    private static final int PIVOTS = 1_000;
    private static final double NOTHING = 1e-12;

    /** Columns: the owner's choices, the other's slacks, the right side. */
    private final double[][] rows;

    private final int[] basis;
    private final int first;
    private final int labels;

    /** Rows say what the other player gets at most by each of its choices. */
    private Bimatrix(double[][] payoff, int labelOfFirstColumn, int labelOfFirstRow, int labels) {
        int n = payoff[0].length;
        this.first = labelOfFirstColumn;
        this.labels = labels;
        this.rows = new double[payoff.length][labels + 1];
        this.basis = new int[payoff.length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < n; c++) {
                rows[r][labelOfFirstColumn + c] = payoff[r][c];
            }
            basis[r] = labelOfFirstRow + r;
            rows[r][basis[r]] = 1;
            rows[r][labels] = 1;
        }
    }

    /** Weighs the prices of two leaders as in an equilibrium of the game in which they have no others; false where it needs too many. */
    static boolean weigh(PricingGame game, DrawnRest rest) {
        int m = rest.prices[0].length;
        int n = rest.prices[1].length;
        double[][] one = new double[m][n];
        double[][] other = new double[n][m];
        var pass = new SystemPass(game, 1);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                pass.evaluate(new double[] {rest.prices[0][i], rest.prices[1][j]});
                one[i][j] = pass.profit(0);
                other[j][i] = pass.profit(1);
            }
        }
        double[][] weights = solve(one, other);
        if (!Arrays.stream(weights).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
            return false;
        }
        System.arraycopy(weights[0], 0, rest.weights[0], 0, m);
        System.arraycopy(weights[1], 0, rest.weights[1], 0, n);
        return Arrays.stream(weights)
                .allMatch(mix -> Arrays.stream(mix).filter(weight -> weight > 0).count() <= MixedPrices.MOST_PRICES);
    }

    /** Returns the weights of both players; each payoff by the player's own choice and the other's. */
    static double[][] solve(double[][] one, double[][] other) {
        int m = one.length;
        int n = other.length;
        var p = new Bimatrix(positive(other), 0, m, m + n);
        var q = new Bimatrix(positive(one), m, 0, m + n);
        int label = p.pivot(0);
        for (int k = 1; k < PIVOTS && label != 0; k++) {
            label = (k % 2 == 0 ? p : q).pivot(label);
        }
        return new double[][] {p.weights(m), q.weights(n)};
    }

    private static double[][] positive(double[][] payoff) {
        double least =
                Arrays.stream(payoff).flatMapToDouble(Arrays::stream).min().orElse(0);
        double most =
                Arrays.stream(payoff).flatMapToDouble(Arrays::stream).max().orElse(0);
        double scale = most > least ? most - least : 1;
        return Arrays.stream(payoff)
                .map(row -> Arrays.stream(row).map(x -> (x - least) / scale + 1).toArray())
                .toArray(double[][]::new);
    }

    /** Lets a label enter; returns the one that leaves. */
    private int pivot(int label) {
        int row = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int r = 0; r < rows.length; r++) {
            double ratio = rows[r][label] > NOTHING ? rows[r][labels] / rows[r][label] : Double.POSITIVE_INFINITY;
            if (ratio < least) {
                least = ratio;
                row = r;
            }
        }
        if (row < 0) {
            return 0; // rounding has left no ray: what is found is weighed, and certified or not
        }
        double by = rows[row][label];
        for (int c = 0; c <= labels; c++) {
            rows[row][c] /= by;
        }
        for (int r = 0; r < rows.length; r++) {
            double factor = rows[r][label];
            for (int c = 0; r != row && factor != 0 && c <= labels; c++) {
                rows[r][c] -= factor * rows[row][c];
            }
        }
        int leaving = basis[row];
        basis[row] = label;
        return leaving;
    }

    private double[] weights(int count) {
        double[] weights = new double[count];
        double sum = 0;
        for (int r = 0; r < rows.length; r++) {
            int c = basis[r] - first;
            if (c >= 0 && c < count && rows[r][labels] > 0) {
                weights[c] = rows[r][labels];
                sum += weights[c];
            }
        }
        for (int c = 0; c < count; c++) {
            weights[c] /= sum;
        }
        return weights;
    }
}

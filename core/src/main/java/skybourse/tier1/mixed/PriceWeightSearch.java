package skybourse.tier1.mixed;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.LinearSystem;
import skybourse.tier1.mixed.LocallyOptimalMixedPrices.EqualProfitPair;

/**
 * Quasi-Newton search for weights at which the prices of each leader earn the same. The derivatives of the profit differences are measured
 * once by trial shifts, then updated by Broyden's rule.
 */
public final class PriceWeightSearch {

    private static final int STEPS = 15;
    private static final double PROBE = 1e-3;
    private static final double LARGEST_SHIFT = 0.2;

    private PriceWeightSearch() {}

    /**
     * Shifts weights until all prices except the point earn the same as their leader's most probable other price. Removes prices whose
     * weight falls to 0.
     *
     * @param stationary prices and weights, changed in place
     * @param even largest relative difference between equal profits
     * @return whether such weights were found; if false, {@code stationary} must not be used any further
     */
    public static boolean equalize(LocallyOptimalMixedPrices stationary, double even) {
        List<EqualProfitPair> levels = stationary.levels();
        double[] ahead = ahead(stationary, levels);
        double[][] slopes = new double[0][];
        for (int step = 0; step < STEPS && !areEven(ahead, even); step++) {
            slopes = step == 0 ? slopes(stationary, levels, ahead) : slopes;
            double[] shifts = newton(slopes, ahead);
            Arrays.setAll(shifts, c -> stationary.shift(levels.get(c), shifts[c]));
            EqualProfitPair gone = droppedPrice(stationary.weights, levels, ahead);
            if (gone != null) {
                stationary.drop(gone);
                return stationary.moveToMaxima() && equalize(stationary, even);
            }
            if (Arrays.stream(shifts).allMatch(shift -> shift == 0) || !stationary.moveToMaxima()) {
                return false;
            }
            double[] next = ahead(stationary, levels);
            learn(slopes, shifts, ahead, next);
            ahead = next;
        }
        return areEven(ahead, even);
    }

    private static boolean areEven(double[] ahead, double even) {
        return Arrays.stream(ahead).allMatch(by -> Math.abs(by) <= even);
    }

    private static double[] ahead(LocallyOptimalMixedPrices stationary, List<EqualProfitPair> levels) {
        return levels.stream().mapToDouble(stationary::profitLead).toArray();
    }

    /**
     * Measures the derivative of each pair's profit difference by the weight shift of each pair, on copies of {@code stationary}.
     *
     * @param stationary prices and weights, not changed
     * @param levels pairs of prices
     * @param ahead profit difference of each pair at {@code stationary}
     * @return derivative of the difference of pair r by the shift of pair c, at {@code [r][c]}; no rows if a shift is 0 or prices do not
     *     converge
     */
    static double[][] slopes(LocallyOptimalMixedPrices stationary, List<EqualProfitPair> levels, double[] ahead) {
        double[][] slopes = new double[ahead.length][ahead.length];
        for (int c = 0; c < ahead.length; c++) {
            LocallyOptimalMixedPrices trial = stationary.copy();
            double shifted = trial.shift(levels.get(c), PROBE);
            if (shifted == 0 || !trial.moveToMaxima()) {
                return new double[0][];
            }
            double[] moved = ahead(trial, levels);
            for (int r = 0; r < ahead.length; r++) {
                slopes[r][c] = (moved[r] - ahead[r]) / shifted;
            }
        }
        return slopes;
    }

    /**
     * Returns the shifts of Newton's method, which make all profit differences 0 if they are linear.
     *
     * @param slopes from {@link #slopes}, not changed
     * @param ahead profit difference of each pair
     * @return shift of each pair, clamped to {@value #LARGEST_SHIFT} in both directions; empty if there are no slopes or a shift is not
     *     finite
     */
    static double[] newton(double[][] slopes, double[] ahead) {
        if (slopes.length == 0) {
            return new double[0];
        }
        double[][] matrix = Arrays.stream(slopes).map(double[]::clone).toArray(double[][]::new);
        double[] shifts =
                LinearSystem.solve(matrix, Arrays.stream(ahead).map(by -> -by).toArray());
        return Arrays.stream(shifts).allMatch(Double::isFinite)
                ? Arrays.stream(shifts)
                        .map(shift -> Math.clamp(shift, -LARGEST_SHIFT, LARGEST_SHIFT))
                        .toArray()
                : new double[0];
    }

    /** Returns a pair whose price {@code point} has weight 0 and earns less than its price {@code other}; null if there is none. */
    static @Nullable EqualProfitPair droppedPrice(double[][] weights, List<EqualProfitPair> levels, double[] ahead) {
        for (int i = 0; i < ahead.length; i++) {
            EqualProfitPair level = levels.get(i);
            double[] own = weights[level.leader()];
            if (ahead[i] < 0 && own[level.point()] <= 0) {
                return level;
            }
            if (ahead[i] > 0 && own[level.other()] <= 0) {
                return new EqualProfitPair(level.leader(), /* point= */ level.other(), /* other= */ level.point());
            }
        }
        return null;
    }

    /**
     * Updates the slopes by Broyden's rule: the smallest change that reproduces the effect of the shifts.
     *
     * @param slopes changed in place
     * @param shifts weight shift of each pair, not all 0
     * @param before profit difference of each pair before the shifts
     * @param after profit difference of each pair after the shifts
     */
    static void learn(double[][] slopes, double[] shifts, double[] before, double[] after) {
        double square = Arrays.stream(shifts).map(shift -> shift * shift).sum();
        for (int r = 0; r < slopes.length; r++) {
            double missed = after[r] - before[r];
            for (int c = 0; c < shifts.length; c++) {
                missed -= slopes[r][c] * shifts[c];
            }
            for (int c = 0; c < shifts.length; c++) {
                slopes[r][c] += missed * shifts[c] / square;
            }
        }
    }
}

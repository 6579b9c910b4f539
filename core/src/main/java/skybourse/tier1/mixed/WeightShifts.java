package skybourse.tier1.mixed;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.LinearSystem;
import skybourse.tier1.mixed.DrawnRest.Level;

/** Shifts of weight after which prices of one leader earn the same: Newton's steps, whose slopes are updated by Broyden's rule. */
public final class WeightShifts {

    private static final int STEPS = 15;
    private static final double PROBE = 1e-3;
    private static final double LARGEST_SHIFT = 0.2;

    private WeightShifts() {}

    /**
     * Shifts weights until all older prices earn the same as their leader's others; drops those that lose all of theirs.
     *
     * @param even relative difference up to which two prices earn the same
     * @return whether such weights were found; otherwise the weights must not be used
     */
    public static boolean level(DrawnRest rest, double even) {
        List<Level> levels = rest.levels();
        double[] ahead = ahead(rest, levels);
        double[][] slopes = new double[0][];
        for (int step = 0; step < STEPS && !areEven(ahead, even); step++) {
            slopes = step == 0 ? slopes(rest, levels, ahead) : slopes;
            double[] shifts = newton(slopes, ahead);
            Arrays.setAll(shifts, c -> rest.shift(levels.get(c), shifts[c]));
            Level gone = gone(rest.weights, levels, ahead);
            if (gone != null) {
                rest.drop(gone);
                return rest.settle() && level(rest, even);
            }
            if (Arrays.stream(shifts).allMatch(shift -> shift == 0) || !rest.settle()) {
                return false;
            }
            double[] next = ahead(rest, levels);
            learn(slopes, shifts, ahead, next);
            ahead = next;
        }
        return areEven(ahead, even);
    }

    private static boolean areEven(double[] ahead, double even) {
        return Arrays.stream(ahead).allMatch(by -> Math.abs(by) <= even);
    }

    private static double[] ahead(DrawnRest rest, List<Level> levels) {
        return levels.stream().mapToDouble(rest::ahead).toArray();
    }

    /**
     * Returns the slope of each level by each shift, from trials.
     *
     * @return {@code double[levels][levels]}, the shifted one last; no rows if prices do not converge in a trial
     */
    static double[][] slopes(DrawnRest rest, List<Level> levels, double[] ahead) {
        double[][] slopes = new double[ahead.length][ahead.length];
        for (int c = 0; c < ahead.length; c++) {
            DrawnRest trial = rest.copy();
            double shifted = trial.shift(levels.get(c), PROBE);
            if (shifted == 0 || !trial.settle()) {
                return new double[0][];
            }
            double[] moved = ahead(trial, levels);
            for (int r = 0; r < ahead.length; r++) {
                slopes[r][c] = (moved[r] - ahead[r]) / shifted;
            }
        }
        return slopes;
    }

    /** Returns the shifts, each within {@value #LARGEST_SHIFT}, after which levels are even by their slopes; none without finite ones. */
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

    /** Returns a price that has no weight left and earns less than its leader's other, as the point of its level; null if none. */
    static @Nullable Level gone(double[][] weights, List<Level> levels, double[] ahead) {
        for (int i = 0; i < ahead.length; i++) {
            Level level = levels.get(i);
            double[] own = weights[level.leader()];
            if (ahead[i] < 0 && own[level.point()] <= 0) {
                return level;
            }
            if (ahead[i] > 0 && own[level.other()] <= 0) {
                return new Level(level.leader(), /* point= */ level.other(), /* other= */ level.point());
            }
        }
        return null;
    }

    /** Broyden's rule: the least change of the slopes that explains what a shift did. */
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

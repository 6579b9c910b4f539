package skybourse.tier1.mixed;

/** The linear complementarity problem, by Lemke's pivots (1965). */
final class Complementarity {

    private static final int PIVOTS_A_ROW = 20;
    private static final double LEAST_PIVOT = 1e-11;

    /** How far the first pivots of rows with equal right sides lie apart, so that no two tie. */
    private static final double APART = 1e-3;

    private final int size;

    /** Columns: {@code w}, {@code z}, the artificial variable and the right side. */
    private final double[][] rows;

    private final int[] basis;

    private Complementarity(double[][] matrix, double[] right, double[] path) {
        size = right.length;
        rows = new double[size][2 * size + 2];
        basis = new int[size];
        for (int r = 0; r < size; r++) {
            rows[r][r] = 1;
            for (int c = 0; c < size; c++) {
                rows[r][size + c] = -matrix[r][c];
            }
            rows[r][2 * size] = -path[r] * (right[r] < 0 ? 1 + r * APART : 1);
            rows[r][2 * size + 1] = right[r];
            basis[r] = r;
        }
    }

    /**
     * Returns {@code z >= 0} with {@code w = matrix z + right >= 0} and {@code z w = 0}: the end of the path of solutions to {@code right +
     * t path} that begins at large {@code t}. Empty where the path does not end at {@code t = 0}, or rounding leaves no pivot.
     *
     * @param matrix square, by row
     * @param right one negative number at least
     * @param path above 0 where {@code right} is negative, at least 0 elsewhere
     */
    static double[] solve(double[][] matrix, double[] right, double[] path) {
        return new Complementarity(matrix, right, path).solved();
    }

    private double[] solved() {
        int artificial = 2 * size;
        int entering = artificial;
        int row = firstRow();
        for (int pivot = 0; pivot < PIVOTS_A_ROW * size && row >= 0; pivot++) {
            int left = basis[row];
            pivot(row, entering);
            if (left == artificial) {
                return values();
            }
            entering = left < size ? left + size : left - size;
            row = blocking(entering);
        }
        return new double[0];
    }

    /** Returns the row that holds with no less than the largest value of the artificial variable. */
    private int firstRow() {
        int row = -1;
        double most = 0;
        for (int r = 0; r < size; r++) {
            double needed = rows[r][2 * size + 1] < 0 ? rows[r][2 * size + 1] / rows[r][2 * size] : 0;
            row = needed > most ? r : row;
            most = Math.max(most, needed);
        }
        return row;
    }

    /** Returns the row that blocks an entering variable first, of equal ones the artificial variable's; -1 for none. */
    private int blocking(int entering) {
        int row = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int r = 0; r < size; r++) {
            if (rows[r][entering] > LEAST_PIVOT) {
                double ratio = Math.max(0, rows[r][2 * size + 1]) / rows[r][entering];
                if (ratio < least || (ratio == least && basis[r] == 2 * size)) {
                    least = ratio;
                    row = r;
                }
            }
        }
        return row;
    }

    private void pivot(int row, int entering) {
        double by = rows[row][entering];
        for (int c = 0; c < rows[row].length; c++) {
            rows[row][c] /= by;
        }
        for (int r = 0; r < size; r++) {
            double factor = rows[r][entering];
            for (int c = 0; r != row && factor != 0 && c < rows[r].length; c++) {
                rows[r][c] -= factor * rows[row][c];
            }
        }
        basis[row] = entering;
    }

    private double[] values() {
        double[] values = new double[size];
        for (int r = 0; r < size; r++) {
            if (basis[r] >= size) {
                values[basis[r] - size] = Math.max(0, rows[r][2 * size + 1]);
            }
        }
        return values;
    }
}

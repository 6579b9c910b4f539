package skybourse.tier1.mixed;

/** Linear complementarity problem, solved by Lemke's algorithm (1965) on a dense tableau. */
final class LemkeSolver {

    /** Largest number of pivots per row. */
    private static final int PIVOTS_A_ROW = 20;

    /** Smallest absolute value of a pivot element. */
    private static final double LEAST_PIVOT = 1e-11;

    /** Relative perturbation of rows with negative right sides. It prevents ties between the ratios of equal rows. */
    private static final double APART = 1e-3;

    private final int size;

    /** Tableau. Columns: {@code w}, {@code z}, the artificial variable, and the right side. */
    private final double[][] rows;

    private final int[] basis;

    private LemkeSolver(double[][] matrix, double[] right, double[] path) {
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
     * Returns {@code z >= 0} with {@code w = matrix z + right >= 0} and {@code z w = 0}. The algorithm follows the solutions for
     * {@code right + t path} from a large {@code t} to {@code t = 0}.
     *
     * @param matrix square, by row
     * @param right at least one element must be negative
     * @param path one number per row, greater than 0 if {@code right} is negative there, otherwise at least 0
     * @return the solution; empty if the path does not end at {@code t = 0}, no pivot element is large enough, or the algorithm takes
     *     too many pivots
     */
    static double[] solve(double[][] matrix, double[] right, double[] path) {
        return new LemkeSolver(matrix, right, path).solved();
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

    /** Returns the row whose right side needs the largest value of the artificial variable; -1 if no right side is negative. */
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

    /** Returns the row of the minimum ratio for an entering variable; on a tie the artificial variable's row; -1 if no row limits the variable. */
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

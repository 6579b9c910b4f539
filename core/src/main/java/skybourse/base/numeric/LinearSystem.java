package skybourse.base.numeric;

/** Solver of dense linear systems by Gaussian elimination with partial pivoting. */
public final class LinearSystem {

    private LinearSystem() {}

    /**
     * Solves {@code matrix x = right}. Overwrites both arguments.
     *
     * @param matrix {@code double[n][n]}, rows first
     * @param right {@code double[n]}
     * @return {@code double[n]}, the array passed as {@code right}; with infinite or NaN entries if a pivot is 0
     */
    public static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        for (int k = 0; k < n; k++) {
            swap(matrix, right, k, pivot(matrix, k));
            for (int i = k + 1; i < n; i++) {
                double factor = matrix[i][k] / matrix[k][k];
                if (factor != 0) {
                    subtract(matrix[i], matrix[k], factor, k);
                    right[i] -= factor * right[k];
                }
            }
        }
        substituteBack(matrix, right);
        return right;
    }

    /** Returns the row, from row {@code k} on, with the largest absolute entry in column {@code k}. Of several such rows returns the first. */
    private static int pivot(double[][] matrix, int k) {
        int pivot = k;
        for (int i = k + 1; i < matrix.length; i++) {
            if (Math.abs(matrix[i][k]) > Math.abs(matrix[pivot][k])) {
                pivot = i;
            }
        }
        return pivot;
    }

    private static void substituteBack(double[][] matrix, double[] right) {
        for (int k = right.length - 1; k >= 0; k--) {
            double sum = right[k];
            for (int j = k + 1; j < right.length; j++) {
                sum -= matrix[k][j] * right[j];
            }
            right[k] = sum / matrix[k][k];
        }
    }

    private static void swap(double[][] matrix, double[] right, int one, int other) {
        double[] row = matrix[one];
        matrix[one] = matrix[other];
        matrix[other] = row;
        double value = right[one];
        right[one] = right[other];
        right[other] = value;
    }

    private static void subtract(double[] row, double[] pivotRow, double factor, int from) {
        for (int j = from; j < row.length; j++) {
            row[j] -= factor * pivotRow[j];
        }
    }
}

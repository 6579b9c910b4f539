package skybourse.learning.networks;

/** Creates matrices from arrays. */
final class Matrices {

    private Matrices() {}

    /** Returns a matrix with its own array from numbers in row order, {@code float[rows * columns]}. */
    static Matrix ofRows(int rows, int columns, float[] rowMajor) {
        Matrix matrix = Matrix.zeros(rows, columns);
        matrix.setRows(rowMajor, 0);
        return matrix;
    }
}

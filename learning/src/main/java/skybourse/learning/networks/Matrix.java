package skybourse.learning.networks;

import java.util.Locale;

/**
 * Matrix of floats as a view of a flat array, stored in column panels: columns {@code 32 p .. 32 p + 31} of all rows are contiguous,
 * row by row. The last panel is padded with zeros.
 *
 * <p>In this layout all products of a dense network read both operands with unit or constant stride, so that no repacking is needed.
 *
 * @param values the array, not copied
 * @param offset index of the first element, at least 0
 * @param rows number of rows, at least 0
 * @param columns number of columns, at least 1
 */
public record Matrix(float[] values, int offset, int rows, int columns) {

    /** Number of columns of a panel: two vectors of 512 bits. */
    public static final int PANEL = 32;

    /** @throws IllegalArgumentException if a number is out of its range, or the matrix does not fit the array */
    public Matrix {
        if (rows < 0 || columns < 1 || offset < 0 || offset + size(rows, columns) > values.length) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "matrix must fit its array: %d + %d x %d in %d",
                    offset,
                    rows,
                    columns,
                    values.length));
        }
    }

    /** Returns a matrix of zeros in a new array. */
    public static Matrix zeros(int rows, int columns) {
        return new Matrix(new float[size(rows, columns)], 0, rows, columns);
    }

    /** Returns the number of floats of a matrix, with padding. */
    public static int size(int rows, int columns) {
        return rows * padded(columns);
    }

    private static int padded(int columns) {
        return (columns + PANEL - 1) / PANEL * PANEL;
    }

    /** Returns the number of floats of this matrix, with padding. */
    public int size() {
        return size(rows, columns);
    }

    /** Returns the number of panels. */
    int panels() {
        return padded(columns) / PANEL;
    }

    /** Returns the index of a panel's first element in {@link #values()}. */
    int panel(int panel) {
        return offset + panel * rows * PANEL;
    }

    /** Returns the index of an element in {@link #values()}. */
    public int index(int row, int column) {
        return panel(column / PANEL) + row * PANEL + column % PANEL;
    }

    public float get(int row, int column) {
        return values[index(row, column)];
    }

    public void set(int row, int column, float value) {
        values[index(row, column)] = value;
    }

    /** Copies {@code rows} rows of {@code columns} numbers in row-major order from {@code source}, starting at its row {@code firstRow}. */
    public void setRows(float[] source, int firstRow) {
        for (int p = 0; p < panels(); p++) {
            int wide = Math.min(PANEL, columns - p * PANEL);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(source, (firstRow + r) * columns + p * PANEL, values, panel(p) + r * PANEL, wide);
            }
        }
    }

    /** Copies {@code columns} numbers from {@code source}, starting at index {@code at}, into one row. */
    public void setRow(int row, float[] source, int at) {
        for (int p = 0; p < panels(); p++) {
            int wide = Math.min(PANEL, columns - p * PANEL);
            System.arraycopy(source, at + p * PANEL, values, panel(p) + row * PANEL, wide);
        }
    }

    /** Returns the numbers in row-major order, {@code float[rows * columns]}. */
    public float[] toRows() {
        float[] result = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                result[r * columns + c] = get(r, c);
            }
        }
        return result;
    }

    /** Writes the transpose of this matrix into {@code target}, which has {@code columns} rows and {@code rows} columns. */
    public void transposeInto(Matrix target) {
        for (int c = 0; c < columns; c++) {
            int from = index(0, c);
            for (int r = 0; r < rows; r += PANEL) {
                int to = target.index(c, r);
                int wide = Math.min(PANEL, rows - r);
                for (int i = 0; i < wide; i++) {
                    target.values[to + i] = values[from + (r + i) * PANEL];
                }
            }
        }
    }
}

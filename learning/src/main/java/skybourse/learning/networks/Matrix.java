package skybourse.learning.networks;

import java.util.Locale;

/**
 * A float matrix inside a flat array, stored as column panels: columns {@code 32 p .. 32 p + 31} of all rows lie together,
 * row after row, and the last panel is filled up with zeros.
 *
 * <p>In this order every operand of every product of a dense network is read with unit or constant stride, whichever
 * side of the product it is on, so that nothing is ever repacked. The numbers are mutable and shared with the array.
 *
 * @param values the array, shared
 * @param offset where the matrix starts in it
 * @param rows number of rows, at least 0
 * @param columns number of columns, at least 1
 */
public record Matrix(float[] values, int offset, int rows, int columns) {

    /** Columns of one panel: two vectors of 512 bits. */
    public static final int PANEL = 32;

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

    /** Returns a matrix of zeros in an array of its own. */
    public static Matrix zeros(int rows, int columns) {
        return new Matrix(new float[size(rows, columns)], 0, rows, columns);
    }

    /** Returns how many floats a matrix takes, padding included. */
    public static int size(int rows, int columns) {
        return rows * padded(columns);
    }

    private static int padded(int columns) {
        return (columns + PANEL - 1) / PANEL * PANEL;
    }

    /** Returns how many floats this matrix takes, padding included. */
    public int size() {
        return size(rows, columns);
    }

    /** Returns the number of panels. */
    int panels() {
        return padded(columns) / PANEL;
    }

    /** Returns where the panel starts in {@link #values()}. */
    int panel(int panel) {
        return offset + panel * rows * PANEL;
    }

    /** Returns where an element lies in {@link #values()}. */
    public int index(int row, int column) {
        return panel(column / PANEL) + row * PANEL + column % PANEL;
    }

    public float get(int row, int column) {
        return values[index(row, column)];
    }

    public void set(int row, int column, float value) {
        values[index(row, column)] = value;
    }

    /** Copies {@code rows * columns} numbers in row order from {@code source}, starting at row {@code firstRow} of it. */
    public void setRows(float[] source, int firstRow) {
        for (int p = 0; p < panels(); p++) {
            int wide = Math.min(PANEL, columns - p * PANEL);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(source, (firstRow + r) * columns + p * PANEL, values, panel(p) + r * PANEL, wide);
            }
        }
    }

    /** Copies {@code columns} numbers from {@code source}, starting at {@code at}, into one row. */
    public void setRow(int row, float[] source, int at) {
        for (int p = 0; p < panels(); p++) {
            int wide = Math.min(PANEL, columns - p * PANEL);
            System.arraycopy(source, at + p * PANEL, values, panel(p) + row * PANEL, wide);
        }
    }

    /** Returns the numbers in row order, {@code float[rows * columns]}. */
    public float[] toRows() {
        float[] result = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                result[r * columns + c] = get(r, c);
            }
        }
        return result;
    }

    /** Writes the transpose of this matrix into {@code target}. */
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

package skybourse.learning.networks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vector implementation of {@link MatrixProduct}, in tiles that fit into the vector registers. */
final class VectorMatrixProduct {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Number of rows of the largest tile. It is 8 with 32 vector registers. With 16 registers it is 4, because 8 rows would not fit. */
    private static final int TALLEST = LANES >= 16 ? 8 : 4;

    private static final Matrix ZERO = Matrix.zeros(1, Matrix.PANEL);

    private VectorMatrixProduct() {}

    static void multiply(Matrix a, Matrix b, Matrix c) {
        run(rowsOf(a), b, new Start(ZERO, 0, 0), new Start(ZERO, 0, 0), c);
    }

    static void affine(Matrix a, Matrix b, Matrix bias, Matrix c) {
        run(rowsOf(a), b, new Start(ZERO, 0, 0), new Start(bias, Matrix.PANEL, 0), c);
    }

    static void affine(Matrix a, Matrix b, Matrix start, Matrix bias, Matrix c) {
        run(rowsOf(a), b, shaped(start), new Start(bias, Matrix.PANEL, 0), c);
    }

    static void accumulate(Matrix a, Matrix b, Matrix c) {
        run(rowsOf(a), b, shaped(c), new Start(ZERO, 0, 0), c);
    }

    static void accumulateTransposed(Matrix a, Matrix b, Matrix c) {
        MatrixProduct.check(a.rows() == b.rows() && c.rows() == a.columns(), a, b, c);
        Left left = new Left(a, 1, Matrix.PANEL, a.rows(), 0, true);
        run(left, b, shaped(c), new Start(ZERO, 0, 0), c);
    }

    private static Left rowsOf(Matrix a) {
        return new Left(a, Matrix.PANEL, 1, Matrix.PANEL, a.rows() * Matrix.PANEL, false);
    }

    private static Start shaped(Matrix start) {
        return new Start(start, start.rows() * Matrix.PANEL, Matrix.PANEL);
    }

    /**
     * Left operand, with the array distances between neighbours: along the rows of a tile, and along the reduction index, which is divided into
     * blocks.
     */
    private record Left(Matrix matrix, int row, int step, int block, int blockStride, boolean transposed) {

        int tile(int firstRow) {
            return transposed ? matrix.index(0, firstRow) : matrix.index(firstRow, 0);
        }
    }

    /** Start values of the chains. They are a matrix of the result's shape, a single row that is used for all rows, or zeros. */
    private record Start(Matrix matrix, int panelStride, int rowStride) {

        int at(int panel, int row, int column) {
            return matrix.offset() + panel * panelStride + row * rowStride + column;
        }
    }

    private static void run(Left left, Matrix b, Start start, Start bias, Matrix c) {
        MatrixProduct.check(
                c.columns() == b.columns() && (left.transposed || left.matrix.columns() == b.rows()),
                left.matrix,
                b,
                c);
        float[] out = c.values();
        for (int p = 0; p < c.panels(); p++) {
            int wide = Math.min(Matrix.PANEL, c.columns() - p * Matrix.PANEL);
            for (int j = 0; j < wide; j += 2 * LANES) {
                int from = b.panel(p) + j;
                int row = 0;
                while (row < c.rows()) {
                    int tall = tall(c.rows() - row);
                    int to = c.panel(p) + row * Matrix.PANEL + j;
                    begin(start, bias, p, row, j, tall, out, to);
                    switch (tall) {
                        case 8 -> tile8(left, left.tile(row), b, from, out, to);
                        case 4 -> tile4(left, left.tile(row), b, from, out, to);
                        default -> tile1(left, left.tile(row), b, from, out, to);
                    }
                    row += tall;
                }
            }
        }
    }

    private static int tall(int rowsLeft) {
        if (rowsLeft >= TALLEST) {
            return TALLEST;
        }
        return rowsLeft >= 4 ? 4 : 1;
    }

    private static void begin(Start start, Start bias, int p, int row, int j, int tall, float[] out, int to) {
        FloatVector low = load(bias.matrix.values(), bias.at(p, 0, j));
        FloatVector high = load(bias.matrix.values(), bias.at(p, 0, j + LANES));
        float[] values = start.matrix.values();
        for (int r = 0; r < tall; r++) {
            int at = start.at(p, row + r, j);
            load(values, at).add(low).intoArray(out, to + r * Matrix.PANEL);
            load(values, at + LANES).add(high).intoArray(out, to + r * Matrix.PANEL + LANES);
        }
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    private static void tile1(Left left, int first, Matrix right, int from, float[] c, int to) {
        float[] a = left.matrix.values();
        float[] b = right.values();
        int depth = right.rows();
        FloatVector s = load(c, to);
        FloatVector t = load(c, to + LANES);
        int block = first;
        for (int k = 0; k < depth; block += left.blockStride) {
            int end = Math.min(k + left.block, depth);
            for (int i = block; k < end; k++, i += left.step) {
                FloatVector x = all(a[i]);
                s = x.fma(load(b, from + k * Matrix.PANEL), s);
                t = x.fma(load(b, from + k * Matrix.PANEL + LANES), t);
            }
        }
        s.intoArray(c, to);
        t.intoArray(c, to + LANES);
    }

    private static void tile4(Left left, int first, Matrix right, int from, float[] c, int to) {
        float[] a = left.matrix.values();
        float[] b = right.values();
        int depth = right.rows();
        int row = left.row;
        int step = left.step;
        FloatVector s0 = load(c, to);
        FloatVector t0 = load(c, to + LANES);
        FloatVector s1 = load(c, to + Matrix.PANEL);
        FloatVector t1 = load(c, to + Matrix.PANEL + LANES);
        FloatVector s2 = load(c, to + 2 * Matrix.PANEL);
        FloatVector t2 = load(c, to + 2 * Matrix.PANEL + LANES);
        FloatVector s3 = load(c, to + 3 * Matrix.PANEL);
        FloatVector t3 = load(c, to + 3 * Matrix.PANEL + LANES);
        int block = first;
        for (int k = 0; k < depth; block += left.blockStride) {
            int end = Math.min(k + left.block, depth);
            for (int i = block; k < end; k++, i += step) {
                FloatVector low = load(b, from + k * Matrix.PANEL);
                FloatVector high = load(b, from + k * Matrix.PANEL + LANES);
                FloatVector x = all(a[i]);
                s0 = x.fma(low, s0);
                t0 = x.fma(high, t0);
                x = all(a[i + row]);
                s1 = x.fma(low, s1);
                t1 = x.fma(high, t1);
                x = all(a[i + 2 * row]);
                s2 = x.fma(low, s2);
                t2 = x.fma(high, t2);
                x = all(a[i + 3 * row]);
                s3 = x.fma(low, s3);
                t3 = x.fma(high, t3);
            }
        }
        s0.intoArray(c, to);
        t0.intoArray(c, to + LANES);
        s1.intoArray(c, to + Matrix.PANEL);
        t1.intoArray(c, to + Matrix.PANEL + LANES);
        s2.intoArray(c, to + 2 * Matrix.PANEL);
        t2.intoArray(c, to + 2 * Matrix.PANEL + LANES);
        s3.intoArray(c, to + 3 * Matrix.PANEL);
        t3.intoArray(c, to + 3 * Matrix.PANEL + LANES);
    }

    private static void tile8(Left left, int first, Matrix right, int from, float[] c, int to) {
        float[] a = left.matrix.values();
        float[] b = right.values();
        int depth = right.rows();
        int row = left.row;
        int step = left.step;
        FloatVector s0 = load(c, to);
        FloatVector t0 = load(c, to + LANES);
        FloatVector s1 = load(c, to + Matrix.PANEL);
        FloatVector t1 = load(c, to + Matrix.PANEL + LANES);
        FloatVector s2 = load(c, to + 2 * Matrix.PANEL);
        FloatVector t2 = load(c, to + 2 * Matrix.PANEL + LANES);
        FloatVector s3 = load(c, to + 3 * Matrix.PANEL);
        FloatVector t3 = load(c, to + 3 * Matrix.PANEL + LANES);
        FloatVector s4 = load(c, to + 4 * Matrix.PANEL);
        FloatVector t4 = load(c, to + 4 * Matrix.PANEL + LANES);
        FloatVector s5 = load(c, to + 5 * Matrix.PANEL);
        FloatVector t5 = load(c, to + 5 * Matrix.PANEL + LANES);
        FloatVector s6 = load(c, to + 6 * Matrix.PANEL);
        FloatVector t6 = load(c, to + 6 * Matrix.PANEL + LANES);
        FloatVector s7 = load(c, to + 7 * Matrix.PANEL);
        FloatVector t7 = load(c, to + 7 * Matrix.PANEL + LANES);
        int block = first;
        for (int k = 0; k < depth; block += left.blockStride) {
            int end = Math.min(k + left.block, depth);
            for (int i = block; k < end; k++, i += step) {
                FloatVector low = load(b, from + k * Matrix.PANEL);
                FloatVector high = load(b, from + k * Matrix.PANEL + LANES);
                FloatVector x = all(a[i]);
                s0 = x.fma(low, s0);
                t0 = x.fma(high, t0);
                x = all(a[i + row]);
                s1 = x.fma(low, s1);
                t1 = x.fma(high, t1);
                x = all(a[i + 2 * row]);
                s2 = x.fma(low, s2);
                t2 = x.fma(high, t2);
                x = all(a[i + 3 * row]);
                s3 = x.fma(low, s3);
                t3 = x.fma(high, t3);
                x = all(a[i + 4 * row]);
                s4 = x.fma(low, s4);
                t4 = x.fma(high, t4);
                x = all(a[i + 5 * row]);
                s5 = x.fma(low, s5);
                t5 = x.fma(high, t5);
                x = all(a[i + 6 * row]);
                s6 = x.fma(low, s6);
                t6 = x.fma(high, t6);
                x = all(a[i + 7 * row]);
                s7 = x.fma(low, s7);
                t7 = x.fma(high, t7);
            }
        }
        s0.intoArray(c, to);
        t0.intoArray(c, to + LANES);
        s1.intoArray(c, to + Matrix.PANEL);
        t1.intoArray(c, to + Matrix.PANEL + LANES);
        s2.intoArray(c, to + 2 * Matrix.PANEL);
        t2.intoArray(c, to + 2 * Matrix.PANEL + LANES);
        s3.intoArray(c, to + 3 * Matrix.PANEL);
        t3.intoArray(c, to + 3 * Matrix.PANEL + LANES);
        s4.intoArray(c, to + 4 * Matrix.PANEL);
        t4.intoArray(c, to + 4 * Matrix.PANEL + LANES);
        s5.intoArray(c, to + 5 * Matrix.PANEL);
        t5.intoArray(c, to + 5 * Matrix.PANEL + LANES);
        s6.intoArray(c, to + 6 * Matrix.PANEL);
        t6.intoArray(c, to + 6 * Matrix.PANEL + LANES);
        s7.intoArray(c, to + 7 * Matrix.PANEL);
        t7.intoArray(c, to + 7 * Matrix.PANEL + LANES);
    }
}

package skybourse.learning.networks;

import skybourse.base.numeric.VectorModule;

/** The few operations of a dense network that are not products; each element is worked out alone or in row order. */
public final class Elementwise {

    private Elementwise() {}

    /** Sets {@code x = x * by}, element by element; the same shape. */
    public static void multiply(Matrix x, Matrix by) {
        VectorModule.require();
        VectorElements.multiply(x, by);
    }

    /** Sets {@code x = x + y}; the same shape. */
    public static void add(Matrix x, Matrix y) {
        VectorModule.require();
        VectorElements.add(x, y);
    }

    /** Adds each column's sum, taken from the first row to the last, to {@code sums}, one row. */
    public static void addColumnSums(Matrix x, Matrix sums) {
        VectorModule.require();
        VectorElements.addColumnSums(x, sums);
    }

    /** Sets {@code total} to the sum of the first {@code count} parts, added in their order. */
    public static void sum(float[][] parts, int count, float[] total) {
        VectorModule.require();
        VectorElements.sum(parts, count, total);
    }

    /**
     * Moves {@code target} towards {@code source}: {@code target + share (source - target)}.
     *
     * @param share in [0, 1]
     */
    public static void approach(float[] target, float[] source, float share) {
        VectorModule.require();
        VectorElements.approach(target, source, share);
    }
}

package skybourse.learning.networks;

import skybourse.base.numeric.VectorModule;

/**
 * Element-wise operations and column sums of a dense network. Results do not depend on the vector width. All methods throw {@link
 * LinkageError} if the JVM was started without the vector module.
 */
public final class ElementwiseOperations {

    private ElementwiseOperations() {}

    /** Sets {@code x = x * by}, element by element. Both have the same shape. */
    public static void multiply(Matrix x, Matrix by) {
        VectorModule.require();
        VectorElementwiseOperations.multiply(x, by);
    }

    /** Sets {@code x = x + y}. Both have the same shape. */
    public static void add(Matrix x, Matrix y) {
        VectorModule.require();
        VectorElementwiseOperations.add(x, y);
    }

    /** Adds the sum of each column to the single row of {@code sums}. Each sum runs from the first row to the last. */
    public static void addColumnSums(Matrix x, Matrix sums) {
        VectorModule.require();
        VectorElementwiseOperations.addColumnSums(x, sums);
    }

    /** Sets {@code total} to the sum of the first {@code count} parts, added in order; {@code count} is at least 1. */
    public static void sum(float[][] parts, int count, float[] total) {
        VectorModule.require();
        VectorElementwiseOperations.sum(parts, count, total);
    }

    /**
     * Sets {@code target = target + share (source - target)}.
     *
     * @param target changed in place
     * @param source array of the same length
     * @param share in [0, 1]
     */
    public static void approach(float[] target, float[] source, float share) {
        VectorModule.require();
        VectorElementwiseOperations.approach(target, source, share);
    }
}

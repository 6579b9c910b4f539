package skybourse.learning.networks;

import skybourse.base.numeric.VectorModule;
import skybourse.base.random.RandomStreams;

/** Loads for measuring the arithmetic speed of a processor core. The caller measures the time. Not thread-safe. */
public final class FloatSpeed {

    private static final int ROWS = 128;
    private static final int SIDE = 256;

    private final Matrix a;
    private final Matrix b;
    private final Matrix c;
    private final float[] sum = new float[Matrix.PANEL];

    /** Creates two fixed matrices. */
    public FloatSpeed() {
        VectorModule.require();
        a = Matrix.zeros(ROWS, SIDE);
        b = Matrix.zeros(SIDE, SIDE);
        c = Matrix.zeros(ROWS, SIDE);
        DenseLayer.fill(new RandomStreams(3).stream("peak", 0), a, 1);
        DenseLayer.fill(new RandomStreams(3).stream("peak", 1), b, 1);
    }

    /**
     * Multiplies a 128 x 256 matrix by a 256 x 256 matrix, which is the largest product of a training step. Returns the number of floating-point
     * operations.
     */
    public double product() {
        MatrixProduct.multiply(a, b, c);
        return 2.0 * ROWS * SIDE * SIDE;
    }

    /**
     * Runs 12 chains of fused multiply-adds in registers. The chains are independent of each other, so that the latency of the instructions is
     * hidden. The speed is that of a core that does not need to load or store data. Returns the number of floating-point operations.
     */
    public double multiplyAdds() {
        return MultiplyAdds.run(sum);
    }

    /** Returns a number that depends on all results, so that the compiler does not remove the computation. */
    public float result() {
        return sum[0] + c.values()[c.offset()];
    }
}

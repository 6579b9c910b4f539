package skybourse.learning.networks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import skybourse.base.random.RandomStreams;

/** Loads by which the arithmetic speed of a core is measured; they only compute, somebody else holds the clock. For one thread. */
public final class FloatSpeed {

    private static final int ROWS = 128;
    private static final int SIDE = 256;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LOOPS = 20_000;
    private static final int CHAINS = 12;

    private final Matrix a = Matrix.zeros(ROWS, SIDE);
    private final Matrix b = Matrix.zeros(SIDE, SIDE);
    private final Matrix c = Matrix.zeros(ROWS, SIDE);
    private final float[] sum = new float[SPECIES.length()];

    /** Makes two fixed matrices. */
    public FloatSpeed() {
        DenseLayer.fill(new RandomStreams(3).stream("peak", 0), a, 1);
        DenseLayer.fill(new RandomStreams(3).stream("peak", 1), b, 1);
    }

    /** Multiplies 128 x 256 with 256 x 256, the largest product of a training step; returns the floating point operations. */
    public double product() {
        MatrixProduct.multiply(a, b, c);
        return 2.0 * ROWS * SIDE * SIDE;
    }

    /**
     * Runs 12 independent chains of fused multiply-adds in registers, enough to hide their latency: what a core reaches when
     * nothing has to be loaded or stored. Returns the floating point operations.
     */
    public double multiplyAdds() {
        FloatVector by = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector more = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector s0 = more;
        FloatVector s1 = s0.add(more);
        FloatVector s2 = s1.add(more);
        FloatVector s3 = s2.add(more);
        FloatVector s4 = s3.add(more);
        FloatVector s5 = s4.add(more);
        FloatVector s6 = s5.add(more);
        FloatVector s7 = s6.add(more);
        FloatVector s8 = s7.add(more);
        FloatVector s9 = s8.add(more);
        FloatVector s10 = s9.add(more);
        FloatVector s11 = s10.add(more);
        for (int i = 0; i < LOOPS; i++) {
            s0 = s0.fma(by, more);
            s1 = s1.fma(by, more);
            s2 = s2.fma(by, more);
            s3 = s3.fma(by, more);
            s4 = s4.fma(by, more);
            s5 = s5.fma(by, more);
            s6 = s6.fma(by, more);
            s7 = s7.fma(by, more);
            s8 = s8.fma(by, more);
            s9 = s9.fma(by, more);
            s10 = s10.fma(by, more);
            s11 = s11.fma(by, more);
        }
        FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
        FloatVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
        low.add(high).intoArray(sum, 0);
        return 2.0 * LOOPS * CHAINS * SPECIES.length();
    }

    /** Returns a number that needs all that was computed. */
    public float result() {
        return sum[0] + c.values()[c.offset()];
    }
}

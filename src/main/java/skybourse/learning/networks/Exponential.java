package skybourse.learning.networks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponential function in float, one formula for vectors and for single numbers with the same bits: {@code x = n ln 2 + r},
 * Taylor series to the seventh power in {@code |r| <= ln 2 / 2}, times {@code 2^n}.
 *
 * <p>The relative error is below 2e-7 in {@code [-87, 88]}; beyond, the value at the nearer end is returned. NaN stays NaN.
 */
final class Exponential {

    static final float LOWEST = -87f;
    static final float HIGHEST = 88f;

    private static final float LOG2_E = (float) (1 / 0.6931471805599453);
    /** Adding 1.5 * 2^23 rounds to a whole number, which then stands in the low bits. */
    private static final float ROUNDER = 12582912f;

    private static final float LN2_HIGH = 355f / 512;
    private static final float LN2_LOW = (float) (0.6931471805599453 - 355.0 / 512);
    private static final float C7 = 1f / 5040;
    private static final float C6 = 1f / 720;
    private static final float C5 = 1f / 120;
    private static final float C4 = 1f / 24;
    private static final float C3 = 1f / 6;
    private static final float C2 = 0.5f;

    private Exponential() {}

    static float exp(float value) {
        float x = Math.max(LOWEST, Math.min(HIGHEST, value));
        float shifted = Math.fma(x, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(r, C7, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        return p * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + 0x3f800000);
    }

    /** Returns the exponential of each lane; lanes must lie in {@code [LOWEST, HIGHEST]} or be NaN. */
    static FloatVector exp(VectorSpecies<Float> species, FloatVector x) {
        FloatVector one = FloatVector.broadcast(species, 1f);
        FloatVector shifted = x.fma(FloatVector.broadcast(species, LOG2_E), FloatVector.broadcast(species, ROUNDER));
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r =
                n.fma(FloatVector.broadcast(species, -LN2_LOW), n.fma(FloatVector.broadcast(species, -LN2_HIGH), x));
        FloatVector p = r.fma(FloatVector.broadcast(species, C7), FloatVector.broadcast(species, C6));
        p = p.fma(r, FloatVector.broadcast(species, C5));
        p = p.fma(r, FloatVector.broadcast(species, C4));
        p = p.fma(r, FloatVector.broadcast(species, C3));
        p = p.fma(r, FloatVector.broadcast(species, C2));
        p = p.fma(r, one);
        p = p.fma(r, one);
        IntVector scale =
                shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(0x3f800000);
        return p.mul(scale.reinterpretAsFloats());
    }
}

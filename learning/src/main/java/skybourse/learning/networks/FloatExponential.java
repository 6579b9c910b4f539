package skybourse.learning.networks;

/**
 * Exponential function in single precision, scalar form. The vector form is in {@link VectorActivation}. Both use the same operations and have
 * bit-identical results in {@code [-87, 88]}. The argument is
 * split into {@code x = n ln 2 + r} with {@code |r| <= ln 2 / 2}. The result is the Taylor series of r to the seventh power, times {@code 2^n}.
 *
 * <p>The relative error is below 2e-7 in {@code [-87, 88]}. This form clamps arguments outside that range; callers of the vector form clamp them. NaN stays NaN.
 */
final class FloatExponential {

    static final float LOWEST = -87f;
    static final float HIGHEST = 88f;

    /** Smallest argument for which Mish is the identity in single precision. */
    static final float STEEP = 20f;

    static final float LOG2_E = (float) (1 / 0.6931471805599453);
    /** {@code 1.5 * 2^23}. Adding this constant to a number rounds the number to an integer, which is then in the low bits of the sum. */
    static final float ROUNDER = 12582912f;

    static final float LN2_HIGH = 355f / 512;
    static final float LN2_LOW = (float) (0.6931471805599453 - 355.0 / 512);
    static final float C7 = 1f / 5040;
    static final float C6 = 1f / 720;
    static final float C5 = 1f / 120;
    static final float C4 = 1f / 24;
    static final float C3 = 1f / 6;
    static final float C2 = 0.5f;

    private FloatExponential() {}

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
}

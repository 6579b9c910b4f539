package skybourse.learning.networks;

/**
 * The exponential function in float, one formula for vectors and for single numbers with the same bits: {@code x = n ln 2 + r},
 * Taylor series to the seventh power in {@code |r| <= ln 2 / 2}, times {@code 2^n}.
 *
 * <p>The relative error is below 2e-7 in {@code [-87, 88]}; beyond, the value at the nearer end is returned. NaN stays NaN.
 */
final class Exponential {

    static final float LOWEST = -87f;
    static final float HIGHEST = 88f;

    /** From here on Mish is the identity in float. */
    static final float STEEP = 20f;

    static final float LOG2_E = (float) (1 / 0.6931471805599453);
    /** Adding 1.5 * 2^23 rounds to a whole number, which then stands in the low bits. */
    static final float ROUNDER = 12582912f;

    static final float LN2_HIGH = 355f / 512;
    static final float LN2_LOW = (float) (0.6931471805599453 - 355.0 / 512);
    static final float C7 = 1f / 5040;
    static final float C6 = 1f / 720;
    static final float C5 = 1f / 120;
    static final float C4 = 1f / 24;
    static final float C3 = 1f / 6;
    static final float C2 = 0.5f;

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
}

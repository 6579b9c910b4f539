package skybourse.base.numeric;

/** Conversions from and to decibels, used where a setting or a standard's formula is stated in them. */
public final class Decibels {

    private static final double NATURAL = Math.log(10) / 10;

    private Decibels() {}

    /** Returns the power ratio of {@code decibels}: 10 for 10 dB. */
    public static double toRatio(double decibels) {
        return Math.exp(decibels * NATURAL);
    }

    /** Returns the decibels of a power ratio, negative infinity for 0. */
    public static double ofRatio(double ratio) {
        return 10 * Math.log10(ratio);
    }

    /** Returns the level of {@code watts} in dBm. */
    public static double wattsToDbm(double watts) {
        return ofRatio(watts) + 30;
    }
}

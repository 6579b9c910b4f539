package skybourse.base.numeric;

/** Conversions between power ratios and decibels. */
public final class Decibels {

    private static final double NATURAL = Math.log(10) / 10;

    private Decibels() {}

    /** Returns the power ratio of a level in dB: 10 for 10 dB. */
    public static double toRatio(double decibels) {
        return Math.exp(decibels * NATURAL);
    }

    /** Returns the level of a power ratio in dB; negative infinity for 0. */
    public static double ofRatio(double ratio) {
        return 10 * Math.log10(ratio);
    }

    /** Returns the level of a power in W as dBm. */
    public static double wattsToDbm(double watts) {
        return ofRatio(watts) + 30;
    }
}

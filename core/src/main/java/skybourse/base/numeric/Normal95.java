package skybourse.base.numeric;

/**
 * The 95 % interval of a mean over many draws, by the normal law. Right for some hundred draws and more; wrong for few, such as the
 * seeds of a sweep, whose interval is Student's.
 */
public final class Normal95 {

    /** Half of the interval in standard errors. */
    public static final double Z = 1.959963984540054;

    private Normal95() {}

    /** Returns half the width of the interval of a mean of {@code count} draws with this variance. */
    public static double halfWidth(double variance, long count) {
        return Z * Math.sqrt(variance / count);
    }
}

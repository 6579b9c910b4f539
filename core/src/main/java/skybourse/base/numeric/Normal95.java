package skybourse.base.numeric;

/**
 * Computes the half width of the 95 % confidence interval of a mean by the normal approximation, for about 100 samples or more. For few samples, such
 * as the seeds of a sweep, use
 * Student's t.
 */
public final class Normal95 {

    /** Half width of the interval in standard errors. */
    public static final double Z = 1.959963984540054;

    private Normal95() {}

    /**
     * Returns the half width of the interval of a mean.
     *
     * @param variance variance of one sample
     * @param count number of samples
     * @return in the unit of the samples
     */
    public static double halfWidth(double variance, long count) {
        return Z * Math.sqrt(variance / count);
    }
}

package skybourse.tier2.audit;

import skybourse.base.numeric.Normal95;

/**
 * Mean over markets with its 95 % confidence interval.
 *
 * @param mean the mean
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param count number of markets; if it is 0, all other values are 0
 */
public record Estimate(double mean, double low, double high, long count) {

    private static final double Z = Normal95.Z;

    /** Returns a mean with a normal confidence interval from its standard error. */
    static Estimate ofMean(double sum, double sumOfSquares, long count) {
        if (count == 0) {
            return new Estimate(0, 0, 0, 0);
        }
        double mean = sum / count;
        double variance = count < 2 ? 0 : Math.max(0, (sumOfSquares - sum * mean) / (count - 1));
        double half = Normal95.halfWidth(variance, count);
        return new Estimate(mean, mean - half, mean + half, count);
    }

    /** Returns the same mean with the interval clamped to the possible values, for example [0, 1]. */
    Estimate cut(double least, double most) {
        return count == 0 ? this : new Estimate(mean, Math.max(least, low), Math.min(most, high), count);
    }

    /** Returns a share with the interval of Wilson (1927), which has a positive width at 0 of n. */
    static Estimate ofShare(long hits, long count) {
        if (count == 0) {
            return new Estimate(0, 0, 0, 0);
        }
        double share = (double) hits / count;
        double z2 = Z * Z / count;
        double centre = (share + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / count + z2 / (4.0 * count));
        return new Estimate(share, hits == 0 ? 0 : centre - half, hits == count ? 1 : centre + half, count);
    }
}

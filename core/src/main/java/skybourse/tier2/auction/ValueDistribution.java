package skybourse.tier2.auction;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;

/**
 * Distribution of limit prices over whole ticks. Immutable. Two distributions are equal if they have the same name, lowest value and
 * probabilities.
 */
public final class ValueDistribution {

    /** Number of bits by which the guide table is indexed. With this number, few samples from a table of 100 ticks need a second comparison. */
    private static final int GUIDE_BITS = 10;

    private static final int SHARE_BITS = 53;

    private final String name;
    private final long lowTicks;
    private final double[] probability;
    // Cumulative probability times 2^53.
    private final long[] cumulative;
    // guide[j] is the first index whose cumulative share exceeds j / GUIDE.
    private final int[] guide;

    private ValueDistribution(String name, long lowTicks, double[] weights) {
        double total = total(weights);
        this.name = name;
        this.lowTicks = lowTicks;
        probability = new double[weights.length];
        cumulative = new long[weights.length];
        double sum = 0;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            probability[i] = weights[i] / total;
            sum += weights[i];
            cumulative[i] = (long) Math.ceil(sum / total * (1L << SHARE_BITS));
            last = weights[i] > 0 ? i : last;
        }
        Arrays.fill(cumulative, last, weights.length, 1L << SHARE_BITS);
        guide = guide(cumulative);
    }

    private static double total(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += Checks.nonNegative(weight, "weights");
        }
        return Checks.positive(total, "sum of weights");
    }

    /** Returns the index at which the search for a sample begins. The first bits of the sample select it. */
    private static int[] guide(long[] cumulative) {
        int[] guide = new int[1 << GUIDE_BITS];
        int index = 0;
        for (int j = 0; j < guide.length; j++) {
            while (cumulative[index] <= (long) j << (SHARE_BITS - GUIDE_BITS)) {
                index++;
            }
            guide[j] = index;
        }
        return guide;
    }

    /**
     * Returns the uniform distribution over the ticks in {@code [lowTicks, highTicks]}.
     *
     * @throws IllegalArgumentException if the range has no tick or more than 2^24
     */
    public static ValueDistribution uniform(long lowTicks, long highTicks) {
        double[] weights = new double[size(lowTicks, highTicks)];
        Arrays.fill(weights, 1);
        return new ValueDistribution(
                String.format(Locale.ROOT, "uniform on %d..%d", lowTicks, highTicks), lowTicks, weights);
    }

    /**
     * Returns the normal distribution truncated to {@code [lowTicks, highTicks]}: the probability of a tick is proportional to the
     * density at it.
     *
     * @param meanTicks mean before truncation
     * @param deviationTicks standard deviation before truncation
     * @param lowTicks lowest value
     * @param highTicks highest value
     * @throws IllegalArgumentException if the mean is not finite, the deviation is not positive and finite, the range has no tick
     *     or more than 2^24, or all densities in it round to zero
     */
    public static ValueDistribution normal(double meanTicks, double deviationTicks, long lowTicks, long highTicks) {
        Checks.finite(meanTicks, "meanTicks");
        Checks.positive(deviationTicks, "deviationTicks");
        double[] weights = new double[size(lowTicks, highTicks)];
        for (int i = 0; i < weights.length; i++) {
            double z = (lowTicks + i - meanTicks) / deviationTicks;
            weights[i] = Math.exp(-0.5 * z * z);
        }
        String name = String.format(
                Locale.ROOT, "normal %.4g +- %.4g on %d..%d", meanTicks, deviationTicks, lowTicks, highTicks);
        return new ValueDistribution(name, lowTicks, weights);
    }

    /**
     * Returns the distribution with given weights.
     *
     * @param lowTicks value of the first weight
     * @param weights weights of consecutive ticks, not negative, with a positive sum
     * @throws IllegalArgumentException if a weight is negative or not finite, or the sum is not positive and finite
     */
    public static ValueDistribution table(long lowTicks, double... weights) {
        return new ValueDistribution(
                String.format(Locale.ROOT, "table of %d from %d", weights.length, lowTicks), lowTicks, weights);
    }

    private static int size(long lowTicks, long highTicks) {
        return (int) Checks.within(highTicks - lowTicks + 1.0, 1, 1 << 24, "ticks from lowTicks to highTicks");
    }

    /** Returns a description, for example {@code normal 18.00 +- 3.000 on 1..30}. */
    public String name() {
        return name;
    }

    /** Returns the lowest value of the table. */
    public long lowTicks() {
        return lowTicks;
    }

    /** Returns the highest value of the table. */
    public long highTicks() {
        return lowTicks + probability.length - 1;
    }

    /** Returns the probability of a value; 0 outside the table. */
    public double probability(long ticks) {
        return ticks < lowTicks || ticks > highTicks() ? 0 : probability[(int) (ticks - lowTicks)];
    }

    /** Samples a value with one {@code nextLong}. */
    public long draw(RandomGenerator random) {
        return ofBits(random.nextLong());
    }

    /** Returns the value for 64 random bits. The first 53 bits are a number in [0, 1), as in {@code nextDouble}. */
    public long ofBits(long bits) {
        long share = bits >>> (Long.SIZE - SHARE_BITS);
        int index = guide[(int) (bits >>> (Long.SIZE - GUIDE_BITS))];
        while (cumulative[index] <= share) {
            index++;
        }
        return lowTicks + index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueDistribution that
                && name.equals(that.name)
                && lowTicks == that.lowTicks
                && Arrays.equals(probability, that.probability);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(probability);
    }

    @Override
    public String toString() {
        return name;
    }
}

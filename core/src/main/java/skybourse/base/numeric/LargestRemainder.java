package skybourse.base.numeric;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Whole units split in proportion to weights, exactly: no share and no remainder is rounded. */
public final class LargestRemainder {

    private LargestRemainder() {}

    /**
     * Rounds every share down and gives what is left, a unit each, to the largest remainders; equal ones by index.
     *
     * @param units how many; below 0 where they are owed
     * @param weights at least 0 each; equal shares where none is above 0
     * @return shares that sum to {@code units}; none above its weight where {@code units} are at most the weights' sum
     */
    public static long[] split(long units, long[] weights) {
        return split(units, LongStream.of(weights).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new));
    }

    /**
     * The same for real weights, each taken as the binary fraction that it is.
     *
     * @param weights finite, at least 0 each
     */
    public static long[] split(long units, double[] weights) {
        int smallest = DoubleStream.of(weights)
                .filter(weight -> weight > 0)
                .mapToInt(LargestRemainder::exponent)
                .min()
                .orElse(0);
        return split(
                units,
                DoubleStream.of(weights)
                        .mapToObj(weight -> whole(Checks.nonNegative(weight, "weights"), smallest))
                        .toArray(BigInteger[]::new));
    }

    private static int exponent(double weight) {
        return Math.max(Math.getExponent(weight), Double.MIN_EXPONENT);
    }

    /** Returns a weight in units of the last digit of the one with the smallest exponent. */
    private static BigInteger whole(double weight, int smallest) {
        if (weight == 0) {
            return BigInteger.ZERO;
        }
        int exponent = exponent(weight);
        long digits = (long) Math.scalb(weight, Double.PRECISION - 1 - exponent);
        return BigInteger.valueOf(digits).shiftLeft(exponent - smallest);
    }

    private static long[] split(long units, BigInteger[] weights) {
        BigInteger sum = Arrays.stream(weights).reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0 && weights.length > 0) {
            Arrays.fill(weights, BigInteger.ONE);
            return split(units, weights);
        }
        long[] shares = new long[weights.length];
        BigInteger[] remainders = new BigInteger[weights.length];
        long left = units;
        for (int i = 0; i < weights.length; i++) {
            BigInteger exact = BigInteger.valueOf(units).multiply(weights[i]);
            remainders[i] = exact.mod(sum);
            shares[i] = exact.subtract(remainders[i]).divide(sum).longValueExact();
            left -= shares[i];
        }
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(left)
                .forEach(i -> shares[i]++);
        return shares;
    }
}

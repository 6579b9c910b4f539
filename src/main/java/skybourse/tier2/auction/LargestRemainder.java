package skybourse.tier2.auction;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Whole units split in proportion to whole weights, exactly. */
final class LargestRemainder {

    private LargestRemainder() {}

    /**
     * Rounds every share down and gives what is left, a unit each, to the largest remainders; equal ones by index.
     *
     * @param units how many; below 0 where they are owed
     * @param weights at least 0 each; equal shares where none is above 0
     * @return shares that sum to {@code units}; none above its weight where {@code units} are at most the weights' sum
     */
    static long[] split(long units, long[] weights) {
        BigInteger sum = LongStream.of(weights).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0 && weights.length > 0) {
            long[] equal = new long[weights.length];
            Arrays.fill(equal, 1);
            return split(units, equal);
        }
        long[] shares = new long[weights.length];
        BigInteger[] remainders = new BigInteger[weights.length];
        long left = units;
        for (int i = 0; i < weights.length; i++) {
            BigInteger exact = BigInteger.valueOf(units).multiply(BigInteger.valueOf(weights[i]));
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

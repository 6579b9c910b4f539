package skybourse.base.numeric;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Largest-remainder apportionment of integer units in proportion to weights. The computation is exact, without rounding of shares or remainders.
 */
public final class LargestRemainder {

    private LargestRemainder() {}

    /**
     * Apportions units by integer weights. Rounds every share down. Then each of the largest remainders receives one of the remaining units. Among
     * equal remainders, the lowest index is first.
     *
     * @param units number of units to apportion; may be negative
     * @param weights at least 0 each; shares are equal if none is above 0
     * @return {@code long[weights.length]} that sums to {@code units}; empty without weights. If {@code units} is between 0 and the sum of the
     *     weights, no share exceeds its weight
     */
    public static long[] split(long units, long[] weights) {
        return split(units, LongStream.of(weights).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new), i -> i);
    }

    /**
     * Apportions units by real weights, like {@link #split(long, long[])}. The value of each double is used exactly.
     *
     * @param units number of units to apportion; may be negative
     * @param weights finite, at least 0 each; shares are equal if none is above 0
     * @return {@code long[weights.length]} that sums to {@code units}; empty without weights
     * @throws IllegalArgumentException if a weight is negative or not finite
     */
    public static long[] split(long units, double[] weights) {
        return split(units, weights, i -> i);
    }

    /**
     * Apportions units by real weights, like {@link #split(long, double[])}, with a given order among equal remainders.
     *
     * @param units number of units to apportion; may be negative
     * @param weights finite, at least 0 each; shares are equal if none is above 0
     * @param rank rank of an index among equal remainders, lowest first; no two indices have the same rank
     * @return {@code long[weights.length]} that sums to {@code units}; empty without weights
     * @throws IllegalArgumentException if a weight is negative or not finite
     */
    public static long[] split(long units, double[] weights, IntUnaryOperator rank) {
        int smallest = Integer.MAX_VALUE;
        int largest = Integer.MIN_VALUE;
        for (double weight : weights) {
            Checks.nonNegative(weight, "weights");
            if (weight > 0) {
                smallest = Math.min(smallest, exponent(weight));
                largest = Math.max(largest, exponent(weight));
            }
        }
        if (weights.length == 1) {
            return new long[] {units};
        }
        if (largest >= smallest && WideShares.takes(units, weights.length, largest - smallest)) {
            return new WideShares(units, weights, smallest).shares(rank);
        }
        int last = smallest == Integer.MAX_VALUE ? 0 : smallest;
        return split(
                units,
                DoubleStream.of(weights).mapToObj(weight -> whole(weight, last)).toArray(BigInteger[]::new),
                rank);
    }

    /** Returns the significand of a weight as an integer. */
    private static long digits(double weight) {
        return weight == 0 ? 0 : (long) Math.scalb(weight, Double.PRECISION - 1 - exponent(weight));
    }

    private static int exponent(double weight) {
        return Math.max(Math.getExponent(weight), Double.MIN_EXPONENT);
    }

    /** Returns a weight as an integer. The unit is the last binary digit of the weight with the smallest exponent. */
    private static BigInteger whole(double weight, int smallest) {
        if (weight == 0) {
            return BigInteger.ZERO;
        }
        return BigInteger.valueOf(digits(weight)).shiftLeft(exponent(weight) - smallest);
    }

    private static long[] split(long units, BigInteger[] weights, IntUnaryOperator rank) {
        BigInteger sum = Arrays.stream(weights).reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0 && weights.length > 0) {
            Arrays.fill(weights, BigInteger.ONE);
            return split(units, weights, rank);
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
                .sorted(Comparator.comparing((Integer i) -> remainders[i])
                        .reversed()
                        .thenComparingInt(rank::applyAsInt))
                .limit(left)
                .forEach(i -> shares[i]++);
        return shares;
    }

    /**
     * Implementation with 128-bit integers, for units and weights that {@link #takes} accepts. A quotient that is computed in doubles is wrong by at
     * most 1. Its remainder is exact
     * modulo 2^128 and below twice the sum of the weights. The remainder therefore determines the error of the quotient.
     */
    private static final class WideShares {

        /** Largest number of intervals into which remainders are sorted. Only remainders within one interval are compared exactly. */
        private static final int PARTS = 4_096;

        /** Number of intervals per share if there are few shares. */
        private static final int PARTS_A_SHARE = 8;

        /** Largest binary logarithm of the sum of weights at which remainders fit 128 bits. */
        private static final int MOST_BITS = 125;

        private final long units;
        private final long[] digits;
        private final int[] shift;
        private final long[] high;
        private final long[] low;
        private long sumHigh;
        private long sumLow;

        /** Returns whether this implementation can be used. It requires that no number overflows and that quotients of doubles are below 2^50. */
        static boolean takes(long units, int weights, int mostShift) {
            int sumBits = Double.PRECISION + mostShift + Integer.SIZE - Integer.numberOfLeadingZeros(weights);
            return units >= 0 && units < 1L << 50 && mostShift < Long.SIZE && sumBits <= MOST_BITS;
        }

        WideShares(long units, double[] weights, int smallest) {
            this.units = units;
            digits = new long[weights.length];
            shift = new int[weights.length];
            high = new long[weights.length];
            low = new long[weights.length];
            for (int i = 0; i < weights.length; i++) {
                digits[i] = digits(weights[i]);
                shift[i] = weights[i] == 0 ? 0 : exponent(weights[i]) - smallest;
                long lowPart = digits[i] << shift[i];
                sumLow += lowPart;
                sumHigh += shiftedHigh(0, digits[i], shift[i]) + (Long.compareUnsigned(sumLow, lowPart) < 0 ? 1 : 0);
            }
        }

        private static long shiftedHigh(long high, long low, int shift) {
            return shift == 0 ? high : (high << shift) | (low >>> (Long.SIZE - shift));
        }

        long[] shares(IntUnaryOperator rank) {
            double sum = Math.scalb((double) sumHigh, Long.SIZE) + unsigned(sumLow);
            long[] shares = new long[digits.length];
            long left = units;
            for (int i = 0; i < shares.length; i++) {
                long productLow = units * digits[i];
                high[i] = shiftedHigh(Math.multiplyHigh(units, digits[i]), productLow, shift[i]);
                low[i] = productLow << shift[i];
                long quotient = (long) (units * (Math.scalb((double) digits[i], shift[i]) / sum));
                take(i, quotient);
                while (high[i] < 0) {
                    take(i, -1);
                    quotient--;
                }
                while (compare(high[i], low[i], sumHigh, sumLow) >= 0) {
                    take(i, 1);
                    quotient++;
                }
                shares[i] = quotient;
                left -= quotient;
            }
            giveOut(shares, (int) left, Math.min(PARTS, PARTS_A_SHARE * shares.length), sum, rank);
            return shares;
        }

        /**
         * Gives a unit to each of the {@code left} largest remainders. All remainders in the higher intervals get a unit. Only the remainders in
         * the lowest such interval are compared with each other.
         */
        private void giveOut(long[] shares, int left, int parts, double sum, IntUnaryOperator rank) {
            double partsPerSum = parts / sum;
            int[] part = new int[shares.length];
            int[] held = new int[parts + 1];
            for (int i = 0; i < part.length; i++) {
                part[i] = (int) ((Math.scalb((double) high[i], Long.SIZE) + unsigned(low[i])) * partsPerSum);
                held[part[i]]++;
            }
            int last = parts;
            int more = left;
            while (more > held[last]) {
                more -= held[last--];
            }
            List<Integer> together = new ArrayList<>();
            for (int i = 0; i < part.length; i++) {
                if (part[i] > last) {
                    shares[i]++;
                } else if (part[i] == last) {
                    together.add(i);
                }
            }
            Comparator<Integer> largest = (a, b) -> compare(high[b], low[b], high[a], low[a]);
            together.sort(largest.thenComparingInt(rank::applyAsInt));
            together.stream().limit(more).forEach(i -> shares[i]++);
        }

        private static double unsigned(long low) {
            return (low >>> 1) * 2.0 + (low & 1);
        }

        /** Subtracts the product of {@code times} and the sum of the weights from the remainder of a weight. */
        private void take(int i, long times) {
            long productLow = times * sumLow;
            long productHigh = Math.multiplyHigh(times, sumLow) + (sumLow < 0 ? times : 0) + times * sumHigh;
            long before = low[i];
            low[i] = before - productLow;
            high[i] -= productHigh + (Long.compareUnsigned(before, productLow) < 0 ? 1 : 0);
        }

        private static int compare(long high, long low, long otherHigh, long otherLow) {
            int byHigh = Long.compare(high, otherHigh);
            return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
        }
    }
}

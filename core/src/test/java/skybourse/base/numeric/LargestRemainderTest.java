package skybourse.base.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;

class LargestRemainderTest {

    @Test
    void splitsByIntegerWeights() {
        assertThat(LargestRemainder.split(10, new long[] {3, 3, 3})).containsExactly(4, 3, 3);
        assertThat(LargestRemainder.split(7, new long[] {1, 0, 5})).containsExactly(1, 0, 6);
        assertThat(LargestRemainder.split(0, new long[] {0, 0})).containsExactly(0, 0);
        assertThat(LargestRemainder.split(3, new long[] {0, 0})).containsExactly(2, 1);
    }

    /** Products of 120 bits: double arithmetic would be off by thousands. */
    @Test
    void largeSharesAreExact() {
        long[] weights = LongStream.range(0, 1000).map(i -> (1L << 50) + i).toArray();
        long units = LongStream.of(weights).sum() - 1;
        long[] shares = LargestRemainder.split(units, weights);
        assertThat(LongStream.of(shares).sum()).isEqualTo(units);
        for (int i = 0; i < weights.length; i++) {
            assertThat(shares[i]).isBetween(weights[i] - 1, weights[i]);
        }
    }

    /** 7 split by weights 1, 1 and 2 is 1.75, 1.75 and 3.5. The result is the same for all scales of weights. */
    @Test
    void splitsByRealWeights() {
        for (double unit : new double[] {1, 0.1, 3e-300, 1e300, Double.MIN_VALUE, Double.MIN_NORMAL, 0x1p1022}) {
            assertThat(LargestRemainder.split(7, new double[] {unit, unit, 2 * unit}))
                    .as("%s", unit)
                    .containsExactly(2, 2, 3);
        }
        assertThat(LargestRemainder.split(10, new double[] {0, 1e-300, 0})).containsExactly(0, 10, 0);
        assertThat(LargestRemainder.split(2, new double[] {0, 0, 0})).containsExactly(1, 1, 0);
        assertThat(LargestRemainder.split(Long.MAX_VALUE, new double[] {Double.MIN_VALUE, Double.MAX_VALUE}))
                .containsExactly(0, Long.MAX_VALUE);
        assertThat(LargestRemainder.split(5, new double[] {0x1p-1074, 0x1.8p-1022}))
                .containsExactly(0, 5);
    }

    /** Weights are exact binary fractions: 0.2 is exactly twice 0.1, but 0.3 is not three times 0.1. */
    @Test
    void weightsAreExactBinaryFractions() {
        assertThat(LargestRemainder.split(1L << 60, new double[] {0.1, 0.3 - 0.1, 0.1}))
                .containsExactly(exact(1L << 60, new double[] {0.1, 0.3 - 0.1, 0.1}));
        // remainders of 0.5 - 2^-54 and 0.5 + 2^-54 of a unit, which are equal in double arithmetic
        double less = Math.nextDown(0.5);
        assertThat(LargestRemainder.split(1, new double[] {less, 1 - less})).containsExactly(0, 1);
    }

    private static long[] exact(long units, double[] weights) {
        BigDecimal sum = Arrays.stream(weights).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal[] shares = Arrays.stream(weights)
                .mapToObj(weight -> new BigDecimal(weight)
                        .multiply(BigDecimal.valueOf(units))
                        .divide(sum, 400, RoundingMode.FLOOR))
                .toArray(BigDecimal[]::new);
        long[] whole = Arrays.stream(shares).mapToLong(BigDecimal::longValue).toArray();
        for (long left = units - LongStream.of(whole).sum(); left > 0; left--) {
            int largest = 0;
            for (int i = 1; i < shares.length; i++) {
                BigDecimal rest = shares[i].subtract(BigDecimal.valueOf(whole[i]));
                largest =
                        rest.compareTo(shares[largest].subtract(BigDecimal.valueOf(whole[largest]))) > 0 ? i : largest;
            }
            whole[largest]++;
        }
        return whole;
    }

    @Test
    void sharesMatchDecimalArithmetic() {
        Cases.forAll(
                (random, size) -> DoubleStream.generate(
                                () -> random.nextDouble(1e-3, 1) * Math.pow(2, random.nextInt(60)))
                        .limit(1 + size)
                        .toArray(),
                weights -> {
                    long units = (long) (DoubleStream.of(weights).sum() * 1_000_003);
                    assertThat(LargestRemainder.split(units, weights)).containsExactly(exact(units, weights));
                });
    }

    @Test
    void rejectsNegativeOrNonFiniteWeights() {
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> LargestRemainder.split(1, new double[] {1, wrong}))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("weights");
        }
    }

    /** Double quotients would sometimes be off by one, and remainders differ in their last bits. */
    @Test
    void manySharesMatchDecimalArithmetic() {
        Cases.forAll(
                (random, size) -> DoubleStream.generate(() ->
                                random.nextInt(4) == 0 ? 0.25 : random.nextDouble() * Math.pow(2, random.nextInt(72)))
                        .limit(30 + size)
                        .toArray(),
                weights -> {
                    for (long units : new long[] {1, 12_345_678_901L, (1L << 50) - 1, 1L << 50}) {
                        assertThat(LargestRemainder.split(units, weights)).containsExactly(exact(units, weights));
                    }
                });
    }
}

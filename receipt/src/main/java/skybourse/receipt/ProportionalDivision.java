package skybourse.receipt;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Division of whole units in proportion to weights by largest remainders, with exact shares and remainders. The exchange uses {@code
 * LargestRemainder}, with which this class shares no code.
 */
final class ProportionalDivision {

    private ProportionalDivision() {}

    /**
     * Divides units. Rounds each share down, then gives one more unit to each of the largest remainders until no units remain. Of equal remainders,
     * the one with the lowest index comes first.
     *
     * @param units at least 0
     * @param weights at least 0 each; the shares are equal if all are 0
     */
    static long[] split(long units, List<BigDecimal> weights) {
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() == 0 && !weights.isEmpty()) {
            return split(units, Collections.nCopies(weights.size(), BigDecimal.ONE));
        }
        long[] shares = new long[weights.size()];
        BigDecimal[] remainders = new BigDecimal[shares.length];
        long left = units;
        for (int i = 0; i < shares.length; i++) {
            BigDecimal[] parts =
                    BigDecimal.valueOf(units).multiply(weights.get(i)).divideAndRemainder(sum);
            shares[i] = parts[0].longValueExact();
            remainders[i] = parts[1];
            left -= shares[i];
        }
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(left)
                .forEach(i -> shares[i]++);
        return shares;
    }
}

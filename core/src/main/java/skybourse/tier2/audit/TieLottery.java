package skybourse.tier2.audit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import skybourse.base.numeric.Rational;

/** Distribution of the number of other lots before a trader if tied traders are in a uniformly random order. */
final class TieLottery {

    /**
     * Possible result.
     *
     * @param before number of other lots before the trader
     * @param chance probability, in (0, 1]
     * @param first an example of a set of others, by index, that come before the trader
     */
    record Draw(int before, Rational chance, BitSet first) {}

    private TieLottery() {}

    /** Returns all possible numbers of lots before the trader, ascending. The number of lots of each other trader, at least 1, is in {@code others}. */
    static List<Draw> draws(int[] others) {
        List<Draw> draws = Arrays.stream(others).distinct().count() <= 1 ? equal(others) : unequal(others);
        assert draws.stream()
                        .map(Draw::chance)
                        .reduce(Rational.ZERO, Rational::plus)
                        .equals(Rational.of(1))
                : "something comes out";
        assert draws.stream()
                        .allMatch(draw ->
                                draw.first().stream().map(i -> others[i]).sum() == draw.before())
                : "those first hold the lots before";
        return draws;
    }

    private static List<Draw> equal(int[] others) {
        List<Draw> draws = new ArrayList<>();
        for (int i = 0; i <= others.length; i++) {
            BitSet first = new BitSet();
            first.set(0, i);
            int each = others.length == 0 ? 0 : others[0];
            draws.add(new Draw(i * each, Rational.of(1, others.length + 1L), first));
        }
        return draws;
    }

    /** Counts the sets of others by size and number of lots: a set of size m comes first in m! (n - m)! of (n + 1)! orders. */
    private static List<Draw> unequal(int[] others) {
        int n = others.length;
        int most = Arrays.stream(others).sum();
        BigInteger[][] sets = new BigInteger[n + 1][most + 1];
        for (BigInteger[] row : sets) {
            Arrays.fill(row, BigInteger.ZERO);
        }
        BitSet[] witness = new BitSet[most + 1];
        sets[0][0] = BigInteger.ONE;
        witness[0] = new BitSet();
        for (int i = 0; i < n; i++) {
            for (int size = i; size >= 0; size--) {
                for (int sum = most - others[i]; sum >= 0; sum--) {
                    sets[size + 1][sum + others[i]] = sets[size + 1][sum + others[i]].add(sets[size][sum]);
                }
            }
            for (int sum = most - others[i]; sum >= 0; sum--) {
                if (witness[sum] != null && witness[sum + others[i]] == null) {
                    witness[sum + others[i]] = (BitSet) witness[sum].clone();
                    witness[sum + others[i]].set(i);
                }
            }
        }
        List<Draw> draws = new ArrayList<>();
        for (int sum = 0; sum <= most; sum++) {
            BigInteger orders = BigInteger.ZERO;
            for (int size = 0; size <= n; size++) {
                orders = orders.add(sets[size][sum].multiply(factorial(size)).multiply(factorial(n - size)));
            }
            if (orders.signum() > 0) {
                draws.add(new Draw(sum, new Rational(orders, factorial(n + 1)), witness[sum]));
            }
        }
        return draws;
    }

    private static BigInteger factorial(int n) {
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return product;
    }
}

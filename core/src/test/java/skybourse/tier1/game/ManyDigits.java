package skybourse.tier1.game;

import java.math.BigDecimal;
import java.math.MathContext;
import skybourse.tier1.game.FollowerResponseContract.Problem;

/** A follower's best ratios by bisection in decimal arithmetic, correct to the last digit of a double. */
final class ManyDigits {

    private static final MathContext DIGITS = new MathContext(50);
    private static final int HALVINGS = 120;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private ManyDigits() {}

    static double[] ratios(Problem problem) {
        BigDecimal low = BigDecimal.ZERO;
        if (sum(problem, low).compareTo(BigDecimal.ONE) > 0) {
            BigDecimal high = BigDecimal.ZERO;
            for (double cost : problem.costs()) {
                high = high.max(new BigDecimal(problem.weight()).subtract(new BigDecimal(cost)));
            }
            for (int step = 0; step < HALVINGS; step++) {
                BigDecimal middle = low.add(high).multiply(HALF, DIGITS);
                if (sum(problem, middle).compareTo(BigDecimal.ONE) > 0) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            low = high;
        }
        double[] ratios = new double[problem.costs().length];
        for (int s = 0; s < ratios.length; s++) {
            ratios[s] = ratio(problem, s, low).doubleValue();
        }
        return ratios;
    }

    private static BigDecimal sum(Problem problem, BigDecimal multiplier) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int s = 0; s < problem.costs().length; s++) {
            sum = sum.add(ratio(problem, s, multiplier));
        }
        return sum;
    }

    private static BigDecimal ratio(Problem problem, int s, BigDecimal multiplier) {
        BigDecimal charge = new BigDecimal(problem.costs()[s]).add(multiplier);
        BigDecimal cap = new BigDecimal(problem.caps()[s]);
        if (charge.signum() <= 0) {
            return cap;
        }
        return new BigDecimal(problem.weight())
                .divide(charge, DIGITS)
                .subtract(new BigDecimal(problem.inverseQualities()[s]))
                .max(BigDecimal.ZERO)
                .min(cap);
    }
}

package skybourse.tier1.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Known roots of falling functions. */
class PriceWeightBracketTest {

    private static PriceWeightBracket bracket(DoubleUnaryOperator ahead, double low, double high) {
        return new PriceWeightBracket(low, ahead.applyAsDouble(low), high, ahead.applyAsDouble(high));
    }

    /** Returns the number of trials until the error is below 1e-12 or the bracket is closed. */
    private static int trials(DoubleUnaryOperator ahead, double root, double low, double high) {
        PriceWeightBracket bracket = bracket(ahead, low, high);
        int trials = 0;
        double least = low;
        double most = high;
        while (bracket.isOpen()) {
            double weight = bracket.next();
            assertThat(weight).isBetween(least, most);
            double by = ahead.applyAsDouble(weight);
            trials++;
            if (Math.abs(by) <= 1e-12) {
                assertThat(weight).isCloseTo(root, within(1e-6));
                return trials;
            }
            assertThat(bracket.narrow(weight, by)).isEqualTo(by > 0);
            least = by > 0 ? weight : least;
            most = by > 0 ? most : weight;
        }
        assertThat(most - least).isLessThan(1e-3);
        assertThat(root).isBetween(least, most);
        return trials;
    }

    @Test
    void firstTrialFindsRootOfLine() {
        assertThat(trials(weight -> 0.3 - weight, 0.3, 0.2, 0.6)).isEqualTo(1);
        assertThat(trials(weight -> 5 * (0.7 - weight), 0.7, 0, 1)).isEqualTo(1);
    }

    /** If one end never moves, the plain secant method takes over 100 trials; the Illinois rule takes a few. */
    @Test
    void curvedFunctionsNeedFewTrials() {
        assertThat(trials(weight -> Math.pow(0.1, 4) - Math.pow(weight, 4), 0.1, 0, 1))
                .isLessThanOrEqualTo(20);
        assertThat(trials(weight -> Math.pow(1 - weight, 4) - Math.pow(0.1, 4), 0.9, 0, 1))
                .isLessThanOrEqualTo(20);
        assertThat(trials(weight -> Math.exp(-9 * weight) - Math.exp(-9 * 0.25), 0.25, 0, 0.5))
                .isLessThanOrEqualTo(12);
    }

    /** The high end is unchanged in two trials, so its value is halved: 0.25 instead of 0.5. */
    @Test
    void unchangedEndIsHalved() {
        var bracket = new PriceWeightBracket(0, 0.5, 1, -0.5);
        assertThat(bracket.next()).isEqualTo(0.5);
        assertThat(bracket.narrow(0.5, 0.5)).isTrue();
        assertThat(bracket.next()).as("not halved at first").isEqualTo(0.75);
        bracket.narrow(0.75, 0.125);
        assertThat(bracket.next()).isCloseTo(0.75 + 0.25 * 0.125 / 0.375, within(1e-15));
        assertThat(bracket.narrow(0.875, -0.125)).isFalse();
        assertThat(bracket.next()).as("both ends have full weight").isEqualTo(0.8125);
        bracket.narrow(0.8125, -0.0625);
        assertThat(bracket.next()).as("the low end is halved").isCloseTo(0.75 + 0.0625 / 2, within(1e-15));
    }

    /** A jump has no root: slow secant steps are followed by bisection, 40 trials in total. */
    @Test
    void jumpIsEnclosedInFortyTrials() {
        for (double jump : new double[] {0.123456789, 0.9, 0.5}) {
            DoubleUnaryOperator ahead = weight -> weight < jump ? 1e6 : -1e-6;
            assertThat(trials(ahead, jump, 0, 1)).isLessThanOrEqualTo(40);
        }
        var bracket = new PriceWeightBracket(0, 1, 1, -1);
        for (int trial = 0; trial < 20; trial++) {
            bracket.narrow(0x1p-30 * trial, 1);
        }
        assertThat(bracket.next()).as("bisection").isEqualTo(0.5 * (1 + 0x1p-30 * 19));
        for (int trial = 20; trial < 40; trial++) {
            assertThat(bracket.isOpen()).isTrue();
            bracket.narrow(0x1p-30 * trial, 1);
        }
        assertThat(bracket.isOpen()).isFalse();
    }

    @Test
    void emptyBracketIsClosed() {
        assertThat(new PriceWeightBracket(0.5, 1, 0.5 + 1e-9, -1).isOpen()).isFalse();
        assertThat(new PriceWeightBracket(0.5, 1, 0.5 + 3e-9, -1).isOpen()).isTrue();
    }

    /** A weight of 1 loses the proportions of the leader's other prices, so it is not a start. */
    @Test
    void nearerEndIsStartUnlessItHasAllWeight() {
        var inner = new PriceWeightBracket(0.25, 1, 0.75, -1);
        assertThat(inner.isNearLow(0.375)).isTrue();
        assertThat(inner.isNearLow(0.625)).isFalse();
        assertThat(new PriceWeightBracket(0.25, 1, 1, -1).isNearLow(0.9)).isTrue();
    }
}

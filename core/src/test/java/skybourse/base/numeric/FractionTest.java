package skybourse.base.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FractionTest {

    @Test
    void arithmeticIsExact() {
        assertThat(Fraction.of(1, 3).plus(Fraction.of(1, 6))).isEqualTo(Fraction.of(1, 2));
        assertThat(Fraction.of(1, 3).minus(Fraction.of(1, 3))).isEqualTo(Fraction.ZERO);
        assertThat(Fraction.of(2, 3).times(Fraction.of(3, 4))).hasToString("1/2");
        assertThat(Fraction.of(4, -6)).hasToString("-2/3");
        assertThat(Fraction.of(6, 3)).hasToString("2");
    }

    @Test
    void comparesExactlyBeyondDoublePrecision() {
        Fraction less = Fraction.of(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertThat(less).isLessThan(Fraction.of(1));
        assertThat(less.toDouble()).isEqualTo(1.0);
        assertThat(Fraction.of(-1, 2).signum()).isNegative();
    }

    @Test
    void rejectsZeroDenominator() {
        assertThatThrownBy(() -> Fraction.of(1, 0)).hasMessage("denominator must not be zero: 0");
    }
}

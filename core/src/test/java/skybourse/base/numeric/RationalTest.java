package skybourse.base.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RationalTest {

    @Test
    void arithmeticIsExact() {
        assertThat(Rational.of(1, 3).plus(Rational.of(1, 6))).isEqualTo(Rational.of(1, 2));
        assertThat(Rational.of(1, 3).minus(Rational.of(1, 3))).isEqualTo(Rational.ZERO);
        assertThat(Rational.of(2, 3).times(Rational.of(3, 4))).hasToString("1/2");
        assertThat(Rational.of(4, -6)).hasToString("-2/3");
        assertThat(Rational.of(6, 3)).hasToString("2");
    }

    @Test
    void comparesExactlyBeyondDoublePrecision() {
        Rational less = Rational.of(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertThat(less).isLessThan(Rational.of(1));
        assertThat(less.toDouble()).isEqualTo(1.0);
        assertThat(Rational.of(-1, 2).signum()).isNegative();
    }

    @Test
    void rejectsZeroDenominator() {
        assertThatThrownBy(() -> Rational.of(1, 0)).hasMessage("denominator must not be zero: 0");
    }
}

package skybourse.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void boundsAreRoundedUpNeverDown() {
        assertThat(Numbers.atMostPercent(8.81e-7)).isEqualTo("0.000089 %");
        assertThat(Numbers.atMostPercent(0.00501)).isEqualTo("0.51 %");
        assertThat(Numbers.atMostPercent(0)).isEqualTo("0.0000001 %");
        assertThat(Numbers.atMostPercent(Double.POSITIVE_INFINITY)).isEqualTo("–");
    }

    @Test
    void largeAndSmallNumbersTakeAPrefix() {
        assertThat(Numbers.si(25_140_000_000.0)).isEqualTo("25.1 G");
        assertThat(Numbers.si(1000)).isEqualTo("1 k");
        assertThat(Numbers.si(0.0123)).isEqualTo("12.3 m");
        assertThat(Numbers.si(-4200)).isEqualTo("-4.2 k");
    }

    @Test
    void plainNumbersHaveNoExponent() {
        assertThat(Numbers.plain(1.23456e-9, 3)).isEqualTo("0.00000000123");
        assertThat(Numbers.plain(123456, 3)).isEqualTo("123000");
        assertThat(Numbers.plain(Double.NaN, 3)).isEqualTo("–");
    }
}

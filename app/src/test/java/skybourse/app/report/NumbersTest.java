package skybourse.app.report;

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
    void boundsInMoneyAreRoundedUpToo() {
        assertThat(Numbers.atMost(3.11e-5)).isEqualTo("0.000032");
        assertThat(Numbers.atMost(1201)).isEqualTo("1,300");
        assertThat(Numbers.atMost(Double.NaN)).isEqualTo("–");
    }

    @Test
    void moneyOfTheAuctionHasTheDecimalsOfATick() {
        assertThat(Numbers.money(1960, 0.01)).isEqualTo("9.80");
        assertThat(Numbers.money(1193, 0.01)).isEqualTo("5.965");
        assertThat(Numbers.money(-2, 0.01)).isEqualTo("-0.01");
        assertThat(Numbers.money(4, 1000)).isEqualTo("2,000");
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
        assertThat(Numbers.plain(123456, 3)).isEqualTo("123,000");
        assertThat(Numbers.plain(-1234567.8, 8)).isEqualTo("-1,234,567.8");
        assertThat(Numbers.ungrouped(123456, 3)).isEqualTo("123000");
        assertThat(Numbers.plain(Double.NaN, 3)).isEqualTo("–");
    }
}

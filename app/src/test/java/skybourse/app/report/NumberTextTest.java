package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberTextTest {

    @Test
    void boundsInPercentAreRoundedUp() {
        assertThat(NumberText.atMostPercent(8.81e-7)).isEqualTo("0.000089 %");
        assertThat(NumberText.atMostPercent(0.00501)).isEqualTo("0.51 %");
        assertThat(NumberText.atMostPercent(0)).isEqualTo("0.0000001 %");
        assertThat(NumberText.atMostPercent(Double.POSITIVE_INFINITY)).isEqualTo("–");
    }

    @Test
    void boundsInMoneyAreRoundedUp() {
        assertThat(NumberText.atMost(3.11e-5)).isEqualTo("0.000032");
        assertThat(NumberText.atMost(1201)).isEqualTo("1,300");
        assertThat(NumberText.atMost(Double.NaN)).isEqualTo("–");
    }

    @Test
    void auctionMoneyHasDecimalsOfTick() {
        assertThat(NumberText.money(1960, 0.01)).isEqualTo("9.80");
        assertThat(NumberText.money(1193, 0.01)).isEqualTo("5.965");
        assertThat(NumberText.money(-2, 0.01)).isEqualTo("-0.01");
        assertThat(NumberText.money(4, 1000)).isEqualTo("2,000");
    }

    @Test
    void largeAndSmallNumbersHaveUnitPrefixes() {
        assertThat(NumberText.si(25_140_000_000.0)).isEqualTo("25.1 G");
        assertThat(NumberText.si(1000)).isEqualTo("1 k");
        assertThat(NumberText.si(0.0123)).isEqualTo("12.3 m");
        assertThat(NumberText.si(-4200)).isEqualTo("-4.2 k");
    }

    @Test
    void plainNumbersHaveNoExponent() {
        assertThat(NumberText.plain(1.23456e-9, 3)).isEqualTo("0.00000000123");
        assertThat(NumberText.plain(123456, 3)).isEqualTo("123,000");
        assertThat(NumberText.plain(-1234567.8, 8)).isEqualTo("-1,234,567.8");
        assertThat(NumberText.ungrouped(123456, 3)).isEqualTo("123000");
        assertThat(NumberText.plain(Double.NaN, 3)).isEqualTo("–");
    }
}

package skybourse.app.report.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PropertyAuditTextTest {

    @Test
    void keepsZerosOfIntegers() {
        assertThat(PropertyAuditText.number(1000)).isEqualTo("1,000");
        assertThat(PropertyAuditText.number(-120)).isEqualTo("-120");
        assertThat(PropertyAuditText.number(0)).isEqualTo("0");
        assertThat(PropertyAuditText.number(123_456_000_000.5)).isEqualTo("123,456,000,000.5");
    }

    @Test
    void dropsTrailingZerosOfDecimals() {
        assertThat(PropertyAuditText.number(2.5)).isEqualTo("2.5");
        assertThat(PropertyAuditText.number(1.0 / 3)).isEqualTo("0.3333");
        assertThat(PropertyAuditText.number(12.30004)).isEqualTo("12.3");
        assertThat(PropertyAuditText.number(2e12)).isEqualTo("2.000e+12");
    }
}

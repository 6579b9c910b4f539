package skybourse.app.report.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditTextTest {

    @Test
    void keepsZerosOfIntegers() {
        assertThat(AuditText.number(1000)).isEqualTo("1,000");
        assertThat(AuditText.number(-120)).isEqualTo("-120");
        assertThat(AuditText.number(0)).isEqualTo("0");
        assertThat(AuditText.number(123_456_000_000.5)).isEqualTo("123,456,000,000.5");
    }

    @Test
    void dropsTrailingZerosOfDecimals() {
        assertThat(AuditText.number(2.5)).isEqualTo("2.5");
        assertThat(AuditText.number(1.0 / 3)).isEqualTo("0.3333");
        assertThat(AuditText.number(12.30004)).isEqualTo("12.3");
        assertThat(AuditText.number(2e12)).isEqualTo("2.000e+12");
    }
}

package skybourse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * No price earns more than its upper bound. A dose of 25 is 1,000,000 prices: {@code ./skybourse mvn test -Dtest=SoundnessTest
 * -Dcertificate.dose=25}; {@code ./skybourse soundness} checks any number.
 */
class CertificateSoundnessTest {

    private static final int DOSE = Integer.getInteger("certificate.dose", 1);

    @Test
    void noPriceExceedsBoundForAnyThreads() {
        long checks = 40_000L * DOSE;
        CertificateSoundness.SoundnessResult one = new CertificateSoundness(11).check(checks, 1);
        assertThat(one.checks()).isEqualTo(checks);
        assertThat(one.markets()).isEqualTo(checks / 200);
        assertThat(one.violations()).isZero();
        assertThat(one.slack()).isBetween(0.0, 1e-9);
        assertThat(new CertificateSoundness(11).check(checks, 2)).isEqualTo(one);
    }
}

package skybourse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** No price earns more than the upper bound of its expected profit if rivals randomize; a dose of 50 is 1,000,000 prices. */
class MixedPricesSoundnessTest {

    private static final int DOSE = Integer.getInteger("certificate.dose", 1);

    @Test
    void noPriceExceedsBoundOfExpectedProfit() {
        CertificateSoundness.SoundnessResult found = new MixedPricesSoundness(12).check(20_000L * DOSE);
        assertThat(found.checks()).isEqualTo(20_000L * DOSE);
        assertThat(found.violations()).isZero();
        assertThat(found.slack()).isBetween(0.0, 1e-9);
    }
}

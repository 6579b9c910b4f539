package skybourse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** No price earns more than the ceiling of what is expected from it where rivals draw theirs; a dose of 50 is a million prices. */
class MixSoundnessTest {

    private static final int DOSE = Integer.getInteger("certificate.dose", 1);

    @Test
    void noPriceBeatsTheCeilingOfItsExpectedProfit() {
        Soundness.SoundnessResult found = new MixSoundness(12).check(20_000L * DOSE);
        assertThat(found.checks()).isEqualTo(20_000L * DOSE);
        assertThat(found.violations()).isZero();
        assertThat(found.slack()).isBetween(0.0, 1e-9);
    }
}

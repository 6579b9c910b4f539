package skybourse.evidence.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfidenceIntervalTest {

    /** The deviation of 1, 2, 3 is 1; Student's t of 2 degrees of freedom at 97.5 % is 4.30265. */
    @Test
    void intervalUsesStudentsTAndIgnoresNaN() {
        ConfidenceInterval three = ConfidenceInterval.of(new double[] {1, Double.NaN, 2, 3});
        assertThat(three.count()).isEqualTo(3);
        assertThat(three.mean()).isEqualTo(2);
        assertThat(three.deviation()).isCloseTo(1, within(1e-15));
        assertThat(three.low()).isCloseTo(2 - 4.30265 / Math.sqrt(3), within(1e-5));
        assertThat(three.high()).isCloseTo(2 + 4.30265 / Math.sqrt(3), within(1e-5));
        assertThat(ConfidenceInterval.of(new double[] {7})).isEqualTo(new ConfidenceInterval(1, 7, 7, 7, 0));
        assertThat(ConfidenceInterval.of(new double[] {7, 7})).isEqualTo(new ConfidenceInterval(2, 7, 7, 7, 0));
        assertThat(ConfidenceInterval.of(new double[] {Double.NaN}).mean()).isNaN();
    }

    @Test
    void factorScalesInterval() {
        assertThat(new ConfidenceInterval(2, 3, 1, 5, 0.5).times(2)).isEqualTo(new ConfidenceInterval(2, 6, 2, 10, 1));
    }
}

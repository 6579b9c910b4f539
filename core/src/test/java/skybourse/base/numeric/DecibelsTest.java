package skybourse.base.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;

class DecibelsTest {

    @Test
    void convertsBetweenDecibelsAndRatios() {
        assertThat(Decibels.toRatio(10)).isCloseTo(10, within(1e-14));
        assertThat(Decibels.toRatio(-3)).isCloseTo(0.501187233627, within(1e-12));
        assertThat(Decibels.ofRatio(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void dbmIsRelativeToOneMilliwatt() {
        assertThat(Decibels.wattsToDbm(0.1)).isCloseTo(20, within(1e-12));
        assertThat(Decibels.wattsToDbm(1e-3)).isCloseTo(0, within(1e-12));
    }

    @Test
    void conversionRoundTripReturnsSameLevel() {
        Cases.forAll(
                (random, size) -> random.nextDouble(-200, 200),
                level -> assertThat(Decibels.ofRatio(Decibels.toRatio(level))).isCloseTo(level, within(1e-11)));
    }
}

package skybourse.base.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;

class DecibelsTest {

    @Test
    void tenDecibelsAreTenTimes() {
        assertThat(Decibels.toRatio(10)).isCloseTo(10, within(1e-14));
        assertThat(Decibels.toRatio(-3)).isCloseTo(0.501187233627, within(1e-12));
        assertThat(Decibels.ofRatio(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void levelsAreMeasuredFromAMilliwatt() {
        assertThat(Decibels.dbmToWatts(0)).isCloseTo(1e-3, within(1e-17));
        assertThat(Decibels.wattsToDbm(0.1)).isCloseTo(20, within(1e-12));
        assertThat(Decibels.dbmToWatts(-174)).isCloseTo(3.981071705535e-21, within(1e-32));
    }

    @Test
    void thereAndBackIsWhereWeWere() {
        Cases.forAll(
                (random, size) -> random.nextDouble(-200, 200),
                level -> assertThat(Decibels.ofRatio(Decibels.toRatio(level))).isCloseTo(level, within(1e-11)));
    }
}

package skybourse.round.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.base.random.ReusableGenerator;
import skybourse.testing.Copies;

class PairChannelsTest {

    private static final int PAIRS = 100_000;
    private final ReusableGenerator generator = new ReusableGenerator(99);

    private static PairChannels pairs(int count) {
        return new PairChannels(
                count, p -> "WA" + p + "/FA1", new RandomStreams(11), PairChannels.Correlation.URBAN_MICRO);
    }

    private void moveAll(PairChannels channels, int slot, double metres, boolean clear) {
        for (int p = 0; p < PAIRS; p++) {
            channels.move(p, slot, metres, clear, generator);
        }
    }

    private static double meanProduct(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> a[i] * b[i])
                .average()
                .orElseThrow();
    }

    private static double[] shadows(PairChannels channels) {
        return IntStream.range(0, PAIRS).mapToDouble(channels::shadow).toArray();
    }

    /** Autocorrelation is exp(-moved / d_cor), in one step or in many. The variance is always 1. */
    @Test
    void shadowingCorrelationDecaysWithDistance() {
        PairChannels channels = pairs(PAIRS);
        double[] start = shadows(channels);
        assertThat(meanProduct(start, start)).isCloseTo(1, within(0.03));
        for (int slot = 1; slot <= 4; slot++) {
            moveAll(channels, slot, 1.25, true);
        }
        double[] after5 = shadows(channels);
        moveAll(channels, 5, 13, false);
        double[] after18 = shadows(channels);
        assertThat(meanProduct(after5, after5)).isCloseTo(1, within(0.03));
        assertThat(meanProduct(start, after5)).isCloseTo(Math.exp(-0.5), within(0.02));
        assertThat(meanProduct(after5, after18)).isCloseTo(Math.exp(-1), within(0.02));
        assertThat(channels.odometerMetres(17)).isEqualTo(18);
    }

    @Test
    void stationaryPairsKeepShadowAndLineOfSight() {
        PairChannels channels = pairs(2);
        double shadow = channels.shadow(0);
        boolean clear = channels.isClear(0, 0.5);
        for (int slot = 1; slot < 50; slot++) {
            channels.move(0, slot, 0, true, generator);
            assertThat(channels.shadow(0)).isEqualTo(shadow);
            assertThat(channels.isClear(0, 0.5)).isEqualTo(clear);
        }
    }

    @Test
    void lineOfSightIsResampledAfterCorrelationDistance() {
        PairChannels channels = pairs(PAIRS);
        boolean[] before = new boolean[PAIRS];
        for (int p = 0; p < PAIRS; p++) {
            before[p] = channels.isClear(p, 0.3);
        }
        moveAll(channels, 1, 9.9, true);
        assertThat(changed(channels, before)).isZero();
        moveAll(channels, 2, 0.2, true);
        assertThat(changed(channels, before) / PAIRS).isCloseTo(2 * 0.3 * 0.7, within(0.01));
        assertThat(IntStream.range(0, PAIRS)
                                .filter(p -> channels.isClear(p, 0.3))
                                .count()
                        / (double) PAIRS)
                .isCloseTo(0.3, within(0.01));
    }

    private static double changed(PairChannels channels, boolean[] before) {
        return IntStream.range(0, PAIRS)
                .filter(p -> channels.isClear(p, 0.3) != before[p])
                .count();
    }

    @Test
    void samplesDoNotDependOnOtherPairsOrOrder() {
        PairChannels few = pairs(3);
        PairChannels many = pairs(5);
        for (int slot = 1; slot < 20; slot++) {
            for (int p = 0; p < 3; p++) {
                few.move(p, slot, 3, true, generator);
            }
            for (int p = 4; p >= 0; p--) {
                many.move(p, slot, 3, true, generator);
            }
        }
        for (int p = 0; p < 3; p++) {
            assertThat(few.shadow(p)).isEqualTo(many.shadow(p));
            assertThat(few.isClear(p, 0.5)).isEqualTo(many.isClear(p, 0.5));
        }
        assertThat(few.shadow(0)).isNotEqualTo(few.shadow(1));
    }

    /** Equal noise from two start values: their difference decays by e^-1. The variance stays 1. */
    @Test
    void shadowingDecaysByDistanceOverReach() {
        PairChannels one = pairs(2);
        PairChannels other = pairs(2);
        PairChannels farther = pairs(2);
        one.begin(0, 3, 0.5);
        other.begin(0, -1, 0.5);
        farther.begin(0, 0, 0.5);
        one.move(0, 4, 13, false, generator);
        other.move(0, 4, 13, false, generator);
        farther.move(0, 4, 26, false, generator);
        double kept = Math.exp(-1);
        assertThat(one.shadow(0) - other.shadow(0)).isCloseTo(4 * kept, within(1e-12));
        double noise = (one.shadow(0) - 3 * kept) / Math.sqrt(1 - kept * kept);
        assertThat(farther.shadow(0)).isCloseTo(noise * Math.sqrt(1 - Math.exp(-4)), within(1e-12));
        assertThat(one.odometerMetres(0)).isEqualTo(13);
        assertThat(one.odometerMetres(1)).isZero();
    }

    /** A line-of-sight sample lasts for 10 m if the path is clear, 13 m if it is blocked, from the place of sampling. */
    @Test
    void lineOfSightSampleLastsForItsReach() {
        PairChannels channels = pairs(1);
        channels.begin(0, 0, 0.25);
        assertThat(channels.isClear(0, 0.25))
                .as("sample equal to the probability")
                .isFalse();
        assertThat(channels.isClear(0, 0.26)).isTrue();
        channels.move(0, 1, 12, false, generator);
        assertThat(channels.sight(0)).isEqualTo(0.25);
        channels.move(0, 2, 1, false, generator);
        double drawn = channels.sight(0);
        assertThat(drawn).isNotEqualTo(0.25).isBetween(0.0, 1.0);
        channels.move(0, 3, 9.5, true, generator);
        assertThat(channels.sight(0)).isEqualTo(drawn);
        channels.move(0, 4, 0.5, true, generator);
        assertThat(channels.sight(0)).isNotEqualTo(drawn);
    }

    @Test
    void everySlotHasNewSamples() {
        PairChannels channels = pairs(1);
        channels.begin(0, 0, 0.5);
        channels.move(0, 1, 1e4, true, generator);
        double first = channels.shadow(0);
        double firstSight = channels.sight(0);
        channels.move(0, 2, 1e4, true, generator);
        assertThat(channels.shadow(0)).isNotEqualTo(first);
        assertThat(channels.sight(0)).isNotEqualTo(firstSight);
    }

    @Test
    void checkpointRestoresChannels() {
        PairChannels channels = pairs(3);
        for (int p = 0; p < 3; p++) {
            channels.move(p, 1, 11 + p, true, generator);
        }
        PairChannels same = pairs(3);
        var copies = new Copies();
        channels.exchange(copies);
        same.exchange(copies.read());
        for (int p = 0; p < 3; p++) {
            assertThat(same.shadow(p)).isEqualTo(channels.shadow(p));
            assertThat(same.odometerMetres(p)).isEqualTo(11 + p);
            channels.move(p, 2, 9.5, true, generator);
            same.move(p, 2, 9.5, true, generator);
            assertThat(same.sight(p)).as("equal after the next move").isEqualTo(channels.sight(p));
        }
    }
}

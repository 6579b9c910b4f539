package skybourse.round.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.hipparchus.special.BesselJ;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

/** Fading over time compared with Clarke's model. Expected values come from manual calculation or quadrature, not from this program. */
class FadingInTimeTest {

    private static final double WAVELENGTH = 0.15; // 2 GHz
    private static final RandomStreams STREAMS = new RandomStreams(5);

    private static long pair(int number) {
        return STREAMS.key("wave-angles", number);
    }

    private static double mean(int pairs, java.util.function.IntToDoubleFunction what) {
        return IntStream.range(0, pairs).mapToDouble(what).average().orElseThrow();
    }

    /** The correlation of power gains is the square of the field's: J0 = 0.904 after 10 ms at 1.5 m/s, 0.642 after 20 ms. */
    @Tag("slow")
    @Test
    void correlationFollowsBesselFunctionAtAllLags() {
        assertThat(BesselJ.value(0, 2 * Math.PI * 0.1)).isCloseTo(0.904, within(5e-4));
        assertThat(BesselJ.value(0, 2 * Math.PI * 0.2)).isCloseTo(0.6425, within(5e-5));
        var fading = new PlaneWaveFading(64, 0, WAVELENGTH);
        for (int lag : new int[] {1, 2, 3, 8}) {
            double bessel = BesselJ.value(0, 2 * Math.PI * 0.1 * lag);
            double moment =
                    mean(40_000, p -> fading.powerGain(pair(p), 7) * fading.powerGain(pair(p), 7 + 0.015 * lag));
            double square = (moment - 1) / (1 - 1.0 / 64); // with M waves: 1 + (1 - 1/M) J0^2
            assertThat(square).as("lag " + lag).isCloseTo(bessel * bessel, within(0.04));
        }
    }

    @Test
    void powerMomentsMatchRicianDistribution() {
        for (double k : new double[] {0, 3}) {
            var fading = new PlaneWaveFading(256, k, WAVELENGTH);
            double[] gains = IntStream.range(0, 20_000)
                    .mapToDouble(p -> fading.powerGain(pair(p), 3))
                    .toArray();
            double first = mean(gains.length, i -> gains[i]);
            double second = mean(gains.length, i -> gains[i] * gains[i]);
            assertThat(first).isCloseTo(1, within(0.03));
            assertThat(second).isCloseTo((2 + 4 * k + k * k) / ((1 + k) * (1 + k)), within(k == 0 ? 0.13 : 0.05));
        }
    }

    /** Mean rates of a stationary pair with 16 waves: 0.8652, 2.9223, 5.9053 at 0, 10, 20 dB (Rayleigh: 0.86035, 2.90651, 5.88405). */
    @Test
    void meanRatesMatchSixteenWaveModel() {
        var fading = new PlaneWaveFading(16, 0, WAVELENGTH);
        double[] snr = {1, 10, 100};
        double[] bits = {0.8652, 2.9223, 5.9053};
        double[] near = {0.0035, 0.008, 0.01}; // of 200,000 pairs; the Rayleigh values are 0.005, 0.016 and 0.021 away
        for (int i = 0; i < 3; i++) {
            double ratio = snr[i];
            double standing = mean(200_000, p -> fading.meanBits(pair(p), 2, 0, ratio));
            assertThat(standing).as("SNR " + ratio).isCloseTo(bits[i], within(near[i]));
            double moving = mean(4_000, p -> fading.meanBits(pair(p), 2, 1.5, ratio));
            assertThat(moving).as("a slot's mean, SNR " + ratio).isCloseTo(bits[i], within(0.02));
        }
    }

    /**
     * The variance of a slot's mean power gain is (1/m^2) sum J0^2 over its m points, times 15/16 with 16 waves; a slot's mean bits
     * at a small SNR are proportional to the mean power.
     */
    @Test
    void longSlotsReduceVarianceOfMeanPower() {
        var fading = new PlaneWaveFading(16, 0, WAVELENGTH);
        double[] turns = {0.1, 0.3, 1, 3, 10};
        double[] variance = {1, 0.812, 0.366, 0.156, 0.059};
        double tiny = 1e-9;
        for (int i = 0; i < turns.length; i++) {
            double metres = turns[i] * WAVELENGTH;
            double[] gains = IntStream.range(0, 20_000)
                    .mapToDouble(p -> fading.meanBits(pair(p), 1, metres, tiny) * Math.log(2) / tiny)
                    .toArray();
            double mean = mean(gains.length, p -> gains[p]);
            double spread = mean(gains.length, p -> (gains[p] - mean) * (gains[p] - mean));
            assertThat(spread)
                    .as(turns[i] + " turns")
                    .isCloseTo(variance[i] * 15 / 16, within(0.05 * variance[i] + 0.002));
        }
    }

    @Test
    void fadingDependsOnPositionOnly() {
        var fading = new PlaneWaveFading(16, 1, WAVELENGTH);
        double there = fading.powerGain(pair(1), 12.5);
        fading.meanBits(pair(2), 3, 40, 10);
        assertThat(fading.powerGain(pair(1), 12.5)).isEqualTo(there);
        assertThat(new PlaneWaveFading(16, 1, WAVELENGTH).powerGain(pair(1), 12.5))
                .isEqualTo(there);
    }

    /** Four points per wavelength and at most 64, each in the middle of its section of the path. */
    @Test
    void slotMeanAveragesPointsAlongPath() {
        var fading = new PlaneWaveFading(16, 2, WAVELENGTH);
        double[][] waysAndPoints = {{0, 1}, {0.0375, 1}, {0.038, 2}, {0.15, 4}, {1, 27}, {2.4, 64}, {5, 64}};
        for (double[] each : waysAndPoints) {
            double metres = each[0];
            int points = (int) each[1];
            double bits = mean(points, m -> Math.log1p(10 * fading.powerGain(pair(3), 7 + (m + 0.5) * metres / points)))
                    / Math.log(2);
            assertThat(fading.meanBits(pair(3), 7, metres, 10))
                    .as("%s m", metres)
                    .isCloseTo(bits, within(1e-9));
        }
    }

    /** One path dominates all others, so there is no fading. */
    @Test
    void dominantPathDoesNotFade() {
        var steady = new PlaneWaveFading(16, 1e12, WAVELENGTH);
        for (int p = 0; p < 50; p++) {
            assertThat(steady.powerGain(pair(p), 3.3 * p)).isCloseTo(1, within(1e-5));
            assertThat(steady.meanBits(pair(p), 0, 3, 3)).isCloseTo(2, within(1e-5));
        }
    }

    @Test
    void oneWaveHasConstantPower() {
        var one = new PlaneWaveFading(1, 0, WAVELENGTH);
        assertThat(one.powerGain(pair(1), 4)).isCloseTo(1, within(1e-12));
        assertThatThrownBy(() -> new PlaneWaveFading(0, 0, WAVELENGTH)).hasMessageContaining("waves");
        assertThatThrownBy(() -> new PlaneWaveFading(1, -1, WAVELENGTH)).hasMessageContaining("dominantToRest");
        assertThatThrownBy(() -> new PlaneWaveFading(1, 0, 0)).hasMessageContaining("wavelengthMetres");
    }
}

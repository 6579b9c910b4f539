package skybourse.base.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

/** 100,000 samples compared with their distribution: means and shares within six standard errors. */
class FadingTest {

    private static final int SAMPLES = 100_000;

    private static double[] samples(Fading fading) {
        var random = new RandomStreams(20_261_124).stream("fading-test", 0);
        double[] gains = new double[SAMPLES];
        Arrays.setAll(gains, i -> fading.powerGain(random));
        return gains;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    @Test
    void rayleighPowerIsExponential() {
        double[] gains = samples(new Fading.Rayleigh());
        assertThat(mean(gains)).isCloseTo(1, within(0.02));
        assertThat(variance(gains)).isCloseTo(1, within(0.06));
        double deep = Arrays.stream(gains).filter(g -> g < 0.1).count() / (double) SAMPLES;
        assertThat(deep).isCloseTo(1 - Math.exp(-0.1), within(0.006));
    }

    /** The variance of a Rician power gain of mean 1 is (1 + 2 K) / (1 + K)^2. */
    @Test
    void ricianPowerHasKnownMeanAndVariance() {
        for (double k : new double[] {0, 1, 10}) {
            double[] gains = samples(new Fading.Rician(k));
            assertThat(mean(gains)).isCloseTo(1, within(0.02));
            assertThat(variance(gains)).isCloseTo((1 + 2 * k) / ((1 + k) * (1 + k)), within(0.06));
        }
    }

    @Test
    void noFadingUsesNoRandomNumbers() {
        var random = new RandomStreams(1).stream("untouched", 0);
        assertThat(new Fading.None().powerGain(random)).isEqualTo(1);
        assertThat(random.nextLong())
                .isEqualTo(new RandomStreams(1).stream("untouched", 0).nextLong());
    }
}

package skybourse.learning.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;

class AdamTest {

    /** Algorithm 1 of the paper in double precision. */
    @Test
    void equalsAlgorithmOfThePaper() {
        RandomGenerator random = new RandomStreams(3).stream("adam", 0);
        float[] x = new float[32];
        double[] expected = new double[32];
        double[] m = new double[32];
        double[] v = new double[32];
        Adam adam = new Adam(32);
        for (int t = 1; t <= 300; t++) {
            float[] g = new float[32];
            for (int i = 0; i < 32; i++) {
                g[i] = (float) random.nextGaussian();
                m[i] = 0.9 * m[i] + 0.1 * g[i];
                v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                expected[i] -=
                        0.01 * (m[i] / (1 - Math.pow(0.9, t))) / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8);
            }
            adam.step(x, g, 0.01);
        }
        for (int i = 0; i < 32; i++) {
            assertThat((double) x[i]).isCloseTo(expected[i], within(2e-5));
        }
    }
}

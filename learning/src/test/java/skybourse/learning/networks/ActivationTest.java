package skybourse.learning.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActivationTest {

    private static Matrix line() {
        float[] values = new float[2048];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i - 1024) * 0.1f;
        }
        return Matrices.ofRows(1, values.length, values);
    }

    @Test
    void outputsAndSlopesEqualFormula() {
        for (Activation activation : Activation.values()) {
            Matrix z = line();
            Matrix slope = Matrix.zeros(1, z.columns());
            activation.apply(z, slope);
            for (int i = 0; i < z.columns(); i++) {
                double x = (i - 1024) * 0.1f;
                assertThat((double) z.get(0, i))
                        .isCloseTo(ReferenceNetwork.activate(activation, x), within(4e-7 * Math.max(1, Math.abs(x))));
                if (x != 0) {
                    double h = 1e-6;
                    double expected = (ReferenceNetwork.activate(activation, x + h)
                                    - ReferenceNetwork.activate(activation, x - h))
                            / (2 * h);
                    assertThat((double) slope.get(0, i)).isCloseTo(expected, within(2e-6));
                }
            }
        }
    }

    @Test
    void outputsAreEqualWithAndWithoutSlopes() {
        for (Activation activation : Activation.values()) {
            Matrix with = line();
            Matrix without = line();
            activation.apply(with, Matrix.zeros(1, with.columns()));
            activation.apply(without);
            assertThat(without.values()).isEqualTo(with.values());
        }
    }

    @Test
    void propagatesNan() {
        for (Activation activation : Activation.values()) {
            Matrix z = Matrices.ofRows(1, 2, new float[] {Float.NaN, 1});
            activation.apply(z);
            assertThat(z.get(0, 0)).isNaN();
            assertThat(z.get(0, 1)).isNotNaN();
        }
    }

    @Test
    void exponentialHasRelativeErrorBelow2e7() {
        assertThat(IntStream.range(-86_000, 88_000).mapToDouble(i -> {
                    float x = i / 1000f;
                    return Math.abs(FloatExponential.exp(x) / Math.exp(x) - 1);
                }))
                .allMatch(error -> error < 2e-7);
        assertThat(FloatExponential.exp(0f)).isEqualTo(1f);
        assertThat(FloatExponential.exp(Float.NaN)).isNaN();
        assertThat(FloatExponential.exp(Float.NEGATIVE_INFINITY)).isLessThan(2e-38f);
    }
}

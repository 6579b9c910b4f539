package skybourse.learning.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import skybourse.base.random.RandomStreams;

class DenseNetworkTest {

    private static final int ROWS = 9;
    private static final int[] WIDTHS = {5, 37, 12, 3};
    private static final double H = 1e-5;

    private final RandomGenerator random = new RandomStreams(2).stream("network", 0);

    private float[] draw(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /** The loss is a random weighting of the outputs, so that every output's gradient is tested. */
    private static double loss(DenseNetwork network, double[] parameters, double[] inputs, float[] weights) {
        double loss = 0;
        for (int r = 0; r < ROWS; r++) {
            double[] row = java.util.Arrays.copyOfRange(inputs, r * WIDTHS[0], (r + 1) * WIDTHS[0]);
            double[] out = ReferenceNetwork.forward(network.layers(), parameters, row);
            for (int c = 0; c < out.length; c++) {
                loss += weights[r * out.length + c] * out[c];
            }
        }
        return loss;
    }

    private interface Loss {
        double at(double[] x);
    }

    private static double slope(Loss loss, double[] x, int i) {
        double old = x[i];
        x[i] = old + H;
        double above = loss.at(x);
        x[i] = old - H;
        double below = loss.at(x);
        x[i] = old;
        return (above - below) / (2 * H);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void gradientsEqualFiniteDifferences(Activation hidden) {
        DenseNetwork network = new DenseNetwork(hidden, Activation.TANH, WIDTHS);
        network.initialise(random);
        float[] inputs = draw(ROWS * WIDTHS[0]);
        float[] weights = draw(ROWS * 3);
        DenseNetwork.Pass pass = network.pass(ROWS);
        Matrix out = pass.forward(Matrices.ofRows(ROWS, WIDTHS[0], inputs));
        pass.outputGradient().setRows(weights, 0);
        float[] gradients = new float[network.parameters().length];
        pass.backward(gradients);

        double[] x = ReferenceNetwork.doubles(inputs);
        double[] p = ReferenceNetwork.doubles(network.parameters());
        double loss = 0;
        for (int i = 0; i < weights.length; i++) {
            loss += weights[i] * (double) out.get(i / 3, i % 3);
        }
        assertThat(loss).isCloseTo(loss(network, p, x, weights), within(1e-5));
        for (DenseLayer layer : network.layers()) {
            checkMatrix(layer.weights(gradients), q -> loss(network, q, x, weights), p);
            checkMatrix(layer.bias(gradients), q -> loss(network, q, x, weights), p);
        }
        Matrix byInput = pass.inputGradient();
        for (int i = 0; i < x.length; i++) {
            assertThat((double) byInput.get(i / WIDTHS[0], i % WIDTHS[0]))
                    .isCloseTo(slope(q -> loss(network, p, q, weights), x, i), within(1e-5));
        }
    }

    private static void checkMatrix(Matrix gradient, Loss loss, double[] parameters) {
        for (int r = 0; r < gradient.rows(); r++) {
            for (int c = 0; c < gradient.columns(); c++) {
                assertThat((double) gradient.get(r, c))
                        .isCloseTo(slope(loss, parameters, gradient.index(r, c)), within(2e-5));
            }
        }
    }
}

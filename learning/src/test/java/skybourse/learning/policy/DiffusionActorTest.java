package skybourse.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.random.RandomStreams;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.DenseLayer;
import skybourse.learning.networks.Matrix;
import skybourse.learning.networks.ReferenceNetwork;

class DiffusionActorTest {

    private static final int ROWS = 6;
    private static final int STATE = 4;
    private static final int ACTIONS = 5;
    private static final double H = 1e-5;

    private final RandomGenerator random = new RandomStreams(5).stream("chain", 0);
    private final Matrix states = Matrix.zeros(ROWS, STATE);
    private final Matrix weights = Matrix.zeros(ROWS, ACTIONS);

    private DiffusionActor actor(int steps, Activation output, boolean clip) {
        return actor(steps, output, clip, DiffusionActor.Prediction.NOISE);
    }

    private DiffusionActor actor(int steps, Activation output, boolean clip, DiffusionActor.Prediction prediction) {
        DiffusionActor actor = new DiffusionActor(new DiffusionActor.Shape(
                STATE, ACTIONS, 23, DiffusionSchedule.ofSteps(steps), output, clip, prediction));
        actor.initialise(random);
        DenseLayer.fill(random, states, 1);
        DenseLayer.fill(random, weights, 1);
        return actor;
    }

    /** Published values for T = 5. */
    @Test
    void scheduleEqualsThatOfThePaper() {
        DiffusionSchedule schedule = DiffusionSchedule.ofSteps(5);
        double[] expected = {.1959, .4588, .6358, .7549, .8350};
        for (int t = 0; t < 5; t++) {
            assertThat(schedule.beta(t)).isCloseTo(expected[t], within(5e-5));
        }
        assertThat(schedule.coefficients(0).deviation()).isZero();
        assertThat((double) schedule.coefficients(4).ofSample()).isCloseTo(12.5, within(0.05));
    }

    private static double[] row(Matrix matrix, int row) {
        double[] result = new double[matrix.columns()];
        for (int c = 0; c < result.length; c++) {
            result[c] = matrix.get(row, c);
        }
        return result;
    }

    private double[] end(DiffusionActor actor, double[] parameters, DiffusionPass pass, int row) {
        int steps = actor.shape().schedule().steps();
        double[][] noise = new double[steps][];
        for (int t = 1; t < steps; t++) {
            noise[t] = row(pass.noise()[t - 1], row);
        }
        double[] start = row(pass.noise()[steps - 1], row);
        return new ReferenceChain(actor).end(parameters, row(states, row), start, noise);
    }

    private double loss(DiffusionActor actor, double[] parameters, DiffusionPass pass) {
        double loss = 0;
        for (int r = 0; r < ROWS; r++) {
            double[] x = end(actor, parameters, pass, r);
            for (int c = 0; c < ACTIONS; c++) {
                loss += weights.get(r, c) * x[c];
            }
        }
        return loss;
    }

    /**
     * Gradients of all kinds of parameters through all steps, compared with differences of the chain in double
     * precision.
     */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "1,TANH,false,NOISE",
        "3,TANH,false,NOISE",
        "5,TANH,false,NOISE",
        "4,LINEAR,false,NOISE",
        "4,LINEAR,true,NOISE",
        "1,LINEAR,false,START",
        "3,LINEAR,false,START",
        "5,LINEAR,false,START"
    })
    void gradientThroughTheChainEqualsFiniteDifferences(
            int steps, Activation output, boolean clip, DiffusionActor.Prediction prediction) {
        DiffusionActor actor = actor(steps, output, clip, prediction);
        DiffusionPass pass = actor.pass(ROWS, true);
        pass.draw(random, 0, ROWS);
        Matrix x = pass.forward(states);
        double[] parameters = ReferenceNetwork.doubles(actor.parameters());
        for (int r = 0; r < ROWS; r++) {
            assertThat(row(x, r)).containsExactly(end(actor, parameters, pass, r), within(2e-4));
        }
        Matrix gradient = Matrix.zeros(ROWS, ACTIONS);
        System.arraycopy(weights.values(), 0, gradient.values(), 0, gradient.size());
        float[] sums = new float[parameters.length];
        pass.backward(gradient, sums);

        int nonZero = 0;
        for (int i = 0; i < parameters.length; i += 7) {
            double old = parameters[i];
            parameters[i] = old + H;
            double above = loss(actor, parameters, pass);
            parameters[i] = old - H;
            double below = loss(actor, parameters, pass);
            parameters[i] = old;
            double expected = (above - below) / (2 * H);
            assertThat((double) sums[i])
                    .as("parameter %d", i)
                    .isCloseTo(expected, within(2e-4 * Math.max(1, Math.abs(expected))));
            nonZero += Math.abs(expected) > 1e-6 ? 1 : 0;
        }
        assertThat(nonZero).isGreaterThan(200);
    }

    @Test
    void inferencePassGivesTheSameOutput() {
        DiffusionActor actor = actor(5, Activation.TANH, false);
        DiffusionPass training = actor.pass(ROWS, true);
        DiffusionPass inference = actor.pass(ROWS, false);
        training.draw(new RandomStreams(6).stream("noise", 0), 0, ROWS);
        inference.draw(new RandomStreams(6).stream("noise", 0), 0, ROWS);
        assertThat(inference.forward(states).values())
                .isEqualTo(training.forward(states).values());
        assertThat(actor.copy().parameters()).isEqualTo(actor.parameters());
    }
}

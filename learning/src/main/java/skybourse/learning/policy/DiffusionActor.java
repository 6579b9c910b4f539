package skybourse.learning.policy;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Checks;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.DenseLayer;
import skybourse.learning.networks.ElementwiseOperations;
import skybourse.learning.networks.Matrix;
import skybourse.learning.networks.MatrixProduct;

/**
 * Actor whose preferences are the result of a reverse diffusion chain. The chain starts with noise {@code x_T}. It has T steps {@code x_(t-1) =
 * mean(x_t, eps(x_t, t, state)) + deviation * noise}. The last step adds no noise.
 *
 * <p>The noise network has 16 sinusoidal features of t, a dense layer of width 32 with Mish, and a dense layer of width 16. Their output is joined
 * with the preferences and the state. Two hidden layers with Mish and one output per action follow.
 *
 * <p>Source: Du et al., IEEE TMC 2024 (D2SAC). Differs: by default the network ends in tanh and nothing is clipped.
 */
public final class DiffusionActor implements ActorNetwork {

    /**
     * Shape of the actor.
     *
     * @param stateSize length of a state, at least 1
     * @param actions number of actions, at least 1
     * @param hidden width of both hidden layers, at least 1
     * @param schedule noise schedule
     * @param output activation of the noise network's output
     * @param clip whether the estimate of {@code x_0} is clipped to [-1, 1]
     * @param prediction prediction target of the network
     */
    public record Shape(
            int stateSize,
            int actions,
            int hidden,
            DiffusionSchedule schedule,
            Activation output,
            boolean clip,
            Prediction prediction) {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a size is below 1
         */
        public Shape {
            Checks.positive(stateSize, "stateSize");
            Checks.positive(actions, "actions");
            Checks.positive(hidden, "hidden");
        }

        /** Returns the coefficients of reverse step {@code t}, for the network's kind of prediction. */
        DiffusionSchedule.Coefficients coefficients(int t) {
            DiffusionSchedule.Coefficients k = schedule.coefficients(t);
            return prediction == Prediction.NOISE
                    ? k
                    : new DiffusionSchedule.Coefficients(0, -1, k.meanOfEstimate(), k.meanOfSample(), k.deviation());
        }
    }

    /** Prediction target of the network, given a sample, the step and the state. */
    public enum Prediction {
        /** The noise in the sample, from which {@code x_0} is estimated (Ho et al.). */
        NOISE,
        /**
         * The final sample {@code x_0}. Early steps then do not amplify errors, so that schedules with high rates work. The initial weights of the
         * last layer are a tenth as large, so that an untrained policy is nearly uniform.
         */
        START
    }

    /** Divisor of the last layer's initial weights for {@link Prediction#START}. */
    private static final int SMALLER = 10;

    /** Number of time features. */
    public static final int TIME = 16;

    static final int TIME_HIDDEN = 32;

    private final Shape shape;
    private final float[] parameters;
    private final DenseLayer timeIn;
    private final DenseLayer timeOut;
    private final DenseLayer middle;
    private final DenseLayer last;
    private final int first;
    private final DiffusionSchedule.Coefficients[] coefficients;
    private final Matrix timeFeatures;
    private final Matrix timeHidden;
    private final Matrix timeHiddenSlope;
    private final Matrix timeCode;
    private final Matrix timeCodeSlope;
    private final Matrix timePart;
    private final Matrix[] timeParts;
    private final Matrix lastAcross;
    private final Matrix middleAcross;
    private final Matrix sampleAcross;

    /** Creates the network with all parameters zero. */
    public DiffusionActor(Shape shape) {
        this.shape = shape;
        int hidden = shape.hidden;
        timeIn = new DenseLayer(TIME, TIME_HIDDEN, 0, Activation.MISH);
        timeOut = new DenseLayer(TIME_HIDDEN, TIME, timeIn.size(), Activation.LINEAR);
        first = timeOut.offset() + timeOut.size();
        int firstSize = Matrix.size(shape.actions + TIME + shape.stateSize + 1, hidden);
        middle = new DenseLayer(hidden, hidden, first + firstSize, Activation.MISH);
        last = new DenseLayer(hidden, shape.actions, middle.offset() + middle.size(), shape.output);
        parameters = new float[last.offset() + last.size()];
        int steps = shape.schedule.steps();
        coefficients = new DiffusionSchedule.Coefficients[steps];
        Arrays.setAll(coefficients, shape::coefficients);
        timeFeatures = timeFeatures(steps);
        timeHidden = Matrix.zeros(steps, TIME_HIDDEN);
        timeHiddenSlope = Matrix.zeros(steps, TIME_HIDDEN);
        timeCode = Matrix.zeros(steps, TIME);
        timeCodeSlope = Matrix.zeros(steps, TIME);
        timePart = Matrix.zeros(steps, hidden);
        timeParts = new Matrix[steps];
        Arrays.setAll(timeParts, t -> Matrix.zeros(1, hidden));
        lastAcross = Matrix.zeros(shape.actions, hidden);
        middleAcross = Matrix.zeros(hidden, hidden);
        sampleAcross = Matrix.zeros(hidden, shape.actions);
    }

    /** Returns the sines and cosines of step t at eight frequencies from 1 down to 1e-4 (Vaswani et al., 2017), one row per step. */
    public static Matrix timeFeatures(int steps) {
        Matrix features = Matrix.zeros(steps, TIME);
        int half = TIME / 2;
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < half; i++) {
                double angle = t * StrictMath.exp(-StrictMath.log(1e4) * i / (half - 1));
                features.set(t, i, (float) StrictMath.sin(angle));
                features.set(t, half + i, (float) StrictMath.cos(angle));
            }
        }
        return features;
    }

    /** Returns the shape. */
    public Shape shape() {
        return shape;
    }

    @Override
    public int stateSize() {
        return shape.stateSize;
    }

    @Override
    public int actions() {
        return shape.actions;
    }

    /**
     * Returns the number of standard normal random numbers of a complete chain, {@code steps * actions}. The noise that step t adds starts at index
     * {@code (t - 1) actions}. The initial noise comes last.
     */
    @Override
    public int noiseSize() {
        return shape.schedule.steps() * shape.actions;
    }

    @Override
    public TrainedPolicy.NetworkShape form() {
        return new TrainedPolicy.Diffusion(shape);
    }

    @Override
    public float[] parameters() {
        return parameters;
    }

    /** Returns the first layer of the time code, 16 to 32. */
    public DenseLayer timeIn() {
        return timeIn;
    }

    /** Returns the second layer of the time code, 32 to 16. */
    public DenseLayer timeOut() {
        return timeOut;
    }

    /** Returns the second hidden layer. */
    public DenseLayer middle() {
        return middle;
    }

    /** Returns the output layer. */
    public DenseLayer last() {
        return last;
    }

    /** Returns the first layer's weights of the preferences, {@code actions x hidden}, as a view of an array of parameters or gradients. */
    public Matrix sampleWeights(float[] array) {
        return new Matrix(array, first, shape.actions, shape.hidden);
    }

    /** Returns the first layer's weights of the time code, {@code 16 x hidden}, as a view of an array of parameters or gradients. */
    public Matrix timeWeights(float[] array) {
        return new Matrix(array, first + Matrix.size(shape.actions, shape.hidden), TIME, shape.hidden);
    }

    /** Returns the first layer's weights of the state, {@code stateSize x hidden}, as a view of an array of parameters or gradients. */
    public Matrix stateWeights(float[] array) {
        int offset = first + Matrix.size(shape.actions + TIME, shape.hidden);
        return new Matrix(array, offset, shape.stateSize, shape.hidden);
    }

    /** Returns the first layer's bias, {@code 1 x hidden}, as a view of an array of parameters or gradients. */
    public Matrix firstBias(float[] array) {
        int offset = first + Matrix.size(shape.actions + TIME + shape.stateSize, shape.hidden);
        return new Matrix(array, offset, 1, shape.hidden);
    }

    @Override
    public void initialise(RandomGenerator random) {
        timeIn.initialise(random, parameters);
        timeOut.initialise(random, parameters);
        int fanIn = shape.actions + TIME + shape.stateSize;
        DenseLayer.fill(random, sampleWeights(parameters), fanIn);
        DenseLayer.fill(random, timeWeights(parameters), fanIn);
        DenseLayer.fill(random, stateWeights(parameters), fanIn);
        DenseLayer.fill(random, firstBias(parameters), fanIn);
        middle.initialise(random, parameters);
        last.initialise(random, parameters);
        if (shape.prediction == Prediction.START) {
            DenseLayer.fill(random, last.weights(parameters), SMALLER * SMALLER * shape.hidden);
        }
        parametersChanged();
    }

    @Override
    public void parametersChanged() {
        timeIn.forward(parameters, timeFeatures, timeHidden, timeHiddenSlope);
        timeOut.forward(parameters, timeHidden, timeCode, timeCodeSlope);
        MatrixProduct.affine(timeCode, timeWeights(parameters), firstBias(parameters), timePart);
        for (int t = 0; t < timeParts.length; t++) {
            copyRow(timePart, t, timeParts[t]);
        }
        last.weights(parameters).transposeInto(lastAcross);
        middle.weights(parameters).transposeInto(middleAcross);
        sampleWeights(parameters).transposeInto(sampleAcross);
    }

    @Override
    public DiffusionActor copy() {
        DiffusionActor copy = new DiffusionActor(shape);
        System.arraycopy(parameters, 0, copy.parameters, 0, parameters.length);
        copy.parametersChanged();
        return copy;
    }

    @Override
    public DiffusionPass pass(int rows, boolean trains) {
        return new DiffusionPass(this, rows, trains);
    }

    /** Returns the part of the first layer's sums that depends only on time and bias, one row for step {@code t}. */
    Matrix timePart(int t) {
        return timeParts[t];
    }

    private static void copyRow(Matrix from, int row, Matrix to) {
        for (int c = 0; c < from.columns(); c++) {
            to.set(0, c, from.get(row, c));
        }
    }

    /** Returns the weights as plain arrays, for other programs. */
    public DiffusionWeights numbers() {
        float[][] steps = new float[coefficients.length][];
        float[][] times = new float[coefficients.length][];
        for (int t = 0; t < steps.length; t++) {
            DiffusionSchedule.Coefficients k = coefficients[t];
            steps[t] = new float[] {k.ofSample(), k.ofNoise(), k.meanOfEstimate(), k.meanOfSample(), k.deviation()};
            times[t] = timeParts[t].toRows();
        }
        return new DiffusionWeights(
                steps,
                times,
                sampleWeights(parameters).toRows(),
                stateWeights(parameters).toRows(),
                List.of(
                        middle.weights(parameters).toRows(),
                        middle.bias(parameters).toRows(),
                        last.weights(parameters).toRows(),
                        last.bias(parameters).toRows()));
    }

    DiffusionSchedule.Coefficients coefficients(int t) {
        return coefficients[t];
    }

    Matrix lastAcross() {
        return lastAcross;
    }

    Matrix middleAcross() {
        return middleAcross;
    }

    Matrix sampleAcross() {
        return sampleAcross;
    }

    /**
     * Adds the derivative with respect to the parameters of the time layers, and to the first layer's bias and weights of the time code. {@code
     * byTimePart} is the derivative with respect to the time's part of
     * the first layer, steps x hidden.
     */
    void backwardTime(Matrix byTimePart, float[] sums) {
        int steps = shape.schedule.steps();
        MatrixProduct.accumulateTransposed(timeCode, byTimePart, timeWeights(sums));
        ElementwiseOperations.addColumnSums(byTimePart, firstBias(sums));
        Matrix across = Matrix.zeros(shape.hidden, TIME);
        timeWeights(parameters).transposeInto(across);
        Matrix byCode = Matrix.zeros(steps, TIME);
        MatrixProduct.multiply(byTimePart, across, byCode);
        timeOut.backward(timeHidden, timeCodeSlope, byCode, sums);
        Matrix outAcross = Matrix.zeros(TIME, TIME_HIDDEN);
        timeOut.weights(parameters).transposeInto(outAcross);
        Matrix byHidden = Matrix.zeros(steps, TIME_HIDDEN);
        MatrixProduct.multiply(byCode, outAcross, byHidden);
        timeIn.backward(timeFeatures, timeHiddenSlope, byHidden, sums);
    }
}

package skybourse.learning.policy;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.ElementwiseOperations;
import skybourse.learning.networks.Matrix;
import skybourse.learning.networks.MatrixProduct;

/**
 * Pass of a {@link DiffusionActor}, which computes the reverse chain for a batch of states, and the gradient through the complete chain. Not
 * thread-safe.
 *
 * <p>The part of the first layer that depends on the state is computed once per chain. The part that depends on time is computed once per change of
 * parameters.
 *
 * <pre>
 *   noise[T - 1]          noise[T - 2]                          noise[0]
 *        |                     |                                    |
 *        = samples[T] -- step T - 1 -- samples[T - 1] -- ... -- samples[2] -- step 1 -- samples[1] -- step 0 -- samples[0]
 * </pre>
 *
 * {@code samples[t + 1]} is the input of step t, and {@code samples[t]} is its output. The chain starts at {@code noise[T - 1]}. A step
 * {@code t > 0} adds {@code noise[t - 1]}. Step 0 adds no noise, and its output is the actor's preferences.
 */
final class DiffusionPass implements ActorNetwork.Pass {

    private final DiffusionActor actor;
    private final int steps;
    private final int rows;
    private final boolean clip;
    private final Matrix statePart;
    private final Matrix[] noise;
    /** {@code samples[t + 1]} is the input of step t; {@code samples[0]} is the end of the chain. */
    private final Matrix[] samples;

    private final Matrix[] firstOut;
    private final Matrix[] firstSlope;
    private final Matrix[] middleOut;
    private final Matrix[] middleSlope;
    private final Matrix[] lastOut;
    private final Matrix[] lastSlope;
    private final boolean trains;
    private final Matrix byLast;
    private final Matrix byMiddle;
    private final Matrix byFirst;
    private final Matrix byFirstSum;
    private final Matrix byTimePart;
    private final Matrix columnSums;
    private Matrix states;

    DiffusionPass(DiffusionActor actor, int rows, boolean trains) {
        this.actor = actor;
        this.rows = rows;
        this.trains = trains;
        steps = actor.shape().schedule().steps();
        clip = actor.shape().clip();
        int hidden = actor.shape().hidden();
        int actions = actor.actions();
        states = Matrix.zeros(rows, actor.stateSize());
        statePart = Matrix.zeros(rows, hidden);
        noise = many(true, actions);
        samples = new Matrix[steps + 1];
        Arrays.setAll(samples, t -> Matrix.zeros(rows, actions));
        firstOut = many(trains, hidden);
        firstSlope = many(trains, hidden);
        middleOut = many(trains, hidden);
        middleSlope = many(trains, hidden);
        lastOut = many(trains, actions);
        lastSlope = many(trains, actions);
        byLast = Matrix.zeros(rows, actions);
        byMiddle = Matrix.zeros(rows, hidden);
        byFirst = Matrix.zeros(rows, hidden);
        byFirstSum = Matrix.zeros(rows, hidden);
        byTimePart = Matrix.zeros(steps, hidden);
        columnSums = Matrix.zeros(1, hidden);
    }

    /** Returns one matrix per step. If {@code each} is false, all steps share one matrix. */
    private Matrix[] many(boolean each, int columns) {
        Matrix[] result = new Matrix[steps];
        Matrix shared = Matrix.zeros(rows, columns);
        Arrays.setAll(result, t -> each ? Matrix.zeros(rows, columns) : shared);
        return result;
    }

    /** Returns the noise of the chain. The last element is the start of the chain. Step t adds element t - 1 if t is greater than 0. */
    Matrix[] noise() {
        return noise;
    }

    @Override
    public void draw(RandomGenerator random, int firstRow, int count) {
        for (int t = steps - 1; t >= 0; t--) {
            Matrix to = noise[t];
            for (int r = firstRow; r < firstRow + count; r++) {
                for (int c = 0; c < to.columns(); c++) {
                    to.set(r, c, (float) random.nextGaussian());
                }
            }
        }
    }

    @Override
    public void observe(int row, float[] from, int at) {
        for (int t = 0; t < steps; t++) {
            noise[t].setRow(row, from, at + t * actor.actions());
        }
    }

    @Override
    public Matrix forward(Matrix batch) {
        states = batch;
        float[] parameters = actor.parameters();
        MatrixProduct.multiply(states, actor.stateWeights(parameters), statePart);
        copy(noise[steps - 1], samples[steps]);
        for (int t = steps - 1; t >= 0; t--) {
            Matrix x = samples[t + 1];
            Matrix sums = firstOut[t];
            MatrixProduct.affine(x, actor.sampleWeights(parameters), statePart, actor.timePart(t), sums);
            if (trains) {
                Activation.MISH.apply(sums, firstSlope[t]);
                actor.middle().forward(parameters, sums, middleOut[t], middleSlope[t]);
                actor.last().forward(parameters, middleOut[t], lastOut[t], lastSlope[t]);
            } else {
                Activation.MISH.apply(sums);
                actor.middle().forward(parameters, sums, middleOut[t]);
                actor.last().forward(parameters, middleOut[t], lastOut[t]);
            }
            reverse(t, x, lastOut[t], samples[t]);
        }
        return samples[0];
    }

    private static void copy(Matrix from, Matrix to) {
        System.arraycopy(from.values(), from.offset(), to.values(), to.offset(), to.size());
    }

    /** Computes one reverse step. The loop includes the padding, where all values are zero. */
    private void reverse(int t, Matrix x, Matrix predicted, Matrix previous) {
        DiffusionSchedule.Coefficients k = actor.coefficients(t);
        float ofSample = k.ofSample();
        float ofNoise = k.ofNoise();
        float meanOfEstimate = k.meanOfEstimate();
        float meanOfSample = k.meanOfSample();
        float deviation = k.deviation();
        float[] added = noise[Math.max(0, t - 1)].values();
        float[] in = x.values();
        float[] eps = predicted.values();
        float[] out = previous.values();
        for (int i = 0; i < out.length; i++) {
            float estimate = ofSample * in[i] - ofNoise * eps[i];
            if (clip) {
                estimate = Math.clamp(estimate, -1f, 1f);
            }
            float mean = meanOfEstimate * estimate + meanOfSample * in[i];
            out[i] = t > 0 ? mean + deviation * added[i] : mean;
        }
    }

    @Override
    public void backward(Matrix byPreference, float[] sums) {
        Arrays.fill(byFirstSum.values(), 0);
        for (int t = 0; t < steps; t++) {
            reverseBackward(t, byPreference);
            actor.last().backward(middleOut[t], lastSlope[t], byLast, sums);
            MatrixProduct.multiply(byLast, actor.lastAcross(), byMiddle);
            actor.middle().backward(firstOut[t], middleSlope[t], byMiddle, sums);
            MatrixProduct.multiply(byMiddle, actor.middleAcross(), byFirst);
            ElementwiseOperations.multiply(byFirst, firstSlope[t]);
            MatrixProduct.accumulateTransposed(samples[t + 1], byFirst, actor.sampleWeights(sums));
            ElementwiseOperations.add(byFirstSum, byFirst);
            keepColumnSums(t);
            if (t + 1 < steps) {
                // byPreference already contains the part of the derivative that does not pass through the network.
                MatrixProduct.accumulate(byFirst, actor.sampleAcross(), byPreference);
            }
        }
        MatrixProduct.accumulateTransposed(states, byFirstSum, actor.stateWeights(sums));
        actor.backwardTime(byTimePart, sums);
    }

    /**
     * Computes the derivative with respect to the predicted noise. Replaces {@code gradient} by the derivative with respect to the sample, without
     * the part that goes through the network.
     */
    private void reverseBackward(int t, Matrix gradient) {
        DiffusionSchedule.Coefficients k = actor.coefficients(t);
        float ofSample = k.ofSample();
        float ofNoise = k.ofNoise();
        float meanOfEstimate = k.meanOfEstimate();
        float meanOfSample = k.meanOfSample();
        float[] in = samples[t + 1].values();
        float[] eps = lastOut[t].values();
        float[] g = gradient.values();
        float[] to = byLast.values();
        for (int i = 0; i < to.length; i++) {
            boolean cut = clip && Math.abs(ofSample * in[i] - ofNoise * eps[i]) > 1;
            float byEstimate = cut ? 0 : meanOfEstimate * g[i];
            to[i] = -ofNoise * byEstimate;
            g[i] = ofSample * byEstimate + meanOfSample * g[i];
        }
    }

    private void keepColumnSums(int t) {
        Arrays.fill(columnSums.values(), 0);
        ElementwiseOperations.addColumnSums(byFirst, columnSums);
        for (int c = 0; c < columnSums.columns(); c++) {
            byTimePart.set(t, c, columnSums.get(0, c));
        }
    }
}

package skybourse.learning.policy;

import java.util.List;

/**
 * Weights of a reverse diffusion chain as arrays, matrices in row order. The chain starts with noise as x. With the activation {@code end} of the
 * output, step t, from T - 1 to 0, turns x into x':
 *
 * <pre>
 * eps = end(mish(mish(x sample + state states + times[t]) W1 + b1) W2 + b2)
 * x0 = steps[t][0] x - steps[t][1] eps,  cut to [-1, 1] if the chain clips
 * x' = steps[t][2] x0 + steps[t][3] x + steps[t][4] noise
 * </pre>
 *
 * @param steps {@code float[T][5]}
 * @param times contribution of the time to the first layer, including the bias, {@code float[T][hidden]}
 * @param sample weights of the preferences in the first layer, {@code float[actions * hidden]}
 * @param state weights of the state in the first layer, {@code float[stateSize * hidden]}
 * @param layers W1, b1, W2 and b2
 */
public record DiffusionWeights(float[][] steps, float[][] times, float[] sample, float[] state, List<float[]> layers) {

    public DiffusionWeights {
        layers = List.copyOf(layers);
    }
}

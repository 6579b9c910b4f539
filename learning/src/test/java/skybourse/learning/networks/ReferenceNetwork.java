package skybourse.learning.networks;

import java.util.Arrays;
import java.util.List;

/** Reference implementation of the network in double precision, with plain loops; only the forward pass. */
public final class ReferenceNetwork {

    private ReferenceNetwork() {}

    /** Returns the output of a network with these layers for one input. */
    public static double[] forward(List<DenseLayer> layers, double[] parameters, double[] input) {
        double[] x = input;
        for (DenseLayer layer : layers) {
            x = forward(layer, parameters, x);
        }
        return x;
    }

    private static double[] forward(DenseLayer layer, double[] parameters, double[] input) {
        int biasOffset = layer.offset() + Matrix.size(layer.inputs(), layer.outputs());
        double[] z = new double[layer.outputs()];
        for (int c = 0; c < z.length; c++) {
            z[c] = parameters[place(biasOffset, 1, 0, c)];
            for (int k = 0; k < input.length; k++) {
                z[c] += input[k] * parameters[place(layer.offset(), input.length, k, c)];
            }
            z[c] = activate(layer.activation(), z[c]);
        }
        return z;
    }

    /** Returns the index of an element by the layout of {@link Matrix}, implemented separately. */
    private static int place(int offset, int rows, int row, int column) {
        return offset + column / 32 * rows * 32 + row * 32 + column % 32;
    }

    public static double activate(Activation activation, double z) {
        return switch (activation) {
            case LINEAR -> z;
            case RELU -> Math.max(0, z);
            case TANH -> Math.tanh(z);
            case MISH -> z * Math.tanh(Math.log1p(Math.exp(z)));
        };
    }

    public static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> values[i]);
        return result;
    }
}

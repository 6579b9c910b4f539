package skybourse.learning.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A chain of dense layers with its parameters in one flat array.
 *
 * <p>After the array is changed from outside, {@link #parametersChanged()} must be called before the next backward pass.
 * Passes of different threads may run at once, each in its own {@link Pass}, as long as nobody changes the parameters.
 */
public final class DenseNetwork {

    private final List<DenseLayer> layers;
    private final List<Matrix> transposed;
    private final float[] parameters;

    /**
     * Lays out a network; all parameters are zero.
     *
     * @param widths of input, hidden layers and output; at least two
     */
    public DenseNetwork(Activation hidden, Activation output, int... widths) {
        List<DenseLayer> built = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i + 1 < widths.length; i++) {
            Activation activation = i + 2 == widths.length ? output : hidden;
            DenseLayer layer = new DenseLayer(widths[i], widths[i + 1], offset, activation);
            built.add(layer);
            offset += layer.size();
        }
        layers = List.copyOf(built);
        parameters = new float[offset];
        transposed = layers.stream()
                .map(layer -> Matrix.zeros(layer.outputs(), layer.inputs()))
                .toList();
    }

    /** Draws all parameters from {@code random}, layer by layer. */
    public void initialise(RandomGenerator random) {
        layers.forEach(layer -> layer.initialise(random, parameters));
        parametersChanged();
    }

    /** Returns the parameters themselves, not a copy. */
    public float[] parameters() {
        return parameters;
    }

    public List<DenseLayer> layers() {
        return layers;
    }

    /** Brings what is derived from the parameters up to date. */
    public void parametersChanged() {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).weights(parameters).transposeInto(transposed.get(i));
        }
    }

    /** Makes the memory for passes over {@code rows} inputs at once. */
    public Pass pass(int rows) {
        return new Pass(rows);
    }

    /** One forward and backward pass over a batch; the memory is used again by the next. */
    public final class Pass {

        private final List<Matrix> outputs = new ArrayList<>();
        private final List<Matrix> slopes = new ArrayList<>();
        private final List<Matrix> gradients = new ArrayList<>();
        private final Matrix inputGradient;
        private Matrix input;

        private Pass(int rows) {
            for (DenseLayer layer : layers) {
                outputs.add(Matrix.zeros(rows, layer.outputs()));
                slopes.add(Matrix.zeros(rows, layer.outputs()));
                gradients.add(Matrix.zeros(rows, layer.outputs()));
            }
            inputGradient = Matrix.zeros(rows, layers.getFirst().inputs());
            input = inputGradient;
        }

        /** Returns the outputs for a batch, {@code rows} x output width, and keeps what a backward pass needs. */
        public Matrix forward(Matrix batch) {
            input = batch;
            Matrix x = batch;
            for (int i = 0; i < layers.size(); i++) {
                layers.get(i).forward(parameters, x, outputs.get(i), slopes.get(i));
                x = outputs.get(i);
            }
            return x;
        }

        /** Returns the outputs for a batch, the same numbers as {@link #forward}, and keeps nothing. */
        public Matrix infer(Matrix batch) {
            Matrix x = batch;
            for (int i = 0; i < layers.size(); i++) {
                layers.get(i).forward(parameters, x, outputs.get(i));
                x = outputs.get(i);
            }
            return x;
        }

        /** Returns where to write the derivative by the output before {@link #backward}; padding must stay zero. */
        public Matrix outputGradient() {
            return gradients.getLast();
        }

        /** Adds to {@code sums} the derivative by the parameters, given {@link #outputGradient()}, which is used up. */
        public void backward(float[] sums) {
            for (int i = layers.size() - 1; i >= 0; i--) {
                Matrix x = i == 0 ? input : outputs.get(i - 1);
                layers.get(i).backward(x, slopes.get(i), gradients.get(i), sums);
                if (i > 0) {
                    MatrixProduct.multiply(gradients.get(i), transposed.get(i), gradients.get(i - 1));
                }
            }
        }

        /** Returns the derivative by the input; only right after {@link #backward}. */
        public Matrix inputGradient() {
            MatrixProduct.multiply(gradients.getFirst(), transposed.getFirst(), inputGradient);
            return inputGradient;
        }
    }
}

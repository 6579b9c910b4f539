package skybourse.learning.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Sequence of dense layers with its parameters in one flat array.
 *
 * <p>After a caller has changed the array, it must call {@link #parametersChanged()} before the next backward pass. Threads may run
 * passes at the same time, each with its own {@link Pass}, while no thread changes the parameters.
 */
public final class DenseNetwork {

    private final List<DenseLayer> layers;
    private final List<Matrix> transposed;
    private final float[] parameters;

    /**
     * Creates a network whose parameters are all zero.
     *
     * @param hidden activation of the hidden layers
     * @param output activation of the last layer
     * @param widths widths of input, hidden layers and output; at least two, each at least 1
     * @throws IllegalArgumentException if a width is not positive
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

    /** Initializes all parameters, layer by layer, see {@link DenseLayer#initialise}. */
    public void initialise(RandomGenerator random) {
        layers.forEach(layer -> layer.initialise(random, parameters));
        parametersChanged();
    }

    /** Returns the parameter array; not a copy. */
    public float[] parameters() {
        return parameters;
    }

    public List<DenseLayer> layers() {
        return layers;
    }

    /** Updates the transposed weights after a change of the parameters. */
    public void parametersChanged() {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).weights(parameters).transposeInto(transposed.get(i));
        }
    }

    /** Returns the memory for passes over batches of {@code rows} inputs. */
    public Pass pass(int rows) {
        return new Pass(rows);
    }

    /** Memory of forward and backward passes over batches; each pass overwrites the results of the previous one. Not thread-safe. */
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

        /** Returns the outputs for a batch, {@code rows} x output width, and stores the values for a backward pass. */
        public Matrix forward(Matrix batch) {
            input = batch;
            Matrix x = batch;
            for (int i = 0; i < layers.size(); i++) {
                layers.get(i).forward(parameters, x, outputs.get(i), slopes.get(i));
                x = outputs.get(i);
            }
            return x;
        }

        /** Returns the same outputs as {@link #forward}, but does not store the values for a backward pass. */
        public Matrix infer(Matrix batch) {
            Matrix x = batch;
            for (int i = 0; i < layers.size(); i++) {
                layers.get(i).forward(parameters, x, outputs.get(i));
                x = outputs.get(i);
            }
            return x;
        }

        /**
         * Returns the matrix for the derivative with respect to the output. The caller writes the derivative before {@link #backward}. Padding must
         * stay zero.
         */
        public Matrix outputGradient() {
            return gradients.getLast();
        }

        /** Adds the derivative with respect to the parameters to {@code sums}. Reads and overwrites {@link #outputGradient()}. */
        public void backward(float[] sums) {
            for (int i = layers.size() - 1; i >= 0; i--) {
                Matrix x = i == 0 ? input : outputs.get(i - 1);
                layers.get(i).backward(x, slopes.get(i), gradients.get(i), sums);
                if (i > 0) {
                    MatrixProduct.multiply(gradients.get(i), transposed.get(i), gradients.get(i - 1));
                }
            }
        }

        /** Returns the derivative of the loss with respect to the input. Must be called directly after {@link #backward}. */
        public Matrix inputGradient() {
            MatrixProduct.multiply(gradients.getFirst(), transposed.getFirst(), inputGradient);
            return inputGradient;
        }
    }
}
